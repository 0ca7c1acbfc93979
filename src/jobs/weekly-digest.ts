import { DIGEST_JOB, type DigestFacts } from '../digest/types.ts';
import type { Job, Page } from './job.ts';

/** A digest that could not go out on Wednesday afternoon is still welcome until Friday. */
const CATCH_UP_MS = 48 * 60 * 60 * 1000;

const BEGINNING: Page = { cursor: undefined, kept: (_name, make) => make() };

/** Writes the digests that are due: the network's for its channels, then every member's own, page by page. */
export const weeklyDigest: Job = {
  name: DIGEST_JOB,
  catchUpMs: CATCH_UP_MS,

  async planned(app, network, from, to) {
    return app.digests.due(network, from, to, await app.terms.calendars(network.id));
  },

  async run(app, network, plannedFor, now, page = BEGINNING) {
    const period = await app.digests.period(network.id, plannedFor, now, CATCH_UP_MS);
    const at = page.cursor === undefined ? { after: '', written: 0, channels: '' } : JSON.parse(page.cursor);
    if (page.cursor === undefined) {
      const [due] = (await app.digests.editions.due(network, period.from, period.to)).slice(-1);
      if (due) at.channels = `; ${await app.digests.editions.write(network, due, now)}`;
    }
    const calendars = await app.terms.calendars(network.id);
    const inCommon = {
      facts: () => page.kept('facts', (): Promise<DigestFacts> => app.digests.facts(network.id, plannedFor)),
      slots: () => page.kept('slots', () => app.digests.slots(network, period, calendars)),
    };
    const { written, next } = await app.digests.writePage(network, inCommon, calendars, period, at.after);
    const sum = at.written + written;
    if (next !== undefined) return { cursor: JSON.stringify({ ...at, after: next, written: sum }) };
    return `${sum} ${sum === 1 ? 'digest' : 'digests'} written${at.channels}`;
  },
};
