import { newId, secret } from '../ids.ts';
import type { Fields } from '../types.ts';
import { isFields } from '../types.ts';
import { elementsOf } from './check.ts';

/** Blocks as Slack stores them: with ids made up where none were given, and the usual values written out. */
export function filledIn(blocks: Fields[]): Fields[] {
  return blocks.map((block) => {
    const filled: Fields = structuredClone(block);
    filled.block_id ??= newId('').slice(0, 5) + secret(3);
    for (const element of elementsOf(filled)) if (element.type !== 'image') element.action_id ??= secret(4);
    if (filled.type === 'input')
      Object.assign(filled, { optional: filled.optional ?? false, dispatch_action: filled.dispatch_action ?? false });
    writeOut(filled);
    return filled;
  });
}

function writeOut(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) writeOut(item);
  if (!isFields(value)) return;
  if (value.type === 'plain_text') value.emoji ??= true;
  else if (value.type === 'mrkdwn') value.verbatim ??= false;
  else for (const item of Object.values(value)) writeOut(item);
}
