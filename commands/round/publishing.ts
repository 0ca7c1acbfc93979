import { askPublishRef, publishRef } from '../../src/partnerships/actions.ts';
import { askPublishView, publishedView } from '../../src/partnerships/rounds/views.ts';
import { action, subcommand } from '../define.ts';

/** /round publish */
export const publish = subcommand({
  about: 'Send introductions; asks first',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, network, now }) {
    const current = await app.rounds.current(member);
    const { round, recipients } = await app.rounds.recipients(member, current.id, String(current.draft), now);
    return askPublishView(round, recipients, { zone: network.timeZone, now });
  },
});

const askPublish = action(askPublishRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, state, now }) {
    const { round, recipients } = await app.rounds.recipients(member, state.round, state.draft, now);
    return askPublishView(round, recipients, { zone: network.timeZone, now });
  },
});

const publishNow = action(publishRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, state, now }) {
    const { round, messages } = await app.rounds.publish(member, network, state.round, state.draft, now);
    return publishedView(round, messages);
  },
});

/** Buttons of publishing. */
export const publishActions = [askPublish, publishNow];
