import { say, type Text } from '../chat/text.ts';
import { button } from '../chat/view.ts';
import { writeToRef } from '../members/actions.ts';
import { writeRef } from '../partnerships/actions.ts';
import { showRef } from '../practice/actions.ts';
import { directionBySlug, evidenceKindBySlug } from '../vocabulary/evidence.ts';
import { type LocalLevel, localWords } from '../vocabulary/levels.ts';
import { phaseBySlug } from '../vocabulary/phases.ts';
import { topicInSentence } from '../vocabulary/topics.ts';
import type { DigestEntry, DigestSnippet, Reader, Section } from './types.ts';

/** From this local level on there is evidence of some kind (levels.ts); "measured" alone would be a riddle. */
const SEEN: LocalLevel = 2;

const inYourTopics: Section = {
  name: 'topics',
  title: 'New in your topics',
  most: 3,
  *pick(facts, reader) {
    const news = (one: DigestSnippet) => isNew(one, reader) && isOthers(one, reader);
    for (const one of inTurn(
      reader.topics.map((topic) => facts.byTopic.get(topic) ?? []),
      news,
    ))
      yield entry(one, `you work on ${topicInSentence(one.topic)}`);
  },
};

const unlikeYours: Section = {
  name: 'unlike',
  title: 'From a school unlike yours',
  most: 1,
  *pick(facts, reader) {
    if (reader.region === undefined) return;
    const unlike = (one: DigestSnippet) => isNew(one, reader) && isOthers(one, reader) && one.region !== reader.region;
    // Where it is stands with its school; what is unlike yours, and what you share, does not.
    const why = (one: DigestSnippet) =>
      `another region${one.phase === reader.phase ? '' : ` and another phase (${phase(one.phase)})`}${
        reader.topics.includes(one.topic) ? `, and you both work on ${topicInSentence(one.topic)}` : ''
      }`;
    // What they work on, in another phase, says most; then what they work on; then another phase; then another region.
    const theirs = reader.topics.flatMap((topic) => facts.byTopic.get(topic) ?? []);
    for (const list of [theirs, facts.all])
      for (const otherPhase of [true, false])
        for (const one of list) if (unlike(one) && (one.phase !== reader.phase) === otherPhase) yield entry(one, why(one));
  },
};

const gained: Section = {
  name: 'gained',
  title: 'New evidence',
  most: 2,
  *pick(facts, reader) {
    for (const one of facts.gained)
      if (one.levelRoseAt !== null && one.levelRoseAt > reader.since && isOthers(one, reader))
        yield entry(one, `its school has added evidence${isNewNull(one, reader) ? `: ${resultWords(one)}` : ''}`);
  },
};

const nullResult: Section = {
  name: 'null',
  title: 'It did not go as hoped',
  most: 1,
  *pick(facts, reader) {
    for (const one of facts.nulls) {
      if (isNewNull(one, reader) && isOthers(one, reader)) yield entry(one, `what came of it: ${resultWords(one)}`);
    }
  },
};

const seeksYours: Section = {
  name: 'seeks',
  title: 'Somebody seeks what you offer',
  most: 1,
  standing: true,
  *pick(facts, reader) {
    for (const topic of reader.offers)
      for (const one of facts.seekers.get(topic) ?? []) {
        if (one.schoolUrn === reader.schoolUrn || one.id === reader.memberId) continue;
        const words = say`**${one.name}**, ${one.school}, seeks ${topicInSentence(topic)}${one.seekNote ? `: "${one.seekNote}"` : ''}`;
        const offer = button(writeToRef, { to: one.id }, 'Offer a hand');
        yield { about: one.id, words, why: `you offer ${topicInSentence(topic)}`, button: offer };
      }
  },
};

const partnerWaits: Section = {
  name: 'partner',
  title: 'Your partner school',
  most: 1,
  standing: true,
  *pick(facts, reader) {
    const pair = reader.memberId === undefined ? undefined : facts.waiting.get(reader.memberId);
    if (!pair) return;
    const words = say`Nobody at **${pair.partner}** has heard from your school yet. Two lines are enough to begin.`;
    const write = button(writeRef, { group: pair.groupId, to: '' }, 'Write to them');
    yield { about: pair.groupId, words, why: 'you are a contact of your school', button: write };
  },
};

const elsewhere: Section = {
  name: 'new',
  title: 'New in the network',
  most: 3,
  *pick(facts, reader) {
    for (const one of facts.all) if (isNew(one, reader)) yield entry(one, `new, about ${topicInSentence(one.topic)}`);
  },
};

/**
 * Every section, in the order it is read. A new one is a pure function here and nothing else. Tries, follows and votes will have
 * theirs when there are such things.
 */
export const SECTIONS: readonly Section[] = [inYourTopics, gained, nullResult, partnerWaits, seeksYours, unlikeYours];
/** A channel's readers share no topics. */
export const CHANNEL_SECTIONS: readonly Section[] = [elsewhere, gained, nullResult];

/** One of each list in turn, so that a busy topic does not hide the others. */
function* inTurn<T>(lists: readonly (readonly T[])[], wanted: (one: T) => boolean): Iterable<T> {
  const places = lists.map(() => 0);
  for (let left = lists.length; left > 0; ) {
    left = 0;
    for (const [at, list] of lists.entries()) {
      let place = places[at] ?? 0;
      while (place < list.length && !wanted(list[place] as T)) place++;
      if (place < list.length) {
        left++;
        yield list[place] as T;
      }
      places[at] = place + 1;
    }
  }
}

/** Other schools' snippets. */
function isOthers(one: DigestSnippet, reader: Reader): boolean {
  return one.schoolUrn !== reader.schoolUrn && one.authorId !== reader.memberId;
}

function isNew(one: DigestSnippet, reader: Reader): boolean {
  return one.createdAt > reader.since;
}

function isNewNull({ nullResult: found }: DigestSnippet, reader: Reader): boolean {
  return found !== null && found.addedAt > reader.since;
}

/** What a null result says and what it rests on: evidence is not always good news, wherever it is listed. */
function resultWords({ nullResult: found }: DigestSnippet): string {
  const kind = evidenceKindBySlug(found?.kind ?? '')?.label.toLowerCase() ?? 'evidence';
  const direction = directionBySlug(found?.direction ?? '')?.label.toLowerCase() ?? 'unclear';
  return `${direction} (${kind})`;
}

/** What an item says of a snippet is the same for every reader of a page, and there are thousands: worked out once. */
const said = new WeakMap<DigestSnippet, Omit<DigestEntry, 'why'>>();

function entry(one: DigestSnippet, why: string): DigestEntry {
  const known = said.get(one) ?? {
    about: one.id,
    words: snippetWords(one),
    button: button(showRef, { snippet: one.id }, 'Read'),
  };
  said.set(one, known);
  return { ...known, why };
}

function snippetWords(one: DigestSnippet): Text {
  const standing = localWords(one.localLevel as LocalLevel);
  return say`**${one.title}**\n${one.school}, ${one.region} · ${one.localLevel >= SEEN ? `evidence: ${standing}` : standing}`;
}

function phase(slug: string): string {
  return phaseBySlug(slug)?.label.toLowerCase() ?? slug;
}
