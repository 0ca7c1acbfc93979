import type { Job } from './job.ts';

const MINUTE_MS = 60_000;
/** What is to be written is read from the rounds themselves, so one run makes up for all that were missed. */
const CATCH_UP_MS = 60 * MINUTE_MS;

/** Every minute, while there is any: writes the letters of a large round that was opened, published or cancelled, page by page. */
export const roundLetters: Job = {
  name: 'round-letters',
  catchUpMs: CATCH_UP_MS,
  async planned(app, network, from, to) {
    const minute = new Date(Math.floor(to.getTime() / MINUTE_MS) * MINUTE_MS);
    return minute > from && (await app.rounds.hasLetters(network.id)) ? [minute] : [];
  },
  async run(app, network, _plannedFor, now, page) {
    const pages = Number(page?.cursor ?? 0);
    if (await app.rounds.writeLetters(network, now)) return { cursor: String(pages + 1) };
    return `${pages} pages written`;
  },
};
