import type { App } from './app.ts';
import type { Lookups } from './chat/check.ts';
import { cut } from './chat/text.ts';
import { schoolLabel } from './schools/label.ts';
import { findTopic, suggestTopics, TOPICS, topicBySlug } from './vocabulary/topics.ts';

/** Choices offered when several things match what somebody typed. */
const CHOICES = 10;

/** How the three looked-up kinds of field are suggested and found. */
export const lookups: Lookups<App> = {
  school: {
    async suggest(app, _, typed, limit) {
      const found = await app.schools.search(typed, limit);
      return found.map((school) => ({ value: String(school.urn), label: schoolLabel(school) }));
    },
    async find(app, _, typed) {
      const found = await app.schools.find(typed);
      if ('school' in found) return { value: String(found.school.urn), label: schoolLabel(found.school) };
      if (found.candidates.length === 0)
        return { problem: `No open school found for "${cut(typed, 60)}". Try its postcode, its town, or its URN.` };
      return {
        choices: found.candidates.slice(0, CHOICES).map((school) => ({ value: String(school.urn), label: schoolLabel(school) })),
      };
    },
  },
  topic: {
    suggest: async (_app, _visitor, typed, limit) =>
      suggestTopics(typed, limit).map((topic) => ({ value: topic.slug, label: topic.label })),
    async find(_app, _visitor, typed) {
      const topic = topicBySlug(typed) ?? findTopic(typed);
      if (topic) return { value: topic.slug, label: topic.label };
      const near = suggestTopics(typed, CHOICES);
      if (near.length > 0) return { choices: near.map((one) => ({ value: one.slug, label: one.label })) };
      const some = TOPICS.slice(0, 4).map((one) => one.label.toLowerCase());
      return { problem: `"${cut(typed, 60)}" is not one of the topics. Some that are: ${some.join(', ')} …` };
    },
  },
  snippet: {
    async suggest(app, { network, member }, typed, limit) {
      if (!network || !member) return [];
      const found = await app.practice.suggest(network.id, member.id, typed, limit);
      return found.map((one) => ({ value: one.id, label: `${cut(one.title, 60)} (${cut(one.school, 30)})` }));
    },
    async find(app, { network, member }, typed) {
      if (!network || !member) return { problem: 'Please join first: /staffroom join' };
      const exact = await app.practice.byId(network.id, typed);
      if (exact) return { value: exact.id, label: cut(exact.title, 75) };
      const near = await app.practice.suggest(network.id, member.id, typed, CHOICES);
      const [only] = near;
      if (!only)
        return {
          problem: `No snippet found for "${cut(typed, 60)}". It may have been withdrawn; /snippet find looks through all of them.`,
        };
      if (near.length === 1) return { value: only.id, label: cut(only.title, 75) };
      return { choices: near.map((one) => ({ value: one.id, label: `${cut(one.title, 45)} (${cut(one.school, 25)})` })) };
    },
  },
};
