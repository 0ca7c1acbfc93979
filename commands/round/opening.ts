import type { App } from '../../src/app.ts';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import { UserError } from '../../src/errors.ts';
import { answersRef, cancelRef, datesRef, settingsRef } from '../../src/partnerships/actions.ts';
import { answersView, askCancelView, openRoundView, roundCancelledView } from '../../src/partnerships/rounds/open-views.ts';
import { roundView } from '../../src/partnerships/rounds/views.ts';
import { PHASES } from '../../src/vocabulary/phases.ts';
import { REGIONS } from '../../src/vocabulary/regions.ts';
import { action, subcommand } from '../define.ts';

const OPENED =
  "Opened. The channels of the network are told in school hours; each school's contacts are invited privately a little later.";

const closes = {
  kind: 'date',
  label: 'Last day for answers',
  about: 'Until 17:00 that day, like 4 Dec 2026. Left empty: five school days from now',
  optional: true,
} as const;
const ends = {
  kind: 'date',
  label: 'Last day for the pairs',
  about: 'When pairs are asked how it went. Left empty: six weeks after the answers close',
  optional: true,
} as const;
const who = {
  kind: 'choice',
  label: 'Who is in?',
  about: 'What no answer means. Left empty: every school is in unless it says not this time',
  choices: [
    { value: 'all', label: 'Every school unless it says not this time' },
    { value: 'yes', label: 'Only schools that say yes' },
  ],
  optional: true,
} as const;
const nearby = {
  kind: 'yesNo',
  label: 'May schools of one region meet?',
  about: 'Left empty: no. Schools of one local authority or trust never meet',
  optional: true,
} as const;

const size = {
  kind: 'choice',
  label: 'Size of the groups',
  about: 'Left empty: pairs. For threes, the draft says how close to the best they are',
  choices: [
    { value: '2', label: 'Pairs' },
    { value: '3', label: 'Threes' },
  ],
  optional: true,
} as const;

/** /round open */
export const open = subcommand({
  about: 'Open a round of pairing',
  allow: 'coordinator',
  fields: {
    name: { kind: 'text', label: 'Name of the round', about: 'For example: Spring, first half', max: 60 },
    closes,
    who,
    ends,
    nearby,
    size,
  },
  async run(input, { app, member, network, now }) {
    const groupSize = input.size && sizeOf(input.size);
    const settings = { ...given(input), ...(input.who && { takes: input.who }), ...(groupSize && { groupSize }) };
    const { id } = await app.rounds.open(member, network, input.name, now, settings);
    return shown(app, member, network, id, now, OPENED);
  },
});

/** /round show */
export const show = subcommand({
  about: 'See the round as it stands',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, network, now }) {
    const round = await app.rounds.current(member, now);
    if (round.state === 'open') return shown(app, member, network, round.id, now);
    return roundView(round, await app.rounds.unreached(network.id, round.id));
  },
});

/** /round cancel */
export const cancel = subcommand({
  about: 'End a round before it is published; asks first',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, now }) {
    const { id, name, state } = await app.rounds.current(member, now);
    if (state === 'published') throw new UserError(`"${name}" is published already: its schools have been introduced.`);
    return askCancelView(await app.rounds.openRound(member, id, now));
  },
});

const cancelNow = action(cancelRef, {
  allow: 'coordinator',
  run: async (_, { app, member, network, state, now }) =>
    roundCancelledView(await app.rounds.cancel(member, network, state.round, now)),
});

const settings = action(settingsRef, {
  allow: 'coordinator',
  title: 'Who this round is for',
  fields: {
    regions: {
      kind: 'choices',
      label: 'Regions',
      about: 'Only schools of these are invited. None chosen: all',
      choices: REGIONS.map((one) => ({ value: one.slug, label: one.label })),
      optional: true,
    },
    phases: {
      kind: 'choices',
      label: 'Phases',
      about: 'Only schools of these are invited. None chosen: all',
      choices: PHASES.map((one) => ({ value: one.slug, label: one.label })),
      optional: true,
    },
    who,
    nearby,
    size,
  },
  async fill({ app, member, state, now }) {
    const round = await app.rounds.openRound(member, state.round, now);
    const { regions, phases, takes, sameRegion, groupSize } = round;
    return { regions, phases, who: takes, nearby: sameRegion ? 'yes' : 'no', size: String(groupSize) };
  },
  async run(input, { app, member, network, state, now }) {
    const chosen = { regions: input.regions ?? [], phases: input.phases ?? [], takes: input.who ?? ('all' as const) };
    const change = { ...chosen, sameRegion: input.nearby ?? false, groupSize: sizeOf(input.size ?? '2') };
    await app.rounds.change(member, network, state.round, change, now);
    return shown(app, member, network, state.round, now, 'Saved.');
  },
});

const dates = action(datesRef, {
  allow: 'coordinator',
  title: 'Dates of this round',
  fields: { closes, ends },
  async fill({ app, member, network, state, now }) {
    const round = await app.rounds.openRound(member, state.round, now);
    return app.rounds.datesAsTyped(round, network);
  },
  async run(input, { app, member, network, state, now }) {
    await app.rounds.change(member, network, state.round, given(input), now);
    return shown(app, member, network, state.round, now, 'Saved. Whoever was told the old dates is told the new ones.');
  },
});

const answers = action(answersRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, state, now }) {
    const { name, answers: list } = await app.rounds.schoolAnswers(member, state.round, now);
    return answersView(name, list, network.timeZone);
  },
});

/** Buttons of a round that is not published yet. */
export const openingActions = [cancelNow, settings, dates, answers];

async function shown(app: App, member: Insider, network: HomeNetwork, id: string, now: Date, opening?: string) {
  return openRoundView(await app.rounds.openRound(member, id, now), { zone: network.timeZone, now }, opening);
}

function sizeOf(size: '2' | '3'): 2 | 3 {
  return size === '3' ? 3 : 2;
}

/** Only what was filled in. */
function given(input: { closes?: string | undefined; ends?: string | undefined; nearby?: boolean | undefined }) {
  return {
    ...(input.closes && { closes: input.closes }),
    ...(input.ends && { ends: input.ends }),
    ...(input.nearby !== undefined && { sameRegion: input.nearby }),
  };
}
