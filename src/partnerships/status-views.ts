import { plain, say, type Text } from '../chat/text.ts';
import { type Block, button, buttons, heading, note, text, type View, view } from '../chat/view.ts';
import { backRef, handOverRef, joinRef, leaveRef, moodRef, writeRef } from './actions.ts';
import { notWorking } from './follow-up/views.ts';
import { reasonSentence } from './reasons.ts';
import { daySaid, momentSaid } from './rounds/dates.ts';
import { answerButtons, silence } from './rounds/invitation-views.ts';
import type { AskedRound, PairCard, PartnerStatus } from './types.ts';
import { placeOf } from './views.ts';

/** The kinds of partner a school may wish for; '' stands for either. */
export const MOODS = [
  { value: 'family', label: 'A similar intake to ours' },
  { value: 'stretch', label: 'A different intake from ours' },
  { value: 'either', label: 'Either' },
] as const;

/** Who reads, and when and where. */
interface Reading {
  zone: string;
  now: Date;
}

/** Where a member's school stands. */
export function statusView(
  status: PartnerStatus,
  reader: { id: string; coordinator: boolean },
  at: Reading,
  opening?: string,
): View {
  const { school, joined, first, second, partner, round } = status;
  const contact = first?.id === reader.id || second?.id === reader.id;
  const rest = joined ? restSaid(status, at) : undefined;
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(school.name),
    joined ? taking(status) : away(status),
    rest !== undefined && text(rest),
    partner && pairBlocks(partner, school.urn),
    partner &&
      buttons(
        button(writeRef, { group: partner.id, to: '' }, 'Write to them', { style: 'primary' }),
        contact && notWorking(partner.id),
      ),
    buttons(
      !joined && button(joinRef, {}, 'Take part', { style: 'primary' }),
      rest !== undefined && contact && button(backRef, {}, 'We are back', { style: 'primary' }),
      joined && contact && button(moodRef, { urn: String(school.urn) }, 'What kind of partner'),
      joined && contact && button(handOverRef, { urn: String(school.urn) }, 'Change first contact'),
      joined &&
        (contact || reader.coordinator) &&
        button(leaveRef, { urn: String(school.urn) }, 'Take my school out', {
          style: 'danger',
          confirm: `${school.name} will not be in the next round. Go on?`,
        }),
    ),
    joined && round && rest === undefined && askedBlocks(round, school.urn, contact, at),
  );
}

function taking(status: PartnerStatus): Block {
  const { first, second, mood } = status;
  const wish = MOODS.find((one) => one.value === mood)?.label.toLowerCase();
  return text(
    say`Your school takes part, with ${others(status.taking - 1)}. **First contact:** ${first?.name ?? say`nobody; type \`/partner join\` to be it`}. **Second contact:** ${second?.name ?? say`nobody yet; a colleague can type \`/partner join\``}.${wish === undefined ? '' : ` You wish for partners with ${wish}.`}`,
  );
}

function away(status: PartnerStatus): Block {
  return text(
    say`Your school does not take part yet; ${others(status.taking)} ${status.taking === 1 ? 'does' : 'do'}. In each round every school meets one from another region, outside its own trust and groups.`,
  );
}

/** Why the school is not asked about rounds now. */
function restSaid({ pausedUntil, inactiveSince }: PartnerStatus, { zone, now }: Reading): Text | undefined {
  if (pausedUntil !== null && pausedUntil > now)
    return say`**Having a rest** until ${daySaid(pausedUntil, zone, now)}: it is not asked about rounds before then.`;
  if (inactiveSince !== null)
    return say`**Having a rest** since three rounds went by without a word. One press, and it is in the next round.`;
  return undefined;
}

/** The round that asks, with this school's answer. */
function askedBlocks(round: AskedRound, urn: number, contact: boolean, { zone, now }: Reading): Block[] {
  const open = round.closesAt !== null && round.closesAt > now ? `, open until ${momentSaid(round.closesAt, zone)}` : '';
  const answer =
    round.answer === 'yes'
      ? 'Your school said yes.'
      : round.answer === 'no'
        ? 'Your school said: not this time.'
        : `No answer from your school yet. ${silence(round)}`;
  const row = contact ? answerButtons(round.id, urn, round.answer) : undefined;
  return [text(say`**The round "${round.name}"**${open}. ${answer}`), ...(row ? [row] : [])];
}

function others(schools: number): string {
  return schools === 1 ? '1 other' : `${schools} others`;
}

function pairBlocks(partner: PairCard & { roundName: string }, urn: number): Block[] {
  const theirs = partner.schools.filter((one) => one.urn !== urn);
  return [
    text(
      say`**Your ${theirs.length > 1 ? 'partners' : 'partner'} in "${partner.roundName}":** ${theirs.map(placeOf).join(' and ')}`,
    ),
    note(plain(reasonSentence(partner))),
  ];
}
