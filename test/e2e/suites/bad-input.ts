import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { type ActionRef, packAction, packForm } from '../../../src/chat/packed.ts';
import type { Request } from '../../../src/chat/request.ts';
import { newId } from '../../../src/database/id.ts';
import { showRef } from '../../../src/practice/actions.ts';
import { disguisedLinks, pingsIn } from '../../kit/shown.ts';
import { eventually, PLATFORMS, type World, wordsOf } from '../../kit/world.ts';

const TEACHER = { slack: 'Abena Frimpong', discord: 'Leo Marchetti' } as const;
const BYSTANDER = { slack: 'Yusuf Demir', discord: 'Saskia Brandt' } as const;
const COORDINATORS_ONLY = /Only your network's coordinators can do that\./;
const ADMINISTRATORS_ONLY = /Only an administrator of this workspace or server can do that\./;

const NASTY_TITLE = '@everyone <!channel> <https://evil.example|safe>';
const NASTY_WORDS =
  '[x](https://evil.example) <@U1> @here <!here|hi> <#C1> ||hm|| <t:0:R> ```a``` *b* _c_ # d\n> e &lt; مرحبا بالجميع';

/** What people type by mistake, or to see what happens. */
export function badInputSuite(world: () => World): void {
  describe.each(PLATFORMS)('bad input on %s', (platform) => {
    const teacher = () => world().person(platform, TEACHER[platform]);
    const bystander = () => world().person(platform, BYSTANDER[platform]);
    const ask = (did: Request['did']) => world().ask(platform, TEACHER[platform], did);

    it('says what there is when a subcommand is unknown', async () => {
      const typed = platform === 'slack' ? teacher().type('/snippet dance now') : teacher().type('/snippet dance');
      const words = await typed.catch((error: Error) => error.message);
      const asked = wordsOf(await ask({ kind: 'command', command: 'snippet', subcommand: 'x'.repeat(10_000), values: {} }));

      expect(words).toMatch(platform === 'slack' ? /\/snippet has no "dance"/ : /Choose one of/);
      expect(words).toContain('/snippet share');
      expect(asked).toContain('/snippet has no "xxx');
      expect(asked.length).toBeLessThan(1000);
    });

    it('asks for what is missing', async () => {
      const outcome = await teacher()
        .type('/snippet show')
        .catch((error: Error) => error.message);
      const form = teacher().client.form();
      teacher().client.dismiss();

      expect(platform === 'slack' ? form?.fields.map((field) => field.id) : outcome).toEqual(
        platform === 'slack' ? ['snippet'] : 'This command needs "snippet"',
      );
    });

    it.each([
      ['a number in words', 'staffroom pause', { weeks: 'soon' }, 'Please give a whole number from 1 to 52.'],
      ['a number too high', 'staffroom pause', { weeks: '53' }, 'Please give a whole number from 1 to 52.'],
      ['a choice nobody offered', 'snippet find', { region: 'Atlantis' }, 'Please choose one of:'],
      ['10,000 characters', 'snippet find', { words: 'a'.repeat(10_000) }, 'Please use at most 100 characters; this has 10,000.'],
      ['a school that does not exist', 'partner leave', { school: 'Hogwarts' }, 'No open school found for "Hogwarts"'],
      ['a topic that is none', 'snippet find', { topic: 'quidditch' }, '"quidditch" is not one of the topics.'],
    ])('explains what is wrong with %s', async (_, typed, values, expected) => {
      const [command = '', subcommand = ''] = typed.split(' ');
      const words = wordsOf(await ask({ kind: 'command', command, subcommand, values: { ...values } }));

      expect(words).toContain(expected);
    });

    it('explains malformed words typed after the command, to that person alone', async () => {
      // Where options are typed, the app itself refuses these before anything is sent.
      if (platform === 'discord') return expect(teacher().type('/staffroom pause weeks:soon')).rejects.toThrow(/whole number/);
      const words = await teacher().type('/staffroom pause weeks:soon');
      const long = await teacher().type(`/snippet find words:${'a'.repeat(10_000)}`);
      const spaces = await teacher().type('/snippet find words:        ');

      expect(words).toContain('For how many weeks? Please give a whole number from 1 to 52.');
      expect(long).toContain('Please use at most 100 characters; this has 10,000.');
      expect(spaces).toContain('newest first');
      expect(
        teacher()
          .came()
          .every((message) => message.onlyYou),
      ).toBe(true);
      expect(bystander().seesAnywhere()).not.toContain('10,000');
    });

    it('stores nothing of a form that is far too long or empty', async () => {
      const before = await world().database.prisma.snippet.count();
      const id = packForm({ target: 'snippet share', opened: newId(), state: [], values: { topic: 'writing' } }) ?? '';
      const values = { title: ' \t ', problem: 'x'.repeat(10_000), did: '\u2800\u200b' };
      const outcome = await ask({ kind: 'submit', id, values });

      expect(outcome.kind).toBe('invalid');
      expect(wordsOf(outcome)).toContain('Name it in a few words: Please fill this in.');
      expect(wordsOf(outcome)).toContain('Please use at most 1,000 characters; this has 10,000.');
      expect(wordsOf(outcome)).toContain('What did you do? Please fill this in.');
      expect(await world().database.prisma.snippet.count()).toBe(before);
    });

    it('shows markup, mentions and right-to-left words as they were typed, and reaches nobody', async () => {
      await teacher().type('/snippet share topic:writing');
      const thanked = await teacher().fill({
        'Name it in a few words': NASTY_TITLE,
        'What were you trying to improve?': NASTY_WORDS,
        'What did you do?': NASTY_WORDS,
      });
      const shown = await eventually(() => {
        const found = bystander()
          .sees()
          .findLast((message) => message.text.includes(`Shared by ${TEACHER[platform]}, `));
        expect(found).toBeDefined();
        return found;
      });
      const read = await bystander().press('Read it');
      const messages = [...teacher().came(), ...bystander().came(), ...(shown ? [shown] : [])];

      for (const words of [thanked, shown?.text ?? '', read])
        for (const part of [
          '@everyone',
          '<!channel>',
          '<https://evil.example|safe>',
          '[x](https://evil.example)',
          '||hm||',
          'مرحبا بالجميع',
        ])
          expect(words).toContain(part);
      expect(messages.flatMap(pingsIn)).toEqual([]);
      expect(messages.flatMap(disguisedLinks)).toEqual([]);
    });

    it('repeats nothing of a search as markup', async () => {
      const found = await teacher().type('/snippet find words:[x](https://evil.example) @everyone');

      expect(found).toContain('[x](https://evil.example)');
      expect(teacher().came().flatMap(pingsIn)).toEqual([]);
      expect(teacher().came().flatMap(disguisedLinks)).toEqual([]);
    });

    it('knows nothing of a snippet of another network', async () => {
      const { id, title } = await strangersSnippet(world());
      const pressed = wordsOf(await ask({ kind: 'press', id: packAction(showRef, { snippet: id }) }));
      const shown = await teacher().type(`/snippet show snippet:${id}`);
      const found = await teacher().type(`/snippet find words:${title}`);

      expect(pressed).toBe('This snippet is no longer there.');
      expect(shown).toContain('No snippet found for');
      expect(found).toContain('Nothing found');
    });

    it('says so when a button is of an older version, or no button at all', async () => {
      for (const id of ['a1|gone.action|1', 'a9|snippet.show|1', '', '%%%', packAction(showRef, { snippet: '' }).slice(0, -1)])
        expect(wordsOf(await ask({ kind: 'press', id }))).toMatch(/from an older message|no longer there/);
    });

    it('refuses every coordinator’s command to a teacher, typed, pressed or sent as a form', async () => {
      const before = await world().database.prisma.round.count();
      for (const { name: command, subcommands, actions = [] } of commands) {
        for (const [subcommand, { allow }] of Object.entries(subcommands)) {
          if (allow !== 'coordinator' && allow !== 'administrator') continue;
          const only = allow === 'coordinator' ? COORDINATORS_ONLY : ADMINISTRATORS_ONLY;
          const target = `${command} ${subcommand}`;
          const id = packForm({ target, opened: newId(), state: [], values: {} }) ?? '';
          const values = { name: 'Mine', code: 'CURIOUS-42', day: '1', time: '08:00', lines: '114070, Mine' };
          expect(wordsOf(await ask({ kind: 'command', command, subcommand, values })), target).toMatch(only);
          expect(wordsOf(await ask({ kind: 'submit', id, values })), target).toMatch(only);
        }
        for (const { ref, allow } of actions) {
          if (allow !== 'coordinator') continue;
          expect(wordsOf(await ask({ kind: 'press', id: packAction(ref, stateOf(ref)) })), ref.name).toMatch(COORDINATORS_ONLY);
        }
      }
      expect(await world().database.prisma.round.count()).toBe(before);
    });

    it.each(['/round open name:Mine', '/round show', '/network coordinators', '/network settings', '/network create name:Mine'])(
      'refuses %s to a teacher, alone',
      async (typed) => {
        const words = await teacher().type(typed);

        expect(words).toMatch(typed.includes('create') ? ADMINISTRATORS_ONLY : COORDINATORS_ONLY);
        expect(
          teacher()
            .came()
            .every((message) => message.onlyYou),
        ).toBe(true);
        expect(bystander().seesAnywhere()).not.toContain('can do that.');
      },
    );
  });
}

function stateOf(ref: ActionRef): Record<string, string> {
  return Object.fromEntries(ref.state.map((key) => [key, '1']));
}

/** A snippet of a network that nobody here is in. */
async function strangersSnippet({ database, week }: World): Promise<{ id: string; title: string }> {
  const title = 'Quokka quizzes';
  const known = await database.prisma.snippet.findFirst({ where: { title } });
  if (known) return known;
  const network = { id: newId(), name: 'Elsewhere', joinCode: 'ELSE-WHERE', createdAt: week.monday };
  const author = {
    id: newId(),
    name: 'Somebody Else',
    schoolUrn: 114070,
    subject: 'maths',
    phase: 'primary',
    joinedAt: week.monday,
  };
  const words = { title, problem: 'Recall', did: 'Quizzes', topic: 'retrieval-practice', subject: 'maths', phase: 'primary' };
  await database.prisma.network.create({ data: network });
  await database.prisma.member.create({ data: { ...author, networkId: network.id } });
  return database.prisma.snippet.create({
    data: { id: newId(), networkId: network.id, authorId: author.id, schoolUrn: 114070, createdAt: week.monday, ...words },
  });
}
