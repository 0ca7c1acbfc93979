import type { RichText, ShownBlock, ShownControl } from '../../contract.ts';
import { elementsOf } from '../blocks/check.ts';
import { markdownBlocks, mrkdwnBlocks, wordsOf } from '../text/lines.ts';
import type { Reading } from '../text/mrkdwn.ts';
import { readMrkdwn, readPlain } from '../text/mrkdwn.ts';
import { richTextBlocks } from '../text/rich-text.ts';
import type { Fields } from '../types.ts';
import { fieldsList, isFields, textOf } from '../types.ts';
import type { Team } from '../world.ts';
import { shownControl } from './controls.ts';

/** Where the blocks are shown. */
export interface Place {
  team: Team;
  reading: Reading;
  /** The address of an uploaded file, for slack_file images. */
  fileUrl: (id: string) => string;
  /** What this person has chosen in the menus, by control id. */
  chosen?: ReadonlyMap<string, string[]>;
}

/** Blocks of a message, modal or App Home as a person sees them. */
export function shownBlocks(blocks: Fields[], place: Place): ShownBlock[] {
  return blocks.flatMap((block) => shownBlock(block, place));
}

function shownBlock(block: Fields, place: Place): ShownBlock[] {
  switch (block.type) {
    case 'header':
      return [{ type: 'heading', text: spansOf(block.text, place.reading) }];
    case 'divider':
      return [{ type: 'divider' }];
    case 'section':
      return section(block, place);
    case 'context':
      return context(block, place);
    case 'actions':
    case 'context_actions':
      return controlsOf(block, place);
    case 'image':
      return [image(block, place)];
    case 'rich_text':
      return richTextBlocks(block, place.reading);
    case 'markdown':
      return markdownBlocks(textOf(block.text), place.reading);
    case 'alert':
      return textBlocks(block.text, place.reading);
    case 'table':
      return tableRows(block, place);
    case 'card':
      return [block.title, block.subtitle, block.body]
        .flatMap((text) => textBlocks(text, place.reading))
        .concat(controlsOf(block, place));
    case 'carousel':
      return shownBlocks(fieldsList(block.elements), place);
    case 'input':
      return [{ type: 'text', text: spansOf(block.label, place.reading) }, ...controlsOf(block, place)];
    default:
      return [];
  }
}

/** A text object as spans. */
export function spansOf(text: unknown, reading: Reading): RichText {
  if (!isFields(text)) return [];
  if (text.type === 'plain_text') return readPlain(textOf(text.text));
  return readMrkdwn(textOf(text.text), { ...reading, verbatim: text.verbatim === true });
}

function textBlocks(text: unknown, reading: Reading): ShownBlock[] {
  if (!isFields(text)) return [];
  if (text.type === 'plain_text') return [{ type: 'text', text: spansOf(text, reading) }];
  return mrkdwnBlocks(textOf(text.text), { ...reading, verbatim: text.verbatim === true });
}

function section(block: Fields, place: Place): ShownBlock[] {
  const words = [
    ...textBlocks(block.text, place.reading),
    ...fieldsList(block.fields).flatMap((field) => textBlocks(field, place.reading)),
  ];
  const accessory = isFields(block.accessory) ? block.accessory : undefined;
  if (!accessory) return words;
  if (accessory.type === 'image') return [...words, image(accessory, place)];
  const beside = shownControl(place.team, block, accessory, place.chosen);
  const first = words[0];
  return beside && first?.type === 'text' ? [{ ...first, beside }, ...words.slice(1)] : words;
}

function context(block: Fields, place: Place): ShownBlock[] {
  const elements = fieldsList(block.elements);
  const words = elements.filter((element) => element.type !== 'image').map((element) => spansOf(element, place.reading));
  const text = words.flatMap((spans, index) => (index === 0 ? spans : [{ text: '  ' }, ...spans]));
  const images = elements.filter((element) => element.type === 'image').map((element) => image(element, place));
  return [...images, ...(text.length > 0 ? [{ type: 'text' as const, text, small: true }] : [])];
}

function controlsOf(block: Fields, place: Place): ShownBlock[] {
  const controls = elementsOf(block).flatMap((element): ShownControl[] => {
    const control = shownControl(place.team, block, element, place.chosen);
    return control ? [control] : [];
  });
  return controls.length > 0 ? [{ type: 'controls', controls }] : [];
}

function image(element: Fields, place: Place): ShownBlock {
  const file = isFields(element.slack_file) ? element.slack_file : undefined;
  const url = textOf(element.image_url) || textOf(file?.url) || place.fileUrl(textOf(file?.id));
  return { type: 'image', url, alt: textOf(element.alt_text) };
}

function tableRows(block: Fields, place: Place): ShownBlock[] {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  return rows.map((row) => {
    const cells = fieldsList(row).map((cell) =>
      cell.type === 'rich_text'
        ? richTextBlocks(cell, place.reading).flatMap((part) => ('text' in part ? part.text : []))
        : readPlain(textOf(cell.text)),
    );
    return { type: 'text', text: cells.flatMap((cell, index) => (index === 0 ? cell : [{ text: ' | ' }, ...cell])) };
  });
}

/** All the words in blocks, newline separated. */
export function wordsIn(blocks: ShownBlock[]): string {
  return blocks
    .flatMap((block): string[] => {
      switch (block.type) {
        case 'heading':
          return [wordsOf(block.text)];
        case 'text':
          return [wordsOf(block.text), ...(block.beside ? controlWords(block.beside) : [])];
        case 'controls':
          return block.controls.flatMap(controlWords);
        case 'image':
          return [block.alt];
        case 'file':
          return [block.name];
        case 'divider':
          return [];
      }
      return block satisfies never;
    })
    .filter((line) => line !== '')
    .join('\n');
}

function controlWords(control: ShownControl): string[] {
  return [control.type === 'button' ? control.label : control.placeholder];
}
