import type { App } from '../src/app.ts';
import type { RawValues } from '../src/chat/field.ts';
import type { HomeNetwork, Insider } from '../src/chat/who.ts';
import { chooseDigestRef } from '../src/digest/actions.ts';
import { PACES } from '../src/digest/types.ts';
import { digestView, nothingView, PACE_WORDS, stoppedView, WEEKDAYS, whenView } from '../src/digest/views.ts';
import { digestOffRef, digestOnRef } from '../src/members/actions.ts';
import { action, command, subcommand } from './define.ts';
import { editionActions, networkDigest } from './digest-edition.ts';

const preview = subcommand({
  about: 'See the next one',
  reads: true,
  fields: {},
  async run(_, { app, member, network, now }) {
    const digest = await app.digests.preview(member, now);
    return digest ? digestView(digest, network.name, 'preview', now, network.timeZone) : nothingView();
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
  reads: true,
  fields: {},
  run: async (_, { app, member, network, now }) => tellWhen(app, member, network, now),
});

const choice = {
  every: {
    kind: 'choice',
    label: 'How often',
    about: 'Empty weeks stay quiet in any case',
    choices: PACES.map((value) => ({ value, label: PACE_WORDS[value] })),
  },
  day: {
    kind: 'choice',
    label: 'Day',
    about: 'A day in school',
    choices: WEEKDAYS.map((label, index) => ({ value: String(index + 1), label })),
  },
  time: { kind: 'text', label: 'Time', about: '24 hours, from 07:30 to 17:59, for example 15:45', max: 5 },
} as const;

const choose = action(chooseDigestRef, {
  title: 'Your digest',
  fields: choice,
  async fill({ app, member, now }): Promise<RawValues> {
    const wish = await app.digests.wish(member, now);
    return wish ? { every: wish.every, day: String(wish.weekday), time: wish.time } : {};
  },
  async run({ every, day, time }, { app, member, network, now }) {
    await app.digests.choose(member, { every, weekday: Number(day), time });
    return tellWhen(app, member, network, now, 'Saved.');
  },
});

const onNow = action(digestOnRef, { run: async (_, { app, member, network, now }) => start(app, member, network, now) });
const offNow = action(digestOffRef, { run: async (_, { app, member }) => stop(app, member) });

async function start(app: App, member: Insider, network: HomeNetwork, now: Date) {
  await app.members.wantDigest(member, true);
  return tellWhen(app, member, network, now, 'Done.');
}

async function tellWhen(app: App, member: Insider, network: HomeNetwork, now: Date, opening?: string) {
  const next = await app.digests.next(member, network, await app.terms.calendars(network.id), now);
  const wish = await app.digests.wish(member, now);
  return whenView(next, network.timeZone, wish, await app.digests.wants(member), member.coordinator, opening);
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
  subcommands: { preview, on, off, when, network: networkDigest },
  actions: [onNow, offNow, choose, ...editionActions],
});
