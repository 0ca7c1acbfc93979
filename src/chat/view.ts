import { z } from 'zod';
import { type ActionRef, packAction } from './packed.ts';
import { plain, type Span, type Text } from './text.ts';

/**
 * What the bot shows: plain JSON, the same for every platform. Stored Views (outbox) are parsed again when they are rendered,
 * because they outlive deployments: an unknown version is refused, not guessed at.
 */

/** Goes up when a block changes its meaning. */
export const VIEW_VERSION = 1;

const spanSchema: z.ZodType<Span> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plain'),
    text: z.string(),
    bold: z.literal(true).optional(),
    italic: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('code'), text: z.string() }),
  z.strictObject({ kind: z.literal('link'), label: z.string(), url: z.url() }),
  z.strictObject({ kind: z.literal('person'), memberId: z.string(), name: z.string() }),
]);
const textSchema = z.array(spanSchema).readonly();

const buttonSchema = z.strictObject({
  label: z.string(),
  /** Packed action id. */
  id: z.string(),
  style: z.enum(['plain', 'primary', 'danger']),
  /** Asked before anything happens; where a platform has no such dialog, a second button asks. */
  confirm: z.string().optional(),
});

const fileSchema = z.strictObject({ name: z.string(), mimeType: z.string(), base64: z.string() });

const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: textSchema }),
  z.strictObject({ kind: z.literal('text'), text: textSchema }),
  z.strictObject({ kind: z.literal('quote'), text: textSchema }),
  /** Small print. */
  z.strictObject({ kind: z.literal('note'), text: textSchema }),
  z.strictObject({ kind: z.literal('divider') }),
  /** Words with one button beside them. */
  z.strictObject({ kind: z.literal('item'), text: textSchema, button: buttonSchema }),
  z.strictObject({ kind: z.literal('buttons'), buttons: z.array(buttonSchema).max(5) }),
  /** Choosing runs the action with the chosen values in the action's first field. */
  z.strictObject({
    kind: z.literal('select'),
    id: z.string(),
    placeholder: z.string(),
    options: z.array(z.strictObject({ label: z.string(), value: z.string() })).max(25),
    several: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('image'), alt: z.string(), file: fileSchema }),
  z.strictObject({ kind: z.literal('file'), file: fileSchema }),
]);

const viewSchema = z.strictObject({
  version: z.literal(VIEW_VERSION),
  blocks: z.array(blockSchema),
  /** Members this message is meant to reach by name: they are pinged, nobody else ever is. */
  pings: z.array(z.string()).optional(),
});

/** A button. */
export type Button = z.infer<typeof buttonSchema>;
/** A file shown in a message. */
export type ViewFile = z.infer<typeof fileSchema>;
/** One block of a View. */
export type Block = z.infer<typeof blockSchema>;
/** A whole message. */
export type View = z.infer<typeof viewSchema>;

/** Makes a View of its blocks; empty ones (undefined, false) are left out. */
export function view(...blocks: readonly (Block | readonly Block[] | undefined | false)[]): View {
  return {
    version: VIEW_VERSION,
    blocks: blocks.flatMap((block) => (block ? (Array.isArray(block) ? block : [block as Block]) : [])),
  };
}

/** Reads a stored View; undefined when it is of a version or shape this deployment does not know. */
export function knownView(json: unknown): View | undefined {
  return viewSchema.safeParse(json).data;
}

/** A heading, in plain words. */
export function heading(words: string): Block {
  return { kind: 'heading', text: plain(words) };
}

/** A paragraph. */
export function text(words: Text): Block {
  return { kind: 'text', text: words };
}

/** Somebody's words, set apart. */
export function quote(words: Text): Block {
  return { kind: 'quote', text: words };
}

/** Small print. */
export function note(words: Text): Block {
  return { kind: 'note', text: words };
}

/** A line between parts. */
export const divider: Block = { kind: 'divider' };

/** A button that runs an action. Labels are at most 75 characters (Slack's limit, the tighter one). */
export function button<K extends string>(
  ref: ActionRef<K>,
  state: Record<K, string>,
  label: string,
  extra: { style?: Button['style']; confirm?: string } = {},
): Button {
  return { label, id: packAction(ref, state), style: extra.style ?? 'plain', ...(extra.confirm && { confirm: extra.confirm }) };
}

/** A row of at most five buttons; nothing when there are none. */
export function buttons(...list: readonly (Button | undefined | false)[]): Block | undefined {
  const shown = list.filter((one): one is Button => Boolean(one));
  return shown.length > 0 ? { kind: 'buttons', buttons: shown } : undefined;
}

/** Words with one button beside them. */
export function item(words: Text, beside: Button): Block {
  return { kind: 'item', text: words, button: beside };
}

/** A menu; choosing runs the action. */
export function select<K extends string>(
  ref: ActionRef<K>,
  state: Record<K, string>,
  placeholder: string,
  options: readonly { label: string; value: string }[],
  several = false,
): Block {
  return { kind: 'select', id: packAction(ref, state), placeholder, options: [...options], ...(several && { several }) };
}

/** A file to download. */
export function file(name: string, mimeType: string, content: string | Uint8Array): Block {
  return { kind: 'file', file: { name, mimeType, base64: Buffer.from(content).toString('base64') } };
}

/** The members a View names, for resolving them to accounts. */
export function membersIn(shown: View): string[] {
  const ids = new Set<string>(shown.pings ?? []);
  for (const block of shown.blocks) {
    if ('text' in block) for (const span of block.text) if (span.kind === 'person') ids.add(span.memberId);
  }
  return [...ids];
}
