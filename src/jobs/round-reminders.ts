import type { Job } from './job.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Every hour: reminds schools that have not answered a round's invitation, and tells coordinators what they should not miss: answers
 * are in, an invitation reached nobody, a school has lost its contacts.
 */
export const roundReminders: Job = {
  name: 'round-reminders',
  catchUpMs: HOUR_MS,
  planned: async (_app, _network, from, to) => {
    const hour = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
    return hour > from ? [hour] : [];
  },
  async run(app, network, _plannedFor, now, page) {
    const answers = await app.rounds.followAnswers(network, now, page?.cursor);
    if (typeof answers !== 'string') return answers;
    const lost = await app.partners.tellContactless(network.id, now);
    return lost === 0 ? answers : `${answers}; ${lost} schools without a contact told`;
  },
};
