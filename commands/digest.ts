import type { App } from '../src/app.ts';
import type { HomeNetwork, Insider } from '../src/chat/who.ts';
import { digestView, nothingView, stoppedView, whenView } from '../src/digest/views.ts';
import { digestOffRef, digestOnRef } from '../src/members/actions.ts';
import { action, command, subcommand } from './define.ts';

const preview = subcommand({
  about: 'See the next one',
  fields: {},
  async run(_, { app, member, network, now }) {
    const digest = await app.digests.preview(member, now);
    return digest ? digestView(digest, network.name, 'preview') : nothingView();
  },
});

const on = subcommand({
  about: 'Get it in a direct message',
  fields: {},
  run: async (_, { app, member, network, now }) => start(app, member, network, now),
});

const off = subcommand({
  about: 'Stop it',
  fields: {},
  run: async (_, { app, member }) => stop(app, member),
});

const when = subcommand({
  about: 'When the next one comes',
  fields: {},
  run: async (_, { app, member, network, now }) =>
    whenView(await app.digests.next(network.id, now), network.timeZone, await app.digests.wants(member), member.coordinator),
});

const onNow = action(digestOnRef, { run: async (_, { app, member, network, now }) => start(app, member, network, now) });
const offNow = action(digestOffRef, { run: async (_, { app, member }) => stop(app, member) });

async function start(app: App, member: Insider, network: HomeNetwork, now: Date) {
  await app.members.wantDigest(member, true);
  return whenView(await app.digests.next(network.id, now), network.timeZone, true, member.coordinator, 'Done.');
}

/** Stops the digest alone: whether anything else may come privately is a choice of its own. */
async function stop(app: App, member: Insider) {
  await app.members.wantDigest(member, false);
  return stoppedView((await app.members.profile(member)).privately);
}

/** /digest: the weekly digest. */
export const digest = command({
  name: 'digest',
  about: 'The weekly digest',
  subcommands: { preview, on, off, when },
  actions: [onNow, offNow],
});
