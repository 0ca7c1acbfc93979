import { botNameOf, handleOf } from '../team.ts';
import type { Team, World } from '../world.ts';

/** Which mentions and links the composer turns into Slack's brackets. */
export type Composing = 'message' | 'command with should_escape' | 'command';

const NAME_MAX = 80;
const ADDRESS = /^https?:\/\/[^\s<>]+/i;

/**
 * What arrives at the app when a person types this. The three signs & < > are always escaped, so nobody can type a mention by
 * hand; names picked in the composer ("@Ann Lee", "#general") and links become brackets where Slack does that.
 */
export function composed(world: World, team: Team, text: string, composing: Composing): string {
  if (composing === 'command') return escaped(text);
  const names = namesToType(team);
  const bot = botNameOf(world).toLowerCase();
  names.set(`@${bot}`, `@${team.bot.userId}|${bot}`);
  let result = '';
  for (let at = 0; at < text.length; ) {
    const found = linkAt(text, at) ?? mentionAt(text, at, names, composing);
    result += found?.written ?? escaped(text[at] ?? '');
    at += found?.length ?? 1;
  }
  return result;
}

/** & < > as Slack writes them. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

interface Found {
  written: string;
  length: number;
}

function linkAt(text: string, at: number): Found | undefined {
  if (text[at] !== 'h' && text[at] !== 'H') return undefined;
  const address = ADDRESS.exec(text.slice(at))?.[0];
  return address ? { written: `<${escaped(address)}>`, length: address.length } : undefined;
}

function mentionAt(text: string, at: number, names: Map<string, string>, composing: Composing): Found | undefined {
  const sign = text[at];
  if (sign !== '@' && sign !== '#') return undefined;
  const shout = composing === 'message' ? /^@(channel|here|everyone)\b/.exec(text.slice(at, at + 10)) : null;
  if (shout) return { written: `<!${shout[1]}>`, length: shout[0].length };
  const rest = text.slice(at, at + NAME_MAX).toLowerCase();
  for (let length = rest.length; length > 1; length -= 1) {
    const target = names.get(rest.slice(0, length));
    if (target === undefined || /^[\p{L}\p{N}]/u.test(rest.slice(length))) continue;
    const [id, handle] = target.split('|');
    return { written: composing === 'message' && sign === '@' ? `<${id}>` : `<${id}|${handle}>`, length };
  }
  return undefined;
}

/** "@ann lee" and "@ann.lee" by what they are written as: "@U1|ann.lee". */
function namesToType(team: Team): Map<string, string> {
  const known = composable.get(team);
  if (known) return known;
  const names = new Map<string, string>();
  for (const person of team.people.values()) {
    names.set(`@${person.name.toLowerCase()}`, `@${person.id}|${handleOf(person)}`);
    names.set(`@${handleOf(person)}`, `@${person.id}|${handleOf(person)}`);
  }
  for (const channel of team.community.channels) names.set(`#${channel.name.toLowerCase()}`, `#${channel.id}|${channel.name}`);
  composable.set(team, names);
  return names;
}

const composable = new WeakMap<Team, Map<string, string>>();
