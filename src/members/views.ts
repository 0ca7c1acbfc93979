import { DateTime } from 'luxon';
import { plain, say } from '../chat/text.ts';
import { button, buttons, heading, note, quote, text, type View, view } from '../chat/view.ts';
import { phaseBySlug } from '../vocabulary/phases.ts';
import { subjectBySlug } from '../vocabulary/subjects.ts';
import { topicBySlug } from '../vocabulary/topics.ts';
import {
  digestOffRef,
  digestOnRef,
  notPrivatelyRef,
  offerRef,
  privatelyRef,
  resumeRef,
  seekRef,
  subjectRef,
  topicsRef,
  writeToRef,
} from './actions.ts';
import type { Profile } from './types.ts';

/** One member's words as another gets them. */
export function wordsView(from: { id: string; name: string; school: string }, words: string): View {
  return view(
    text(say`**${from.name}**, ${from.school}, writes to you:`),
    quote(plain(words)),
    buttons(button(writeToRef, { to: from.id }, 'Answer', { style: 'primary' })),
    note(say`What you seek and offer is in \`/staffroom profile\`; others of your network read it in their digest.`),
  );
}

/** After joining: what is known now, and the three short things that may follow. `nameless`: their own name could not be kept. */
export function welcomeView(profile: Profile, networkName: string, isNew: boolean, nameless = false): View {
  const first = isNew ? say`**Welcome to ${networkName}, ${profile.name}.**` : say`**Saved.**`;
  return view(
    text(first),
    text(say`${summary(profile)}\n${digestLine(profile)}`),
    nameless &&
      text(
        say`Your name here seems to hold a personal detail (a number, a date or an address), so it is not kept: others read **${profile.name}**. Change it where you are, then type \`/staffroom join\` again.`,
      ),
    profile.coordinator &&
      isNew &&
      note(say`You are a coordinator of this network: see \`/network settings\` and \`/round open\`.`),
    text(say`Have another minute? These help us find people worth meeting:`),
    moreButtons(),
    note(
      say`Next: \`/snippet find\` to look around, \`/snippet share\` to share something you tried, \`/staffroom help\` for the rest.`,
    ),
  );
}

/** Everything a member told us, each with its button. */
export function profileView(profile: Profile, zone: string, now: Date, opening?: string): View {
  const paused = profile.pausedUntil !== null && profile.pausedUntil > now ? profile.pausedUntil : null;
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(profile.name),
    text(summary(profile)),
    text(
      say`**Seeking:** ${listed(profile.seeks, profile.seekNote)}\n**Offering:** ${listed(profile.offers, profile.offerNote)}`,
    ),
    text(say`${digestLine(profile)}\n${otherLine(profile)}`),
    paused !== null && text(say`**Paused** until ${day(paused, zone)}: nothing is sent to you before then.`),
    moreButtons(),
    buttons(
      button(subjectRef, {}, 'Change subject'),
      profile.digest === 'private'
        ? button(digestOffRef, {}, 'Stop the digest')
        : button(digestOnRef, {}, 'Digest here, privately'),
      profile.privately !== true && button(privatelyRef, {}, 'Write to me privately'),
      profile.privately !== false && profile.digest !== 'private' && button(notPrivatelyRef, {}, 'Never write privately'),
      paused !== null && button(resumeRef, {}, 'Start again', { style: 'primary' }),
    ),
    note(say`Changed school? Type \`/staffroom join\` again.`),
  );
}

/** Confirms a pause. */
export function pausedView(until: Date, zone: string): View {
  return view(
    text(say`Paused until ${day(until, zone)}. Nothing is sent to you before then; everything you shared stays.`),
    buttons(button(resumeRef, {}, 'Start again')),
  );
}

/** A day in words, in the network's zone: "Wednesday 25 November". */
export function day(date: Date, zone: string): string {
  return DateTime.fromJSDate(date, { zone }).setLocale('en-GB').toFormat('cccc d LLLL yyyy');
}

function moreButtons() {
  return buttons(
    button(topicsRef, {}, 'More topics'),
    button(seekRef, {}, 'What I seek'),
    button(offerRef, {}, 'What I can offer'),
  );
}

function digestLine(profile: Profile) {
  return say`**Weekly digest:** ${profile.digest === 'private' ? 'privately, in a direct message' : 'off'}`;
}

function otherLine(profile: Profile) {
  const ways = {
    true: 'privately',
    false: "never privately, but in the network's channel",
    null: 'you have not said how',
  } as const;
  return say`**Introductions and notices:** ${ways[`${profile.privately}`]}`;
}

function summary(profile: Profile) {
  const place = [profile.school.town, profile.school.postcode].filter(Boolean).join(' ');
  const subject = subjectBySlug(profile.subject)?.label ?? profile.subject;
  const phase = (phaseBySlug(profile.phase)?.label ?? profile.phase).toLowerCase();
  const where = [profile.school.region, phase].filter(Boolean).join(', ');
  return say`**School:** ${profile.school.name}, ${place} (${where})\n**Subject:** ${subject}\n**Topics:** ${listed(profile.topics, null)}`;
}

function listed(topics: readonly string[], words: string | null): string {
  const labels = topics.map((slug) => topicBySlug(slug)?.label ?? slug).join(', ');
  return [labels, words].filter(Boolean).join('. ') || 'nothing yet';
}
