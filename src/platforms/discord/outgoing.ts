import {
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
  type RawFile,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import type { View } from '../../chat/view.ts';
import { fewEnough, type Part, partsOf, type Words, writtenWords } from './blocks.ts';
import { buttonRow, discordButton, menuRow, type Naming, uniqueIds } from './controls.ts';
import { createFiles, type Files } from './files.ts';
import { commonLength, fitted } from './fit.ts';
import { IMAGE_ALT, MENTIONED_USERS, MESSAGE_COMPONENTS, MESSAGE_TEXT } from './limits.ts';
import { accountOf, type People } from './markdown.ts';
import { plainLine } from './text.ts';

/** A View as a Discord message; the body fits a new message, an answer and a change of one. */
export interface DiscordMessage {
  body: Required<Pick<RESTPostAPIChannelMessageJSONBody, 'components' | 'flags' | 'allowed_mentions' | 'attachments'>>;
  files: RawFile[];
}

/** Most blocks of words in one message: the rest would be cut to fragments. */
const WORDS_PARTS = 100;

/**
 * Renders a View. Whatever stands in it, Discord accepts the result: long words are cut, never refused. `marker`: the number its first
 * component gets, by which the message is recognised later.
 */
export function discordMessage(view: View, people: People, marker?: number): DiscordMessage {
  const files = createFiles();
  const parts = fewEnough(files.settled(partsOf(view.blocks)).slice(0, WORDS_PARTS), MESSAGE_COMPONENTS);
  const write = writer(parts, people);
  const naming = uniqueIds();
  const components = parts.flatMap((part) => componentOf(part, write, naming, files) ?? []);
  if (components.length === 0) components.push({ type: ComponentType.TextDisplay, content: '…' });
  const [first] = components;
  if (first && marker !== undefined) first.id = marker;
  const pinged = (view.pings ?? []).flatMap((memberId) => accountOf(people, memberId) ?? []);
  return {
    body: {
      components,
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [], users: [...new Set(pinged)].slice(0, MENTIONED_USERS) },
      attachments: files.attachments(),
    },
    files: files.uploads(),
  };
}

type Writer = (words: Words) => string;

/** Writes words so that all of the message's together stay within its limit: the longest are cut. */
function writer(parts: readonly Part[], people: People): Writer {
  const whole = (words: Words) => writtenWords(words, people);
  const all = parts.flatMap((part) => wordsIn(part));
  const lengths = all.map((words) => whole(words).length);
  // One sign between neighbours that share a text display.
  const room = MESSAGE_TEXT - all.length;
  const longest = commonLength(lengths, room);
  return (words) => fitted(words.text, (text) => whole({ ...words, text }), longest);
}

function wordsIn(part: Part): Words[] {
  if (part.kind === 'words') return part.words;
  return part.kind === 'item' ? [{ style: 'text', text: part.text }] : [];
}

function componentOf(part: Part, write: Writer, naming: Naming, files: Files): APIMessageTopLevelComponent | undefined {
  const content = wordsIn(part).map(write).filter(Boolean).join('\n');
  switch (part.kind) {
    case 'words':
      return content === '' ? undefined : { type: ComponentType.TextDisplay, content };
    case 'item': {
      if (content === '') return buttonRow([part.button], naming);
      const accessory = discordButton(part.button, naming);
      const words = { type: ComponentType.TextDisplay as const, content };
      return accessory ? { type: ComponentType.Section, components: [words], accessory } : words;
    }
    case 'buttons':
      return buttonRow(part.buttons, naming);
    case 'select':
      return menuRow(part, naming);
    case 'divider':
      return { type: ComponentType.Separator };
    case 'image': {
      const item = { media: { url: files.add(part.file) }, description: plainLine(part.alt, IMAGE_ALT) };
      return { type: ComponentType.MediaGallery, items: [item] };
    }
    case 'file':
      return { type: ComponentType.File, file: { url: files.add(part.file) } };
    default:
      return part satisfies never;
  }
}
