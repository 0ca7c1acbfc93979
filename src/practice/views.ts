import { plain, say, type Text } from '../chat/text.ts';
import { type Block, button, buttons, divider, heading, item, note, quote, select, text, type View, view } from '../chat/view.ts';
import { directionBySlug, evidenceDesignBySlug, evidenceKindBySlug, pupilBandBySlug } from '../vocabulary/evidence.ts';
import { type LocalLevel, localWords, type ResearchLevel, researchWords } from '../vocabulary/levels.ts';
import { keyStageBySlug, phaseBySlug } from '../vocabulary/phases.ts';
import { subjectBySlug } from '../vocabulary/subjects.ts';
import { topicBySlug } from '../vocabulary/topics.ts';
import { addEvidenceRef, editRef, keyStageRef, pageRef, showRef, withdrawRef } from './actions.ts';
import { MOST_FOUND } from './search.ts';
import type { EvidenceCard, Found, SnippetCard, SnippetLine } from './types.ts';

/** Evidence items shown in full; the rest are counted, so that a message stays readable. */
const EVIDENCE_SHOWN = 6;

/** What withdrawing does, and what it cannot do. */
const GONE =
  'Nobody can find or open it any more, and it cannot be brought back. A message that showed it in a channel stays there.';

/** A snippet as anybody in the network reads it; with `mine`, its author's buttons. */
export function snippetView(snippet: SnippetCard, reader: { id: string; schoolUrn: number }, opening?: string): View {
  const mine = snippet.author.id === reader.id;
  const sameSchool = snippet.school.urn === reader.schoolUrn;
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(snippet.title),
    note(say`${topicLine(snippet)}\n${authorLine(snippet)}`),
    text(say`**What we wanted to improve**\n${snippet.problem}`),
    text(say`**What we did**\n${snippet.did}`),
    snippet.know !== null && text(say`**How we would know**\n${snippet.know}`),
    text(strengthLine(snippet)),
    evidenceBlocks(snippet),
    mine && snippet.keyStage === null ? keyStageMenu(snippet.id, snippet.phase) : undefined,
    buttons(
      sameSchool && button(addEvidenceRef, { snippet: snippet.id }, 'Add evidence', { style: 'primary' }),
      mine && button(editRef, { snippet: snippet.id }, 'Edit'),
      mine &&
        button(withdrawRef, { snippet: snippet.id }, 'Withdraw', {
          style: 'danger',
          confirm: `Withdraw this snippet? ${GONE}`,
        }),
    ),
    mine && snippet.local.missing !== undefined && note(say`Next step, if you want one: ${snippet.local.missing}`),
  );
}

/** Asks before a snippet that was found by typed words is withdrawn. */
export function askWithdrawView(snippet: SnippetCard, reader: { id: string; coordinator: boolean }): View {
  const { title, author, school } = snippet;
  if (author.id !== reader.id && !reader.coordinator)
    return view(text(say`**${title}** is by ${author.name}, ${school.name}. Only its author or a coordinator can withdraw it.`));
  return view(
    text(say`Withdraw **${title}** by ${author.name}, ${school.name}? ${GONE}`),
    buttons(button(withdrawRef, { snippet: snippet.id }, 'Withdraw', { style: 'danger' })),
  );
}

/** The same for everybody in a channel: no buttons that are only for its author. */
export function snippetForChannel(snippet: SnippetCard): View {
  return view(
    text(say`**${snippet.title}**\n${cutWords(snippet.problem, 300)}`),
    note(say`Shared by ${authorLine(snippet)} · ${topicLine(snippet)}`),
    buttons(button(showRef, { snippet: snippet.id }, 'Read it')),
  );
}

/** How well it is borne out, in words: what its own school saw, and what research says of the topic. Never added up. */
export function strengthLine(snippet: Pick<SnippetCard, 'local' | 'research'>): Text {
  const compared = snippet.local.compared ? ', compared with another class' : '';
  return say`**At this school:** ${snippet.local.words}${compared}\n**Research on the topic:** ${snippet.research.words.replace('research: ', '')}`;
}

/** The evidence of a snippet, item by item, with what would strengthen it. */
export function evidenceView(snippet: SnippetCard, reader: { id: string; schoolUrn: number }, opening?: string): View {
  const sameSchool = snippet.school.urn === reader.schoolUrn;
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(`Evidence: ${snippet.title}`),
    text(strengthLine(snippet)),
    evidenceBlocks(snippet, snippet.evidence.length),
    ...snippet.research.notes.map((line) => note(plain(line))),
    snippet.research.notes.length > 0 && note(say`Averages over many studies promise nothing for one class.`),
    snippet.local.missing !== undefined && text(say`**What would strengthen it:** ${snippet.local.missing}`),
    buttons(
      sameSchool && button(addEvidenceRef, { snippet: snippet.id }, 'Add evidence', { style: 'primary' }),
      button(showRef, { snippet: snippet.id }, 'Read the snippet'),
    ),
  );
}

/** One page of what was found; `search` is the kept search the page buttons come back to. */
export function foundView(found: Found, asked: string, search: string): View {
  if (found.total === 0)
    return view(
      text(say`Nothing found${asked === '' ? '' : ` for ${asked}`}.`),
      note(
        say`Try fewer words, or only a topic: \`/snippet find topic:\`. Nobody has shared it yet? You could: \`/snippet share\`.`,
      ),
    );
  const counted =
    found.total === 1 ? '1 snippet' : found.total < MOST_FOUND ? `${found.total} snippets` : `${MOST_FOUND} snippets or more`;
  const turn = (page: number, label: string) => button(pageRef, { search, page: String(page) }, label);
  return view(
    text(say`**${counted}**${asked === '' ? ', newest first' : ` for ${asked}`}`),
    found.meant !== undefined && note(say`Nothing has those words as typed. These have "${found.meant}".`),
    ...found.lines.map((line) => item(lineText(line), button(showRef, { snippet: line.id }, 'Read'))),
    buttons(found.page > 0 && turn(found.page - 1, '‹ Back'), found.page + 1 < found.pages && turn(found.page + 1, 'More ›')),
    found.pages > 1 && note(say`Page ${found.page + 1} of ${found.pages}`),
  );
}

/** A member's own snippets, each with its buttons. */
export function mineView(snippets: readonly SnippetCard[]): View {
  if (snippets.length === 0)
    return view(
      text(
        say`You have not shared anything yet. \`/snippet share\` takes about five minutes, and half-finished ideas are welcome.`,
      ),
    );
  return view(
    heading('Your snippets'),
    ...snippets.map((one) =>
      item(
        say`**${one.title}**\n${topicLabel(one.topic)} · ${one.local.words}${one.local.missing === undefined ? '' : `\nNext step: ${one.local.missing}`}`,
        button(showRef, { snippet: one.id }, 'Open'),
      ),
    ),
    snippets.length === 10 && note(say`Your ten newest. Older ones: \`/snippet find\`.`),
  );
}

/** A snippet in two lines, for lists and digests. */
export function lineText(line: SnippetLine): Text {
  const strength = `${localWords(line.localLevel as LocalLevel)} · ${researchWords(line.researchLevel as ResearchLevel)}`;
  return say`**${line.title}**\n${topicLabel(line.topic)} · ${line.school}, ${line.region}\n${strength}`;
}

/** The label of a topic. */
export function topicLabel(slug: string): string {
  return topicBySlug(slug)?.label ?? slug;
}

function topicLine(snippet: SnippetCard): string {
  const phase = snippet.keyStage ? keyStageBySlug(snippet.keyStage)?.label : phaseBySlug(snippet.phase)?.label;
  const subject = subjectBySlug(snippet.subject)?.label ?? snippet.subject;
  return [topicLabel(snippet.topic), subject, phase].filter(Boolean).join(' · ');
}

function authorLine(snippet: SnippetCard): string {
  const place = [snippet.school.name, snippet.school.town].filter(Boolean).join(', ');
  return `${snippet.author.name}, ${place} (${snippet.school.region})`;
}

function evidenceBlocks(snippet: SnippetCard, most = EVIDENCE_SHOWN): Block[] {
  if (snippet.evidence.length === 0) return [note(say`No evidence yet. That is where every idea starts.`)];
  const shown = snippet.evidence.slice(-most);
  const more = snippet.evidence.length - shown.length;
  return [
    divider,
    ...shown.flatMap((one) => [text(evidenceText(one)), ...(one.note ? [quote(plain(one.note))] : [])]),
    ...(more > 0 ? [note(say`And ${more} more: \`/evidence show\``)] : []),
  ];
}

function evidenceText(one: EvidenceCard): Text {
  const kind = evidenceKindBySlug(one.kind)?.label ?? one.kind;
  const direction = directionBySlug(one.direction)?.label ?? one.direction;
  const design = evidenceDesignBySlug(one.design)?.label ?? one.design;
  const pupils = pupilBandBySlug(one.pupilsBand)?.label ?? one.pupilsBand;
  return say`**${kind}:** ${direction.toLowerCase()}\n${design} · ${pupils} · added by ${one.by}`;
}

function keyStageMenu(snippet: string, phase: string): Block | undefined {
  const stages = phaseBySlug(phase)?.keyStages ?? [];
  if (stages.length === 0) return undefined;
  const options = stages.map((slug) => ({ value: slug, label: keyStageBySlug(slug)?.label ?? slug }));
  return select(keyStageRef, { snippet }, 'Which key stage was it?', options);
}

function cutWords(words: string, max: number): string {
  return words.length <= max ? words : `${words.slice(0, words.lastIndexOf(' ', max) > 0 ? words.lastIndexOf(' ', max) : max)}…`;
}
