import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { RawValue, RawValues } from '../../chat/field.ts';
import type { Form, FormField, GivenFile } from '../../chat/request.ts';
import type { Place } from '../../chat/who.ts';
import { plainText } from './controls.ts';
import { elementFor } from './inputs.ts';
import { LABEL, MODAL_TITLE } from './limits.ts';
import { isBlank, unescaped } from './words.ts';

/** Forms as Slack's modals, and what comes back from them. A field's name is its block_id and its action_id. */

/** The modal for a form. What a person typed never goes into its metadata: only where the answer belongs. */
export function modalFor(form: Form, place: Place): ModalView {
  return {
    type: 'modal',
    callback_id: form.id,
    private_metadata: packPlace(place),
    title: plainText(form.title, MODAL_TITLE),
    submit: plainText(form.submitLabel, MODAL_TITLE),
    close: plainText('Cancel', MODAL_TITLE),
    blocks: [...noteOf(form), ...form.fields.map(inputFor)],
  };
}

function noteOf({ note }: Form): KnownBlock[] {
  return note === undefined ? [] : [{ type: 'context', elements: [plainText(note, LABEL)] }];
}

function inputFor(one: FormField): InputBlock {
  const hint = [one.problem, one.field.about].filter((words) => words && !isBlank(words)).join(' ');
  return {
    type: 'input',
    block_id: one.name,
    label: plainText(one.label, LABEL),
    ...(hint !== '' && { hint: plainText(hint, LABEL) }),
    optional: one.field.optional === true,
    element: elementFor(one),
  };
}

/** A file somebody chose, as Slack describes it; where it is may be missing (docs.slack.dev, file objects). */
export interface SubmittedFile {
  id: string;
  name?: string | null;
  size?: number;
  url_private_download?: string;
}

/** One input of a submitted view, as Slack hands it over. */
export interface SubmittedInput {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: readonly { value: string }[];
  selected_user?: string | null;
  selected_conversation?: string | null;
  selected_channel?: string | null;
  selected_date?: string | null;
  files?: readonly SubmittedFile[];
}

/** What a person filled in; fields left empty are left out. */
export function valuesOf(values: Readonly<Record<string, Readonly<Record<string, SubmittedInput>>>>): RawValues {
  const raw: RawValues = {};
  for (const [name, block] of Object.entries(values)) {
    const [input] = Object.values(block);
    const value = input && filledIn(input);
    if (value !== undefined && value.length > 0) raw[name] = value;
  }
  return raw;
}

/** The files a person chose, by field. */
export function filesOf(
  values: Readonly<Record<string, Readonly<Record<string, SubmittedInput>>>>,
  read: (file: SubmittedFile, most: number) => Promise<Uint8Array | undefined>,
): Record<string, GivenFile> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, block]): [string, GivenFile][] => {
      const file = Object.values(block)[0]?.files?.[0];
      return file ? [[field, { name: file.name ?? '', bytes: file.size ?? 0, read: (most) => read(file, most) }]] : [];
    }),
  );
}

function filledIn(input: SubmittedInput): RawValue | undefined {
  if (input.files) return input.files[0]?.name ?? undefined;
  if (input.selected_options) return input.selected_options.map((option) => unescaped(option.value));
  return (
    // Slack may escape what an option carried (bolt-python issue 513).
    (input.selected_option ? unescaped(input.selected_option.value) : undefined) ??
    input.selected_user ??
    input.selected_conversation ??
    input.selected_channel ??
    input.selected_date ??
    input.value ??
    undefined
  );
}

/** Where a form was opened, for its answer: the channel, and whether it is the direct messages with the bot. */
export function packPlace(place: Place): string {
  return JSON.stringify({ channel: place.channelId, direct: place.direct });
}

/** Reads it back; a direct answer when it cannot be read. */
export function unpackPlace(metadata: string): Place {
  try {
    const { channel, direct }: { channel?: unknown; direct?: unknown } = JSON.parse(metadata);
    if (typeof channel === 'string') return { channelId: channel, direct: direct === true };
  } catch {
    // A form of an older version.
  }
  return { direct: true };
}
