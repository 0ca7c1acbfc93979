import type { App } from '../src/app.ts';
import type { HomeNetwork, Insider } from '../src/chat/who.ts';
import { digestView, nothingView, whenView } from '../src/digest/views.ts';
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
  run: async (_, { app, member, network, now }) => change(app, member, network, now, true),
});

const off = subcommand({
  about: 'Stop it',
  fields: {},
  run: async (_, { app, member, network, now }) => change(app, member, network, now, false),
});

const when = subcommand({
  about: 'When the next one comes',
  fields: {},
  run: async (_, { app, member, network, now }) =>
    whenView(await app.digests.next(network.id, now), network.timeZone, await app.digests.wants(member), member.coordinator),
});

const onNow = action(digestOnRef, { run: async (_, { app, member, network, now }) => change(app, member, network, now, true) });
const offNow = action(digestOffRef, {
  run: async (_, { app, member, network, now }) => change(app, member, network, now, false),
});

async function change(app: App, member: Insider, network: HomeNetwork, now: Date, wants: boolean) {
  await app.members.wantDigest(member, wants);
  const opening = wants ? 'Done.' : 'Stopped. You will get no more digests.';
  return whenView(await app.digests.next(network.id, now), network.timeZone, wants, member.coordinator, opening);
}

/** /digest: the weekly digest. */
export const digest = command({
  name: 'digest',
  about: 'The weekly digest',
  subcommands: { preview, on, off, when },
  actions: [onNow, offNow],
});
