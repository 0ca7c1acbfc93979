import { newId } from '../ids.ts';
import { unescaped } from '../text/mrkdwn.ts';
import type { Fields } from '../types.ts';

/** What a person typed as the rich_text block the real composer sends along. */
export function typedBlocks(text: string): Fields[] {
  const elements = text.split(/(<[^<>]+>)/).flatMap((piece): Fields[] => {
    if (piece === '') return [];
    const bracket = /^<(.+)>$/.exec(piece)?.[1];
    return [bracket === undefined ? { type: 'text', text: unescaped(piece) } : bracketed(bracket)];
  });
  return [{ type: 'rich_text', block_id: newId('').slice(0, 5), elements: [{ type: 'rich_text_section', elements }] }];
}

function bracketed(inside: string): Fields {
  const [target = '', label = ''] = inside.split('|');
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!')) return { type: 'broadcast', range: target.slice(1) };
  return { type: 'link', url: unescaped(target), ...(label ? { text: label } : {}) };
}
