import type { App } from '../src/app.ts';
import type { Allow, Command, Context } from '../src/chat/command.ts';
import { join, say } from '../src/chat/text.ts';
import { heading, note, text, view } from '../src/chat/view.ts';
import {
  notPrivatelyRef,
  offerRef,
  privatelyRef,
  resumeRef,
  seekRef,
  subjectRef,
  topicsRef,
  writeToRef,
} from '../src/members/actions.ts';
import type { ProfileChange } from '../src/members/types.ts';
import { pausedView, profileView, welcomeView } from '../src/members/views.ts';
import { openLetterRef } from '../src/outbox/actions.ts';
import { SUBJECTS } from '../src/vocabulary/subjects.ts';
import { TOPICS } from '../src/vocabulary/topics.ts';
import { action, command, subcommand } from './define.ts';

const subjects = SUBJECTS.map((one) => ({ value: one.slug, label: one.label }));
const topics = TOPICS.map((one) => ({ value: one.slug, label: one.label }));
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const joining = subcommand({
  about: 'Join, or change school',
  ask: 'form',
  title: 'Join the network',
  allow: 'anyone',
  keepsName: true,
  fields: {
    school: { kind: 'school', label: 'Your school', about: 'Begin typing its name, town, postcode or URN' },
    topic: { kind: 'topic', label: 'What are you working on?', about: 'One focus topic; more can follow' },
    subject: { kind: 'choice', label: 'Your subject', about: 'What you mostly teach', choices: subjects },
    digest: {
      kind: 'yesNo',
      label: 'The weekly digest here, privately?',
      about: 'One message a week in school hours; you can stop it any time',
    },
  },
  async run(input, { app, visitor, now }) {
    const { school, topic, subject, digest } = input;
    const joined = await app.members.join(visitor, { schoolUrn: Number(school), subject, topic, privateDigest: digest }, now);
    if (!joined.isNew)
      await app.partners.changedSchool(visitor.network?.id ?? '', joined.profile.id, joined.profile.school.urn, now);
    return welcomeView(joined.profile, visitor.network?.name ?? 'the network', joined.isNew, joined.nameless);
  },
});

const profile = subcommand({
  about: 'See and change your profile',
  reads: true,
  fields: {},
  run: async (_, { app, member, network, now }) => profileView(await app.members.profile(member), network.timeZone, now),
});

const pause = subcommand({
  about: 'Get no messages for a while',
  fields: {
    weeks: {
      kind: 'number',
      label: 'For how many weeks?',
      about: '1 to 52 weeks; 4 if left empty',
      min: 1,
      max: 52,
      optional: true,
    },
  },
  async run(input, { app, member, network, now }) {
    const until = new Date(now.getTime() + (input.weeks ?? 4) * WEEK_MS);
    await app.members.change(member, { pausedUntil: until });
    return pausedView(until, network.timeZone);
  },
});

/** Help is written from the command list itself. */
const help = (all: () => readonly Command<App>[]) =>
  subcommand({
    about: 'What you can do here',
    reads: true,
    allow: 'anyone',
    fields: {},
    async run(_, { member, network }) {
      // Where there is no network yet, an administrator looks here for how to begin.
      const leads = member?.coordinator === true;
      const may = { anyone: true, member: true, coordinator: leads, administrator: leads || !network };
      const mayUse = (allow: Allow = 'member') => may[allow];
      const parts = all().flatMap((one) => {
        const lines = Object.entries(one.subcommands).filter(([, sub]) => mayUse(sub.allow));
        if (lines.length === 0) return [];
        return [
          text(
            say`**${one.about}**\n${join(
              lines.map(([name, sub]) => say`\`/${one.name} ${name}\` ${sub.about}`),
              '\n',
            )}`,
          ),
        ];
      });
      return view(
        heading('Staffroom'),
        network && !member && text(say`Begin with \`/staffroom join\`: it takes a minute.`),
        ...parts,
        note(
          say`Pupils are never named here: no names, dates of birth or numbers. Worried about a child? Speak to your DSL, not to this bot.`,
        ),
      );
    },
  });

async function changed({ app, member, network, now }: Context<App>, change: ProfileChange, opening = 'Saved.') {
  return profileView(await app.members.change(member, change), network.timeZone, now, opening);
}

const subject = action(subjectRef, {
  title: 'Your subject',
  fields: { subject: { kind: 'choice', label: 'Your subject', about: 'What you mostly teach', choices: subjects } },
  fill: async ({ member }) => ({ subject: member.subject }),
  run: (input, context) => changed(context, input),
});

const moreTopics = action(topicsRef, {
  title: 'Your focus topics',
  fields: {
    topics: {
      kind: 'choices',
      label: 'What are you working on?',
      about: 'Up to eight; they decide what the digest brings you',
      choices: topics,
      max: 8,
    },
  },
  fill: async ({ member }) => ({ topics: member.topics }),
  run: (input, context) => changed(context, input),
});

const seek = action(seekRef, {
  title: 'What you seek',
  fields: {
    topics: {
      kind: 'choices',
      label: 'Where would you like ideas or company?',
      about: 'Rounds look for schools that offer it',
      choices: topics,
      max: 8,
      optional: true,
    },
    words: {
      kind: 'text',
      label: 'In your own words',
      about: 'For example: a school that has dropped graded homework',
      max: 200,
      optional: true,
    },
  },
  async fill({ app, member }) {
    const now = await app.members.profile(member);
    return { topics: now.seeks, words: now.seekNote ?? '' };
  },
  run: (input, context) => changed(context, { seeks: input.topics ?? [], seekNote: input.words ?? null }),
});

const offer = action(offerRef, {
  title: 'What you can offer',
  fields: {
    topics: {
      kind: 'choices',
      label: 'What could you show or talk about?',
      about: 'Being two steps ahead is enough',
      choices: topics,
      max: 8,
      optional: true,
    },
    words: {
      kind: 'text',
      label: 'In your own words',
      about: 'For example: three years of whole-class reading, come and see',
      max: 200,
      optional: true,
    },
  },
  async fill({ app, member }) {
    const now = await app.members.profile(member);
    return { topics: now.offers, words: now.offerNote ?? '' };
  },
  run: (input, context) => changed(context, { offers: input.topics ?? [], offerNote: input.words ?? null }),
});

const resume = action(resumeRef, {
  run: (_, context) => changed(context, { pausedUntil: null }, 'Welcome back.'),
});

const privately = action(privatelyRef, { run: (_, context) => written(context, true) });
const notPrivately = action(notPrivatelyRef, { run: (_, context) => written(context, false) });

async function written({ app, member, network, now }: Context<App>, wants: boolean) {
  const profile = await app.members.wantPrivately(member, wants);
  const opening = wants
    ? 'From now on introductions and notices for you come here, privately.'
    : "From now on nothing comes to you privately here. Introductions and notices wait for you in the network's channel.";
  return profileView(profile, network.timeZone, now, opening);
}

const write = action(writeToRef, {
  title: 'Write to them',
  fields: {
    words: {
      kind: 'longText',
      label: 'Your words',
      about: 'They get them in Slack or Discord, with your name and school. No pupils, please.',
      max: 1500,
    },
  },
  async run(input, { app, member, network, state, now }) {
    const reader = await app.members.write(member, network, state.to, input.words, now);
    const when = reader.isResting ? 'after the rest they are having' : 'in school hours';
    return view(text(say`On its way to ${reader.name}, ${reader.school}, ${when}. They can answer you.`));
  },
});

const openLetter = action(openLetterRef, { run: async (_, { app, member, state }) => app.letters.open(member, state.delivery) });

/** /staffroom: being a member. It is given the whole list, because help is written from it. */
export const staffroom = (all: () => readonly Command<App>[]) =>
  command({
    name: 'staffroom',
    about: 'You and your network',
    subcommands: { join: joining, profile, pause, help: help(all) },
    actions: [subject, moreTopics, seek, offer, resume, privately, notPrivately, write, openLetter],
  });
