import { join, say, type Text } from '../../chat/text.ts';
import { note, text, type View, view } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import type { Letter } from '../../outbox/enqueue.ts';
import type { PairCard, RoundCard, SchoolName } from '../types.ts';
import { introductionView } from '../views.ts';
import type { Contact } from './contacts-at.ts';
import { introductionKey } from './introduction-key.ts';
import type { Named } from './named.ts';
import type { Change, Regrouping } from './types.ts';

interface Told extends Pick<Regrouping, 'ended' | 'made' | 'joined' | 'alone'> {
  network: HomeNetwork;
  round: RoundCard;
  change: Change;
  named: Named;
  contacts: ReadonlyMap<number, Contact[]>;
  now: Date;
  notBefore: Date;
}

/** A message to everybody whose partner changed, and to nobody else. */
export function regroupLetters(told: Told): Letter[] {
  const { round, made, joined, alone, change, named, contacts } = told;
  const at = (schools: readonly SchoolName[]) => schools.flatMap((one) => contacts.get(one.urn) ?? []);
  const [first] = named.schools;
  return [
    ...made.flatMap((pair) => introductions(told, pair, at(pair.schools), '')),
    ...joined.flatMap(({ school, pair }) => introductions(told, pair, at(pair.schools), `+${school.urn}`)),
    ...alone.flatMap((school) =>
      at([school]).map((reader) =>
        letter(told, 'notice', `alone:${round.id}:${round.draft}:${reader.id}`, reader, aloneView(told, school)),
      ),
    ),
    ...(change.kind === 'remove' && first && named.groups[0]
      ? at([first]).map((reader) =>
          letter(told, 'notice', `removed:${round.id}:${round.draft}:${reader.id}`, reader, removedView(round.name, first)),
        )
      : []),
  ].filter((one) => one !== undefined);
}

function introductions(told: Told, pair: PairCard, contacts: readonly Contact[], part: string): (Letter | undefined)[] {
  const { round } = told;
  return contacts.map((reader) => {
    const shown = introductionView(pair, contacts, reader, round.name);
    const changed = view(text(whatChanged(told, pair, reader.urn)), shown.blocks);
    return letter(told, 'introduction', `${introductionKey(round.id, pair.id)}${part}:${reader.id}`, reader, changed);
  });
}

function letter(told: Told, kind: Letter['kind'], key: string, reader: Contact, shown: View): Letter | undefined {
  if (reader.resting) return undefined;
  return { networkId: told.network.id, kind, key, to: { memberId: reader.id }, view: shown, notBefore: told.notBefore };
}

/** The first line of the message: what is different for this school. */
function whatChanged({ ended, joined, round }: Told, pair: PairCard, urn: number): Text {
  const joiner = joined.find((one) => one.pair.id === pair.id)?.school;
  if (joiner && joiner.urn !== urn) return say`There is a change in "${round.name}": **${joiner.name}** joins the two of you.`;
  const former = formerOf(ended, urn).filter((one) => !pair.schools.some((school) => school.urn === one.urn));
  if (former.length === 0) return say`There is a change in "${round.name}".`;
  return say`There is a change in "${round.name}": you no longer meet ${names(former)}.`;
}

function aloneView({ ended, round }: Told, school: SchoolName): View {
  const former = formerOf(ended, school.urn);
  return view(
    text(say`**There is a change in "${round.name}".**`),
    text(
      former.length > 0
        ? say`${school.name} no longer meets ${names(former)}, and just now there is no other school it may meet. We are sorry.`
        : say`Just now there is no school that ${school.name} may meet. We are sorry.`,
    ),
    note(say`Your school comes first in the next round. A coordinator of your network knows.`),
  );
}

function removedView(roundName: string, school: SchoolName): View {
  return view(
    text(say`**A coordinator took ${school.name} out of "${roundName}".** Those you were to meet there go on without you.`),
    note(say`This is for this round alone. Was it a mistake? Please tell a coordinator of your network.`),
  );
}

function formerOf(ended: readonly PairCard[], urn: number): SchoolName[] {
  return (ended.find((pair) => pair.schools.some((one) => one.urn === urn))?.schools ?? []).filter((one) => one.urn !== urn);
}

function names(schools: readonly SchoolName[]): Text {
  return join(
    schools.map((one) => say`**${one.name}**`),
    ' and ',
  );
}
