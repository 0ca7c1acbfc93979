import { plain, say, type Text } from '../../chat/text.ts';
import { type Button, button, buttons, note, quote, text, type View, view } from '../../chat/view.ts';
import { backRef, helloRef, inTouchRef, metRef, triedRef, troubleRef, writeRef } from '../actions.ts';
import type { SchoolName } from '../types.ts';
import { placeOf } from '../views.ts';
import type { Answered, PairAbout } from './types.ts';

/** Asks one named person to write first, with words that are ready to be sent. */
export function nudgeView(pair: PairAbout, readerName: string): View {
  return view(
    text(say`**Would you go first?** You and **${places(pair.others)}** were introduced, and nobody has written yet.`),
    text(say`This is ready to go, in your name:`),
    quote(plain(helloWords(readerName, pair.mine.name))),
    buttons(
      button(helloRef, { group: pair.groupId }, 'Send a hello', { style: 'primary' }),
      button(writeRef, { group: pair.groupId, to: '' }, 'Write my own words'),
      button(inTouchRef, { group: pair.groupId }, 'We are in touch already'),
      notWorking(pair.groupId),
    ),
    note(say`Only you were asked, and only this once.`),
  );
}

/** The ready first line. */
export function helloWords(name: string, school: string): string {
  return `Hello, I am ${name} from ${school}. Shall we find 25 minutes for a call in the next two weeks? Which days are easiest for you?`;
}

/** "Did you meet?", half-way through a round or when it is over. */
export function metView(pair: PairAbout, step: 'middle' | 'end'): View {
  const them = places(pair.others);
  return view(
    step === 'middle'
      ? text(say`**Have you met ${them} yet?** One press is enough, and "not yet" is a fine answer.`)
      : text(say`The round "${pair.roundName}" is over. **Did you meet ${them}?** One press is enough.`),
    buttons(
      button(metRef, { group: pair.groupId, met: 'yes' }, 'We met', { style: 'primary' }),
      button(metRef, { group: pair.groupId, met: 'planned' }, 'It is planned'),
      button(metRef, { group: pair.groupId, met: 'no' }, 'Not yet'),
      notWorking(pair.groupId),
    ),
    note(say`You or your colleague at ${pair.mine.name}: the last press counts.`),
  );
}

/** "Did you try one thing of theirs?", when the round is over and they had met. */
export function triedView(pair: PairAbout): View {
  return view(
    text(say`The round "${pair.roundName}" is over. **Did you try one thing you heard from ${places(pair.others)}?**`),
    triedButtons(pair.groupId),
    note(say`You or your colleague at ${pair.mine.name}: the last press counts.`),
  );
}

/** After a press: thanks that say something true, and what may follow. */
export function answeredView(answer: Answered): View {
  const { pair } = answer;
  const write = button(writeRef, { group: pair.groupId, to: '' }, 'Write to them');
  const back = answer.inactive && button(backRef, {}, 'We are back');
  if (answer.about === 'tried')
    return answer.tried === 'yes'
      ? view(
          text(say`**Noted, thank you.** Something from ${places(pair.others)} has now been tried at ${pair.mine.name}.`),
          text(say`Would a line about how it went help others? \`/snippet share\` takes a few minutes.`),
          buttons(write, back),
        )
      : view(text(say`**Noted, thank you.** Meeting was the point; trying can wait for the right week.`), buttons(write, back));
  switch (answer.met) {
    case 'yes':
      return view(
        text(say`**Good to hear.** ${metSoFar(answer)}`),
        text(say`**Did you try one thing of theirs?**`),
        triedButtons(pair.groupId),
        back && buttons(back),
      );
    case 'planned':
      return view(text(say`**Noted, thank you.** Enjoy the talk.`), buttons(write, back));
    case 'no':
      if (answer.wrote)
        return view(
          text(say`**That is fine; terms are full.** You have written already. Sometimes a second line does it:`),
          buttons(
            button(writeRef, { group: pair.groupId, to: '' }, 'Write to them', { style: 'primary' }),
            notWorking(pair.groupId),
            back,
          ),
        );
      return view(
        text(say`**That is fine; terms are full.** A short hello is often enough to start:`),
        quote(plain(helloWords(answer.readerName, pair.mine.name))),
        buttons(
          button(helloRef, { group: pair.groupId }, 'Send a hello', { style: 'primary' }),
          write,
          notWorking(pair.groupId),
          back,
        ),
      );
    default:
      return answer.met satisfies never;
  }
}

/** After "we are in touch already". */
export function inTouchView(others: readonly SchoolName[]): View {
  return view(text(say`**Good.** Then you and ${places(others)} need no more from me for now.`));
}

/** After the ready first line was sent. */
export function helloSentView(sent: { people: number; schools: readonly string[] }): View {
  const people = `${sent.people} ${sent.people === 1 ? 'person' : 'people'}`;
  return view(
    text(say`**Your hello is on its way** to ${people} at ${sent.schools.join(' and ')}. Thank you for going first.`),
    note(say`An answer comes to you here.`),
  );
}

/** After "this is not working". */
export function troubleSaidView(others: readonly SchoolName[], told: number): View {
  const heard =
    told === 0
      ? 'There is no coordinator outside that school to tell, so nobody was written to.'
      : `${told === 1 ? 'One coordinator' : `${told} coordinators`} of your network will hear it, and nobody else.`;
  return view(
    text(say`**Thank you for saying so.** ${heard}`),
    text(
      say`You and ${places(others)} will not be brought together again, and I ask you nothing more about it. They are not told.`,
    ),
  );
}

/** The kind word to a school that is no longer drawn, and the way back. */
export function inactiveView(school: SchoolName, silentRounds: number): View {
  return view(
    text(say`**${school.name} has a rest from the rounds now.** Nothing was heard from it in the last ${silentRounds} of them.`),
    text(say`That is no reproach: terms are full. All you shared stays, and digests and searches go on as before.`),
    buttons(button(backRef, {}, 'We are back', { style: 'primary' })),
    note(say`One press is enough, whenever it suits you; you or your colleague can do it.`),
  );
}

/** Schools with their places, as people say several. */
export function places(schools: readonly SchoolName[]): string {
  return schools.map(placeOf).join(' and ');
}

function metSoFar({ metPairs, pairs }: { metPairs: number; pairs: number }): Text {
  if (metPairs <= 1) return say`You are the first of this round to say so.`;
  return say`So far ${metPairs} of this round's ${pairs} introductions have led to a meeting, yours among them.`;
}

function triedButtons(group: string) {
  return buttons(
    button(triedRef, { group, tried: 'yes' }, 'Yes, we tried one', { style: 'primary' }),
    button(triedRef, { group, tried: 'no' }, 'Not yet'),
  );
}

/** Says so in private to the coordinators. */
export function notWorking(group: string): Button {
  return button(troubleRef, { group }, 'This is not working');
}
