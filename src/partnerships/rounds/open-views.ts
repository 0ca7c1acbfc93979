import { join, plain, say } from '../../chat/text.ts';
import { button, buttons, file, heading, note, text, type View, view } from '../../chat/view.ts';
import { csvOf } from '../../vocabulary/csv.ts';
import { answersRef, cancelRef, datesRef, draftRef, settingsRef } from '../actions.ts';
import { contactlessLines } from '../contact-views.ts';
import { unreachedLine } from '../views.ts';
import type { SchoolAnswer } from './answers.ts';
import { daySaid, momentSaid } from './dates.ts';
import { groupsOf, threesSaid } from './group-words.ts';
import { schoolsSaid, silence } from './invitation-views.ts';
import type { OpenRound } from './open-card.ts';

const NAMES_SHOWN = 10;

/** A round that asks for answers: how they stand, who cannot be asked, and what can be done. */
export function openRoundView(round: OpenRound, at: { zone: string; now: Date }, opening?: string): View {
  const { contactless, unreached } = round;
  const more = unreached.length - NAMES_SHOWN;
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(round.name),
    text(
      say`${openUntil(round, at)} ${schools(round.taking)} ${round.taking === 1 ? 'takes' : 'take'} part so far; schools join with \`/partner join\`.`,
    ),
    text(say`**Answers:** ${counts(round)}. ${silence(round)}`),
    text(say`${terms(round, at)}`),
    contactless.length > 0 &&
      text(say`**Nobody to write to at ${schools(contactless.length)}:**\n${contactlessLines(contactless)}`),
    unreached.length > 0 &&
      text(
        say`**Invitations that reached nobody (${unreached.length}):**\n${join(
          [...unreached.slice(0, NAMES_SHOWN).map(unreachedLine), ...(more > 0 ? [say`and ${more} more`] : [])],
          '\n',
        )}`,
      ),
    round.leave !== null &&
      round.leave > at.now &&
      note(say`Invitations that wait leave on ${momentSaid(round.leave, at.zone)}. What you change before then is in them.`),
    buttons(
      button(draftRef, { round: round.id }, `Draft the ${groupsOf(round)}`, { style: 'primary' }),
      button(settingsRef, { round: round.id }, 'More settings'),
      button(datesRef, { round: round.id }, 'Change the dates'),
      button(answersRef, { round: round.id }, 'All answers as a file'),
      button(cancelRef, { round: round.id }, 'Cancel this round', {
        style: 'danger',
        confirm: cancelQuestion(round),
      }),
    ),
  );
}

/** Asks before a round is cancelled. */
export function askCancelView(round: OpenRound): View {
  return view(
    text(say`**${cancelQuestion(round)}**`),
    buttons(button(cancelRef, { round: round.id }, 'Yes, cancel it', { style: 'danger' })),
  );
}

/** After cancelling. */
export function roundCancelledView(cancelled: { name: string; people: number; channels: boolean }): View {
  const { name, people, channels } = cancelled;
  const told = [
    ...(people > 0 ? [`${people === 1 ? '1 contact' : `${people} contacts`} of schools that said yes`] : []),
    ...(channels ? ["the network's channels"] : []),
  ].join(' and ');
  return view(
    text(say`**"${name}" is cancelled.** ${told === '' ? 'Nobody had heard of it.' : `In school hours ${told} will be told.`}`),
    note(say`Invitations that had not left yet are not sent. \`/round open\` opens another.`),
  );
}

/** To coordinators, when the closing date has passed. */
export function answersInView(
  round: { id: string; name: string; takes: string; groupSize: number },
  answers: { yes: number; no: number; unanswered: number; taking: number },
): View {
  return view(
    text(say`**"${round.name}": answers are in.** ${counts(answers)}.`),
    text(
      say`${schools(answers.taking)} would be ${round.groupSize === 3 ? 'grouped' : 'paired'}. Nobody is told of a draft; late answers still count until you publish.`,
    ),
    buttons(button(draftRef, { round: round.id }, `Draft the ${groupsOf(round)}`, { style: 'primary' })),
  );
}

/** Every school's answer as a file for a spreadsheet. */
export function answersView(name: string, answers: readonly SchoolAnswer[], zone: string): View {
  const header = ['URN', 'School', 'Town', 'Local authority', 'Region', 'Answer', 'In', 'By', 'On', 'Contact', 'Second contact'];
  const rows = answers.map((one) => [
    one.school.urn,
    one.school.name,
    one.school.town,
    one.school.localAuthority,
    one.school.region,
    answerSaid(one),
    one.taking ? 'yes' : 'no',
    one.answeredBy,
    one.answeredAt === null ? '' : momentSaid(one.answeredAt, zone),
    one.contacts[0]?.name,
    one.contacts[1]?.name,
  ]);
  const base = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return view(text(plain(`${schools(rows.length)}.`)), file(`${base || 'round'}-answers.csv`, 'text/csv', csvOf(header, rows)));
}

function answerSaid({ answer, decided }: SchoolAnswer): string {
  if (decided === 'added') return 'added by a coordinator';
  if (decided === 'removed') return 'taken out by a coordinator';
  return answer === 'yes' ? 'yes' : answer === 'no' ? 'not this time' : 'no answer';
}

function openUntil({ state, closesAt }: OpenRound, { zone, now }: { zone: string; now: Date }): string {
  const drafted = state === 'drafted' ? ' A draft exists.' : '';
  if (closesAt === null) return `Open.${drafted}`;
  return `${closesAt > now ? 'Open until' : 'Answers closed on'} ${momentSaid(closesAt, zone)}.${drafted}`;
}

function terms(round: OpenRound, { zone, now }: { zone: string; now: Date }): string {
  const who = schoolsSaid(round) ?? 'every region and phase';
  const region = round.sameRegion ? ' Schools of one region may meet.' : '';
  return `For ${who}.${threesSaid(round)}${region}${round.endsAt === null ? '' : ` ${round.groupSize === 3 ? 'Groups' : 'Pairs'} have until ${daySaid(round.endsAt, zone, now)}.`}`;
}

function counts({ yes, no, unanswered }: { yes: number; no: number; unanswered: number }): string {
  const [said, refused, silent] = [yes, no, unanswered].map((one) => one.toLocaleString('en-GB'));
  return `${said} yes, ${refused} not this time, ${silent} no answer`;
}

function schools(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'school' : 'schools'}`;
}

function cancelQuestion({ name, yes }: OpenRound): string {
  const told = yes === 0 ? 'No school has said yes yet.' : `${schools(yes)} said yes; their contacts are told.`;
  return `Cancel "${name}"? ${told}`;
}
