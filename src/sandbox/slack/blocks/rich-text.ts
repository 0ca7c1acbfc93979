import { ID_MAX } from './composition.ts';
import type { Rule } from './rules.ts';
import { byType, flag, listOf, oneOf, shape, whole, words } from './rules.ts';

const style = shape(
  {},
  { bold: flag, italic: flag, strike: flag, code: flag, underline: flag, highlight: flag, client_highlight: flag, unlink: flag },
);
const inline = (type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}) =>
  shape({ type: oneOf(type), ...required }, { style, ...optional });
const border = { border: whole(0, 1) };

const pieces: Record<string, Rule> = {
  text: inline('text', { text: words(12_000) }),
  link: inline('link', { url: words(3000) }, { text: words(3000), unsafe: flag }),
  user: inline('user', { user_id: words(30) }),
  channel: inline('channel', { channel_id: words(30) }),
  usergroup: inline('usergroup', { usergroup_id: words(30) }),
  team: inline('team', { team_id: words(30) }),
  broadcast: inline('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  emoji: inline('emoji', { name: words(100) }, { unicode: words(100), url: words(3000) }),
  color: inline('color', { value: words(20) }),
  date: inline('date', { timestamp: whole(0, 9_999_999_999), format: words(200) }, { url: words(3000), fallback: words(200) }),
};
const pieceList = listOf(byType(pieces), 0, 1000);
const section = shape({ type: oneOf('rich_text_section'), elements: pieceList });

/** A rich_text block. */
export const richText: Rule = shape(
  {
    type: oneOf('rich_text'),
    elements: listOf(
      byType({
        rich_text_section: section,
        rich_text_list: shape(
          { type: oneOf('rich_text_list'), style: oneOf('bullet', 'ordered'), elements: listOf(section, 0, 1000) },
          { indent: whole(0, 8), offset: whole(0, 10_000), ...border },
        ),
        rich_text_quote: shape({ type: oneOf('rich_text_quote'), elements: pieceList }, border),
        rich_text_preformatted: shape(
          { type: oneOf('rich_text_preformatted'), elements: pieceList },
          { ...border, language: words(50) },
        ),
      }),
      1,
      1000,
    ),
  },
  { block_id: words(ID_MAX) },
);
