import type { Insider } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { statements, utc } from '../database/transaction.ts';
import { UserError } from '../errors.ts';
import { type ReadCard, readCard, readOwnCards } from './reading.ts';
import { findSnippets, suggestSnippets } from './search.ts';
import { tidyWords } from './tidy-words.ts';
import type { Search, SnippetCard, SnippetWords } from './types.ts';
import { rememberWords } from './words.ts';

/** Everything about snippets and the evidence behind them. */
export type Practice = ReturnType<typeof createPractice>;

/** One piece of evidence as somebody adds it. */
export interface NewEvidence {
  kind: string;
  design: string;
  pupilsBand: string;
  direction: string;
  note?: string;
}

/** A snippet that is no longer there, or is another network's: the same sentence for both, so that nothing is given away. */
const GONE = 'This snippet is no longer there.';

/** The verbs, over one transaction. */
export function createPractice(tx: Tx) {
  return {
    async share(member: Insider, words: SnippetWords & { topic: string }, now: Date): Promise<SnippetCard> {
      const id = newId();
      const { title, problem, did, know = null, topic } = words;
      const { networkId, id: authorId, schoolUrn, subject, phase } = member;
      const values = [id, networkId, authorId, schoolUrn, title, problem, did, know, topic, subject, phase, utc(now.getTime())];
      await Promise.all([
        statements(tx)({ name: 'share', text: SHARE, values }),
        rememberWords(tx, networkId, [title, problem, did, know ?? '']),
      ]);
      return settled(tx, member.networkId, id, now);
    },

    show: (member: Insider, id: string) => card(tx, member.networkId, id),

    /** A snippet of one's own, to be changed. */
    own: (member: Insider, id: string) => own(tx, member, id),

    /** Changes the author's own words. */
    async edit(
      member: Insider,
      id: string,
      words: Partial<Omit<SnippetWords, 'know'>> & { know?: string | null },
      now: Date,
    ): Promise<SnippetCard> {
      await own(tx, member, id);
      await tx.snippet.update({ where: at(member, id), data: { ...words, editedAt: now } });
      await rememberWords(
        tx,
        member.networkId,
        [words.title, words.problem, words.did, words.know].map((one) => one ?? ''),
      );
      return settled(tx, member.networkId, id, now);
    },

    async setKeyStage(member: Insider, id: string, keyStage: string, now: Date): Promise<SnippetCard> {
      await own(tx, member, id);
      await tx.snippet.update({ where: at(member, id), data: { keyStage } });
      return settled(tx, member.networkId, id, now);
    },

    /** Takes a snippet away: its author, or a coordinator. It is kept for the record, and can be found or opened by nobody. */
    async withdraw(member: Insider, id: string, now: Date): Promise<string> {
      const snippet = await card(tx, member.networkId, id);
      if (snippet.author.id !== member.id && !member.coordinator)
        throw new UserError('Only its author or a coordinator can withdraw a snippet.');
      await tx.snippet.update({ where: at(member, id), data: { withdrawnAt: now } });
      return snippet.title;
    },

    async addEvidence(member: Insider, snippetId: string, evidence: NewEvidence, now: Date): Promise<SnippetCard> {
      const snippet = await card(tx, member.networkId, snippetId);
      if (snippet.school.urn !== member.schoolUrn)
        throw new UserError('Evidence comes from the school that tried it, for now. Trying it in your own school comes later.');
      await tx.evidence.create({
        data: { id: newId(), networkId: member.networkId, snippetId, memberId: member.id, ...evidence, addedAt: now },
      });
      return settled(tx, member.networkId, snippetId, now);
    },

    /** Forgets the words that stand in no snippet any more; returns how many. For the night. */
    tidyWords: () => tidyWords(tx),

    find: (member: Insider, search: Search, page: number) => findSnippets(tx, member.networkId, search, page),

    mine: (member: Insider): Promise<SnippetCard[]> => readOwnCards(tx, member.networkId, member.id, MINE),

    suggest: (networkId: string, memberId: string | undefined, typed: string, limit: number) =>
      suggestSnippets(tx, networkId, memberId, typed, limit),

    /** The snippet with this id, if it can be shown. */
    byId: (networkId: string, id: string): Promise<SnippetCard | undefined> => readCard(tx, networkId, id),
  };
}

/** The newest so many of one's own. */
const MINE = 10;

const SHARE = `
  INSERT INTO "Snippet" (id, "networkId", "authorId", "schoolUrn", title, problem, did, know, topic, subject, phase, "createdAt")
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamp)`;

function at(member: Insider, id: string) {
  return { networkId_id: { networkId: member.networkId, id } };
}

async function card(tx: Tx, networkId: string, id: string): Promise<ReadCard> {
  const found = await readCard(tx, networkId, id);
  if (!found) throw new UserError(GONE);
  return found;
}

async function own(tx: Tx, member: Insider, id: string): Promise<SnippetCard> {
  const snippet = await card(tx, member.networkId, id);
  if (snippet.author.id !== member.id) throw new UserError('Only its author can change a snippet.');
  return snippet;
}

/** Writes the computed levels beside the snippet, so that searching and the digest need not compute them. */
async function settled(tx: Tx, networkId: string, id: string, now: Date): Promise<SnippetCard> {
  const snippet = await card(tx, networkId, id);
  const { local, research, stored } = snippet;
  if (stored.local === local.level && stored.research === research.level) return snippet;
  const rose = local.level > stored.local ? utc(now.getTime()) : null;
  await statements(tx)({ name: 'settle', text: SETTLE, values: [networkId, id, local.level, research.level, rose] });
  return snippet;
}

const SETTLE = `
  UPDATE "Snippet" SET "localLevel" = $3, "researchLevel" = $4, "levelRoseAt" = coalesce($5::timestamp, "levelRoseAt")
  WHERE "networkId" = $1 AND id = $2`;
