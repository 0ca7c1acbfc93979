import { DateTime } from 'luxon';
import type { HomeNetwork } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { enqueue, withdraw } from '../outbox/enqueue.ts';
import type { SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { digestDue, nextSchoolTime } from '../vocabulary/school-time.ts';
import { zoneOf } from '../vocabulary/zones.ts';
import { AHEAD_MS, aheadOf } from './ahead.ts';
import { aheadKey, lettersAhead } from './ahead-letters.ts';
import { compose } from './compose.ts';
import { readFacts } from './read-facts.ts';
import { FIRST_LOOK_BACK_MS, SHOWN_MS } from './readers.ts';
import { CHANNEL_SECTIONS } from './sections.ts';
import type { Digest, EditionCard } from './types.ts';
import { digestView } from './views.ts';
import { remember } from './writing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Next editions are looked for so long: longer than the summer holidays. */
const LOOK_MS = 70 * DAY_MS;

/** The network's digest for channels, week by week, in a coordinator's hands until it goes. */
export function createEditions(tx: Tx) {
  /** When the network's digest is due in (from, to], by its day and time and the national pattern. */
  async function due(network: HomeNetwork, from: Date, to: Date): Promise<Date[]> {
    const { digestWeekday, digestTime } = await tx.network.findUniqueOrThrow({ where: { id: network.id } });
    return digestDue(digestWeekday, digestTime, network.timeZone, from, to);
  }

  async function next(network: HomeNetwork, now: Date): Promise<Date | undefined> {
    return (await due(network, now, new Date(now.getTime() + LOOK_MS)))[0];
  }

  async function edition(networkId: string, week: string) {
    return tx.digestEdition.findUnique({ where: { networkId_week: { networkId, week } } });
  }

  async function digestFor(network: HomeNetwork, at: Date, leftOut: readonly string[]): Promise<Digest | undefined> {
    const last = await tx.digestEdition.aggregate({ where: { networkId: network.id }, _max: { upTo: true } });
    const { upTo } = last._max;
    const since = new Date(Math.max(upTo?.getTime() ?? at.getTime() - FIRST_LOOK_BACK_MS, at.getTime() - SHOWN_MS));
    const items = await tx.digestItem.findMany({
      where: { networkId: network.id, memberId: null, shownAt: { gt: new Date(at.getTime() - SHOWN_MS) } },
      select: { about: true },
    });
    const shown = new Set([...items.flatMap((one) => one.about), ...leftOut]);
    return compose(CHANNEL_SECTIONS, await readFacts(tx, network.id, since, at), {
      topics: [],
      offers: [],
      since,
      first: upTo === null,
      shown,
    });
  }

  /** The next edition; with `of`, only if it is still the one a pressed button was made for. */
  async function card(network: HomeNetwork, now: Date, of?: string): Promise<EditionCard> {
    const at = await next(network, now);
    const week = weekOf(at ?? now, network.timeZone);
    if (of !== undefined && of !== week)
      throw new UserError('That digest has gone out already. See the next one: /digest network');
    const known = await edition(network.id, week);
    const channels = await tx.community.count({ where: { networkId: network.id, channelId: { not: null } } });
    return {
      week,
      due: at,
      note: known?.note ?? null,
      held: known !== null && known.heldAt !== null,
      leftOut: known?.leftOut.length ?? 0,
      channels,
      digest: await digestFor(network, at ?? now, known?.leftOut ?? []),
    };
  }

  /** Changes the next edition. */
  async function change(
    network: HomeNetwork,
    week: string,
    now: Date,
    data: { note?: string | null; heldAt?: Date | null; leftOut?: string[] },
  ): Promise<EditionCard> {
    await card(network, now, week);
    const key = { networkId: network.id, week };
    await tx.digestEdition.upsert({ where: { networkId_week: key }, create: { ...key, ...data }, update: data });
    return card(network, now);
  }

  return {
    due,
    next,
    card,
    note: (network: HomeNetwork, week: string, words: string, now: Date) =>
      change(network, week, now, { note: words === '' ? null : words }),
    hold: (network: HomeNetwork, week: string, held: boolean, now: Date) =>
      change(network, week, now, { heldAt: held ? now : null }),

    /** Leaves items out of the next edition; none: nothing is left out any more. */
    async leaveOut(network: HomeNetwork, week: string, about: readonly string[], now: Date): Promise<EditionCard> {
      const known = about.length === 0 ? [] : ((await edition(network.id, week))?.leftOut ?? []);
      return change(network, week, now, { leftOut: [...new Set([...known, ...about])] });
    },

    /** The instants in (from, to] at which coordinators are shown an edition before it goes. */
    async ahead(network: HomeNetwork, from: Date, to: Date): Promise<Date[]> {
      const coming = await due(network, from, new Date(to.getTime() + AHEAD_MS));
      return coming.flatMap((one) => aheadOf(one, network.timeZone) ?? []).filter((at) => at > from && at <= to);
    },

    /** Shows the edition after `plannedFor` to the network's coordinators, where there is something to send. Says what was done. */
    async showAhead(network: HomeNetwork, plannedFor: Date, now: Date, calendars: SchoolCalendars): Promise<string> {
      const goes = await next(network, plannedFor);
      const at = nextSchoolTime(now > plannedFor ? now : plannedFor, network.timeZone);
      if (!goes || at >= goes) return 'too late for this one';
      const one = await card(network, at);
      if (one.channels === 0) return 'no channel is chosen';
      if (one.held) return 'the network digest is held';
      if (!one.digest && one.note === null) return 'nothing new for the channels';
      const letters = await lettersAhead(tx, network, { ...one, due: goes }, at, calendars);
      return `${await enqueue(tx, letters, now)} coordinators written to`;
    },

    /** Writes the edition that is due, to every channel of the network. Says what was done. */
    async write(network: HomeNetwork, at: Date, now: Date): Promise<string> {
      const week = weekOf(at, network.timeZone);
      const known = await edition(network.id, week);
      if (known?.heldAt) return 'the network digest is held';
      if (known?.upTo) return 'the network digest went out already';
      const channels = await tx.community.findMany({ where: { networkId: network.id, channelId: { not: null } } });
      if (channels.length === 0) return 'no channel is chosen';
      const digest = await digestFor(network, at, known?.leftOut ?? []);
      if (!digest && !known?.note) return 'nothing new for the channels';
      const shown = digest ?? { sections: [] };
      const view = digestView(shown, network.name, 'channel', at, network.timeZone, known?.note ?? undefined);
      const notBefore = nextSchoolTime(now > at ? now : at, network.timeZone);
      const letters = channels.map((one) => ({
        networkId: network.id,
        kind: 'digest' as const,
        key: `digest:${week}:${one.id}`,
        to: { communityId: one.id, channelId: one.channelId ?? '' },
        view,
        notBefore,
      }));
      const written = await enqueue(tx, letters, now);
      // Whoever could not be reached until now has nothing to decide any more.
      await withdraw(tx, aheadKey(network, week));
      if (digest) await remember(tx, network.id, [{ memberId: null, digest }], now);
      const key = { networkId: network.id, week };
      await tx.digestEdition.upsert({ where: { networkId_week: key }, create: { ...key, upTo: at }, update: { upTo: at } });
      return `${written} ${written === 1 ? 'channel' : 'channels'}`;
    },
  };
}

/** The ISO week of an instant in a zone, '2026-W48': an edition's name. */
export function weekOf(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone: zoneOf(zone) }).toFormat("kkkk-'W'WW");
}
