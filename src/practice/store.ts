import type { Insider } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { localLevel, researchLevel } from '../vocabulary/levels.ts';
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
      await tx.snippet.create({
        data: {
          id,
          networkId: member.networkId,
          authorId: member.id,
          schoolUrn: member.schoolUrn,
          subject: member.subject,
          phase: member.phase,
          ...words,
          createdAt: now,
        },
      });
      await rememberWords(tx, member.networkId, [words.title, words.problem, words.did, words.know ?? '']);
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

    /** Takes a snippet away: its author, or a coordinator. It is kept for the record, and shown to nobody. */
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

    async mine(member: Insider): Promise<SnippetCard[]> {
      const rows = await tx.snippet.findMany({
        where: { networkId: member.networkId, authorId: member.id, withdrawnAt: null },
        orderBy: { createdAt: 'desc' },
        take: 10,
        include: EVERYTHING,
      });
      return rows.map(toCard);
    },

    suggest: (networkId: string, memberId: string | undefined, typed: string, limit: number) =>
      suggestSnippets(tx, networkId, memberId, typed, limit),

    /** The snippet with this id, if it can be shown. */
    async byId(networkId: string, id: string): Promise<SnippetCard | undefined> {
      const row = await tx.snippet.findUnique({ where: { networkId_id: { networkId, id } }, include: EVERYTHING });
      return row && row.withdrawnAt === null ? toCard(row) : undefined;
    },
  };
}

const EVERYTHING = {
  author: { select: { id: true, name: true } },
  school: { select: { urn: true, name: true, town: true, region: true } },
  evidence: { orderBy: { addedAt: 'asc' }, include: { member: { select: { id: true, name: true } } } },
} as const;

function at(member: Insider, id: string) {
  return { networkId_id: { networkId: member.networkId, id } };
}

async function card(tx: Tx, networkId: string, id: string): Promise<SnippetCard> {
  const row = await tx.snippet.findUnique({ where: { networkId_id: { networkId, id } }, include: EVERYTHING });
  if (!row || row.withdrawnAt !== null) throw new UserError(GONE);
  return toCard(row);
}

async function own(tx: Tx, member: Insider, id: string): Promise<SnippetCard> {
  const snippet = await card(tx, member.networkId, id);
  if (snippet.author.id !== member.id) throw new UserError('Only its author can change a snippet.');
  return snippet;
}

/** Writes the computed levels beside the snippet, so that searching and the digest need not compute them. */
async function settled(tx: Tx, networkId: string, id: string, now: Date): Promise<SnippetCard> {
  const snippet = await card(tx, networkId, id);
  const stored = await tx.snippet.findUniqueOrThrow({
    where: { networkId_id: { networkId, id } },
    select: { localLevel: true, researchLevel: true },
  });
  if (stored.localLevel === snippet.local.level && stored.researchLevel === snippet.research.level) return snippet;
  const rose = snippet.local.level > stored.localLevel ? { levelRoseAt: now } : {};
  await tx.snippet.update({
    where: { networkId_id: { networkId, id } },
    data: { localLevel: snippet.local.level, researchLevel: snippet.research.level, ...rose },
  });
  return snippet;
}

type Stored = Omit<SnippetCard, 'evidence' | 'local' | 'research'> & {
  evidence: (Omit<SnippetCard['evidence'][number], 'by' | 'byId'> & { member: { id: string; name: string } })[];
};

function toCard(row: Stored): SnippetCard {
  const evidence = row.evidence.map(({ member, ...one }) => ({ ...one, by: member.name, byId: member.id }));
  return {
    ...row,
    evidence,
    local: localLevel({ ...row, evidence }),
    research: researchLevel(
      row.topic,
      evidence.map((one) => one.kind),
    ),
  };
}
