import type { RichSpan } from '../../contract.ts';

/** The names behind ids, in one workspace; undefined for an id it does not know. */
export interface Names {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** Reads what stands between < and >: a mention, a link, a date. The label is still escaped. */
export function readAngle(inside: string, names: Names, notifies: boolean): RichSpan {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  if (target.startsWith('@')) return personMention(target.slice(1), label, names, notifies);
  if (target.startsWith('#'))
    return { text: `#${names.channel(target.slice(1)) ?? (label || 'unknown-channel')}`, mention: true };
  if (target.startsWith('!')) return special(target.slice(1), label, notifies);
  if (/^(https?|mailto|tel|slack):/i.test(target))
    return { text: label || target.replace(/^mailto:/, ''), link: target.replaceAll('&amp;', '&') };
  return { text: `<${inside}>` };
}

/** A mention of a person; it reaches them only if the workspace knows them. */
export function personMention(id: string, label: string, names: Names, notifies: boolean): RichSpan {
  const name = names.person(id);
  const span: RichSpan = { text: `@${name ?? (label || 'unknown user')}`, mention: true };
  return notifies && name !== undefined ? { ...span, pings: { kind: 'person', id } } : span;
}

/** @channel and @here reach a channel, @everyone the workspace. */
export function shout(range: string, notifies: boolean): RichSpan {
  const span: RichSpan = { text: `@${range}`, mention: true };
  return notifies ? { ...span, pings: { kind: range === 'everyone' ? 'everyone' : 'channel' } } : span;
}

function special(command: string, label: string, notifies: boolean): RichSpan {
  if (command === 'channel' || command === 'here' || command === 'everyone') return shout(command, notifies);
  if (command.startsWith('subteam^')) {
    const id = command.slice('subteam^'.length);
    const span: RichSpan = { text: label || '@group', mention: true };
    return notifies ? { ...span, pings: { kind: 'role', id } } : span;
  }
  return { text: label || `<!${command}>` };
}
