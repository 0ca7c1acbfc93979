import { listed, say } from '../../chat/text.ts';
import { type Block, button, buttons, heading, note, text, type View, view } from '../../chat/view.ts';
import { phaseBySlug } from '../../vocabulary/phases.ts';
import { regionBySlug } from '../../vocabulary/regions.ts';
import { answerRef, backRef, takePartRef } from '../actions.ts';
import type { SchoolName } from '../types.ts';
import type { Answered } from './answers.ts';
import { daySaid, momentSaid } from './dates.ts';
import { threesSaid } from './group-words.ts';

/** A round as schools are asked about it, and where its times are read. */
export interface Invitation {
  id: string;
  /** The network's name. */
  network: string;
  name: string;
  closesAt: Date | null;
  endsAt: Date | null;
  takes: string;
  regions: readonly string[];
  phases: readonly string[];
  sameRegion: boolean;
  groupSize: number;
  zone: string;
  now: Date;
}

interface Asked {
  school: SchoolName;
}

/** Said in the network's channels when a round opens. */
export function announcementView(round: Invitation): View {
  return view(
    text(say`**A new round is opening: ${round.name}**`),
    text(say`Every school that takes part meets ${others(round)}, outside its own trust: 25 minutes, one thing to try.`),
    announcedFacts(round),
    buttons(button(takePartRef, { round: round.id }, 'My school takes part', { style: 'primary' })),
    note(say`The contacts of each school that takes part already are asked privately.`),
  );
}

/** Said in the channels when the coordinators changed what was announced. */
export function changedRoundView(round: Invitation, wasInThrees: boolean): View {
  return view(
    text(say`**${round.name} has changed**`),
    announcedFacts(round),
    wasInThrees && round.groupSize === 2 && note(say`Schools meet in pairs now.`),
    buttons(button(takePartRef, { round: round.id }, 'My school takes part')),
  );
}

/** What of a round may change after it was announced: a channel whose last message about the round has this block is up to date. */
export function announcedFacts(round: Invitation): Block {
  const who = schoolsSaid(round);
  return text(say`Answers until **${until(round)}**. This round is for ${who ?? 'every region and phase'}.${threesSaid(round)}`);
}

/** Asks a contact whether their school takes part. `other`: the school's other contact. */
export function invitationView(round: Invitation, { school }: Asked, other?: string): View {
  return view(
    heading(`Will ${school.name} take part?`),
    text(
      say`In **${round.name}**, the next round of ${round.network}, your school would meet ${others(round)}, outside your own trust: one call of 25 minutes, one thing each to try.`,
    ),
    text(say`Please answer by **${until(round)}**. ${silence(round)}${lasts(round)}`),
    answerButtons(round.id, school.urn, null),
    note(
      say`${other === undefined ? 'You can change your answer' : `${other} is asked too; one answer is enough, and you can change it`} until the round is published.`,
    ),
  );
}

/** The one reminder, to schools without an answer. */
export function reminderView(round: Invitation, { school }: Asked, other?: string): View {
  return view(
    text(say`**${round.name}: is ${school.name} in?** We have no answer from your school yet.`),
    text(say`Answers close on **${until(round)}**. ${silence(round)}${threesSaid(round)}`),
    answerButtons(round.id, school.urn, null),
    note(say`This is the only reminder.${other === undefined ? '' : ` ${other} got it too; one answer is enough.`}`),
  );
}

/** Thanks for an answer, and says what happens next. */
export function answeredView(answered: Answered, zone: string, now: Date): View {
  const { answer, round, school, colleague, pausedUntil } = answered;
  const closes = round.closesAt !== null && round.closesAt > now ? daySaid(round.closesAt, zone, now) : undefined;
  const told = colleague === null ? '' : ` ${colleague} need not answer any more.`;
  switch (answer) {
    case 'yes':
      return view(
        text(say`**Good. ${school.name} is in "${round.name}".**`),
        text(
          say`There is nothing more to do now. ${closes === undefined ? 'Soon' : `In the days after ${closes}`} you hear by a message like this one whom you meet.${told}`,
        ),
        answerButtons(round.id, school.urn, 'yes'),
      );
    case 'no':
      return view(
        text(say`**That is fine. ${school.name} sits out "${round.name}".**`),
        text(say`You are asked again next time.${told}`),
        answerButtons(round.id, school.urn, 'no'),
      );
    case 'pause':
      return view(
        text(
          say`**${school.name} has a rest until ${pausedUntil === null ? 'later' : daySaid(pausedUntil, zone, now)}.** You are not asked about rounds before then.${told}`,
        ),
        text(say`It ends by itself; you need do nothing.`),
        buttons(button(backRef, {}, 'We are back')),
      );
    default:
      return answer satisfies never;
  }
}

/** To contacts who said yes: the round will not be. */
export function cancelledView(name: string): View {
  return view(
    text(say`**"${name}" will not take place.** A coordinator of your network cancelled it. Your school said yes: thank you.`),
    note(say`You need do nothing; you are asked again when the next round opens.`),
  );
}

/** In the channels that read the announcement. */
export function cancelledForAllView(name: string): View {
  return view(text(say`**"${name}" will not take place.** Nobody needs to do anything.`));
}

/** To contacts who were asked before the coordinators chose other regions or phases. */
export function notForYouView(round: Invitation): View {
  return view(
    text(
      say`**"${round.name}" is not for your school after all.** It is now for ${schoolsSaid(round) ?? 'other schools'}. Sorry for having asked.`,
    ),
    note(say`You need do nothing; you are asked when a round is for you.`),
  );
}

/** The buttons for an answer: all three, or the ways to change one. */
export function answerButtons(round: string, urn: number, given: string | null) {
  const one = (answer: string, label: string, primary = false) =>
    button(answerRef, { round, urn: String(urn), answer }, label, primary ? { style: 'primary' } : {});
  return buttons(
    given !== 'yes' && one('yes', given === null ? 'Yes' : 'Yes after all', given === null),
    given !== 'no' && one('no', given === null ? 'Not this time' : 'Not this time after all'),
    one('pause', 'Pause us for a term'),
  );
}

/** Whom a round is for: "primary and special schools in London and South West"; undefined: everybody. */
export function schoolsSaid({ regions, phases }: Pick<Invitation, 'regions' | 'phases'>): string | undefined {
  if (regions.length + phases.length === 0) return undefined;
  const kinds = listed(phases.map((slug) => phaseBySlug(slug)?.label.toLowerCase() ?? slug));
  const places = listed(
    regions.map((slug) => regionBySlug(slug)?.label ?? slug),
    ', ',
  );
  return `${kinds === '' ? 'schools' : `${kinds} schools`}${places === '' ? '' : ` in ${places}`}`;
}

/** What no answer means. */
export function silence({ takes }: Pick<Invitation, 'takes'>): string {
  return takes === 'yes' ? 'Only schools that say yes take part.' : 'Without an answer your school is in.';
}

function others({ sameRegion, groupSize }: Invitation): string {
  if (groupSize === 3)
    return sameRegion ? 'two you have not met, perhaps of your own region' : 'two others, each from another region';
  return sameRegion ? 'one you have not met, perhaps of your own region' : 'one from another region';
}

function lasts({ endsAt, groupSize, zone, now }: Invitation): string {
  return endsAt === null ? '' : ` ${groupSize === 3 ? 'Groups' : 'Pairs'} then have until ${daySaid(endsAt, zone, now)}.`;
}

function until({ closesAt, zone }: Invitation): string {
  return closesAt === null ? 'the day the schools are put together' : momentSaid(closesAt, zone);
}
