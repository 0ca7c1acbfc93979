import { say, type Text } from '../chat/text.ts';
import { directionBySlug, evidenceKindBySlug } from '../vocabulary/evidence.ts';
import { type LocalLevel, localWords } from '../vocabulary/levels.ts';
import { phaseBySlug } from '../vocabulary/phases.ts';
import { topicInSentence } from '../vocabulary/topics.ts';
import type { Digest, DigestEntry, DigestFacts, DigestSnippet, Reader, Section } from './types.ts';

/** Two minutes' reading (domain.md 4.4). */
const MOST_ITEMS = 7;

const inYourTopics: Section = {
  name: 'topics',
  title: 'New in your topics',
  most: 3,
  pick: (facts, reader) =>
    others(facts, reader)
      .filter((one) => isNew(one, facts) && reader.topics.includes(one.topic))
      .map((one) => entry(one, snippetWords(one), `you work on ${topicInSentence(one.topic)}`)),
};

const unlikeYours: Section = {
  name: 'unlike',
  title: 'From a school unlike yours',
  most: 1,
  pick: (facts, reader) =>
    others(facts, reader)
      .filter((one) => isNew(one, facts) && reader.region !== undefined && one.region !== reader.region)
      .sort((a, b) => unlikeness(b, reader) - unlikeness(a, reader))
      .map((one) => entry(one, snippetWords(one), `${one.region}${one.phase === reader.phase ? '' : `, ${phase(one.phase)}`}`)),
};

const gained: Section = {
  name: 'gained',
  title: 'New evidence',
  most: 2,
  pick: (facts, reader) =>
    others(facts, reader)
      .filter((one) => one.levelRoseAt !== null && one.levelRoseAt > facts.since && one.localLevel >= 2)
      .sort((a, b) => b.localLevel - a.localLevel)
      .map((one) => entry(one, snippetWords(one), 'its school has added evidence')),
};

const nullResult: Section = {
  name: 'null',
  title: 'It did not go as hoped',
  most: 1,
  pick: (facts, reader) =>
    others(facts, reader).flatMap((one) => {
      if (!one.nullResult) return [];
      const kind = evidenceKindBySlug(one.nullResult.kind)?.label.toLowerCase() ?? 'evidence';
      const direction = directionBySlug(one.nullResult.direction)?.label.toLowerCase() ?? one.nullResult.direction;
      return [entry(one, snippetWords(one), `${direction} (${kind}); knowing that saves you a term`)];
    }),
};

const seeksYours: Section = {
  name: 'seeks',
  title: 'Somebody seeks what you offer',
  most: 1,
  standing: true,
  pick: (facts, reader) =>
    facts.seekers.flatMap((one) => {
      const match = one.seeks.find((slug) => reader.offers.includes(slug));
      if (match === undefined || one.schoolUrn === reader.schoolUrn || one.id === reader.memberId) return [];
      const words = say`**${one.name}**, ${one.school}, seeks ${topicInSentence(match)}${one.seekNote ? `: "${one.seekNote}"` : ''}`;
      return [{ about: one.id, words, why: `you offer ${topicInSentence(match)}` }];
    }),
};

const elsewhere: Section = {
  name: 'new',
  title: 'New in the network',
  most: 3,
  pick: (facts, reader) =>
    others(facts, reader)
      .filter((one) => isNew(one, facts))
      .map((one) => entry(one, snippetWords(one), `new, about ${topicInSentence(one.topic)}`)),
};

/** Every section, in the order it is read. A new one is a pure function here and nothing else. */
export const SECTIONS: readonly Section[] = [inYourTopics, gained, nullResult, seeksYours, unlikeYours];
/** A channel's readers share no topics. */
export const CHANNEL_SECTIONS: readonly Section[] = [elsewhere, gained, nullResult];

/** Composes a digest: each item once, none shown in the last six weeks, seven at most. Undefined when there is nothing to say. */
export function compose(sections: readonly Section[], facts: DigestFacts, reader: Reader): Digest | undefined {
  const used = new Set(reader.shown);
  let left = MOST_ITEMS;
  let isNews = false;
  const shown = sections.map(({ name, title, most, standing, pick }) => {
    const entries: DigestEntry[] = [];
    for (const one of pick(facts, reader)) {
      if (entries.length >= Math.min(most, left)) break;
      if (used.has(one.about)) continue;
      used.add(one.about);
      entries.push(one);
    }
    left -= entries.length;
    isNews ||= entries.length > 0 && !standing;
    return { name, title, entries };
  });
  return isNews ? { sections: shown.filter((section) => section.entries.length > 0) } : undefined;
}

/** Other schools' snippets, the best borne out first, then the newest: never by reactions. */
function others(facts: DigestFacts, reader: Reader): DigestSnippet[] {
  return facts.snippets
    .filter((one) => one.schoolUrn !== reader.schoolUrn && one.authorId !== reader.memberId)
    .sort((a, b) => b.localLevel - a.localLevel || b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

function isNew(one: DigestSnippet, facts: DigestFacts): boolean {
  return one.createdAt > facts.since;
}

function unlikeness(one: DigestSnippet, reader: Reader): number {
  return (one.phase === reader.phase ? 0 : 1) + (reader.topics.includes(one.topic) ? 2 : 0);
}

function entry(one: DigestSnippet, words: Text, why: string): DigestEntry {
  return { about: one.id, snippetId: one.id, words, why };
}

function snippetWords(one: DigestSnippet): Text {
  return say`**${one.title}**\n${one.school}, ${one.region} · ${localWords(one.localLevel as LocalLevel)}`;
}

function phase(slug: string): string {
  return phaseBySlug(slug)?.label.toLowerCase() ?? slug;
}
