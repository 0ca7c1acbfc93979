import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../kit/person.ts';
import { filesOf } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';

const ADMIN = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const TEACHER = { slack: 'Callum Heslop', discord: 'Ffion Garrity' } as const;
const NEWCOMER = { slack: 'Robin Ashdown', discord: 'Dilip Carruthers' } as const;
const NOT_HERE = 'This workspace or server does not belong to a network yet. An administrator can type /network create.';

let world: World;
beforeAll(async () => {
  world = await startWorld({ demo: false });
});
afterAll(() => world?.close());

describe.each(PLATFORMS)('a network made on %s', (home) => {
  const away = home === 'slack' ? 'discord' : 'slack';
  const admin = () => world.person(home, ADMIN[home]);
  const teacher = () => world.person(home, TEACHER[home]);
  const newcomer = () => world.person(home, NEWCOMER[home]);
  const guest = () => world.person(away, ADMIN[away]);
  const network = () =>
    world.database.prisma.network.findFirstOrThrow({ include: { communities: { orderBy: { joinedAt: 'asc' } } } });
  let code = '';

  beforeAll(async () => {
    await world.database.prisma.network.deleteMany();
  });

  it('is missed by whoever comes before it', async () => {
    const mine = await teacher().type('/snippet mine');
    const joined = await join(teacher());
    const help = await teacher().type('/staffroom help');

    expect(mine).toBe(NOT_HERE);
    expect(help).toContain('/network create');
    expect(joined).toContain(NOT_HERE);
  });

  it('is not made by somebody who is no administrator', async () => {
    const refused = await teacher().type('/network create name:Mine');

    expect(refused).toBe('Only an administrator of this workspace or server can do that. Please ask one to type it.');
    expect(await world.database.prisma.network.count()).toBe(0);
  });

  it('is made by an administrator, once, and says what comes next', async () => {
    const made = await admin().type('/network create name:Curious Minds');
    const twice = await admin().type('/network create name:Curious Minds Again');
    code = /Code: (\S+)/.exec(made)?.[1] ?? '';

    expect(made).toContain('Curious Minds is ready.');
    expect(made).toContain('Now type /staffroom join');
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    expect(twice).toContain('already belongs to Curious Minds');
    expect(teacher().seesAnywhere()).not.toContain(code);
  });

  it('has its maker as coordinator from joining on, and nobody else', async () => {
    const before = await admin().type('/network coordinators');
    const joined = await join(admin());
    const other = await join(teacher());
    const refused = await teacher().type('/network coordinators');

    expect(before).toContain('You have not joined yet.');
    expect(joined).toContain('You are a coordinator of this network');
    expect(other).not.toContain('You are a coordinator');
    expect(refused).toBe("Only your network's coordinators can do that.");
  });

  it('is joined from the other platform with its code, by an administrator', async () => {
    const wrong = await guest().type('/network join code:WRONG-CODE');
    const notAllowed = await world.person(away, TEACHER[away]).type(`/network join code:${code}`);
    const joined = await guest().type(`/network join code:${code.toLowerCase()} channel:#announcements`);
    const twice = await guest().type(`/network join code:${code}`);

    expect(wrong).toContain('No network has this code.');
    expect(notAllowed).toContain('Only an administrator');
    expect(joined).toContain('This is now part of Curious Minds.');
    expect(twice).toContain('already belongs to Curious Minds');
    expect((await network()).communities.map((one) => one.platform)).toEqual([home, away]);
    expect((await network()).communities[1]?.channelId).toBe(guest().channelId('announcements'));
  });

  it('does not make the other administrator a coordinator', async () => {
    await join(guest());

    expect(await guest().type('/network settings')).toBe("Only your network's coordinators can do that.");
  });

  it('has settings, which stand in the form when it opens', async () => {
    await admin().type('/network settings');
    const before = ['Name of the network', 'Digest day', 'Digest time', 'Channel here'].map(
      (label) => admin().field(label).value,
    );
    const refused = await admin().fill({ 'Digest time': '19:00' });
    const problem =
      admin()
        .client.form()
        ?.fields.find((one) => one.label === 'Digest time')?.error ?? refused;
    if (!admin().client.form()) await admin().press('Back to the form');
    const saved = await admin().fill({
      'Name of the network': 'Curious Minds North',
      'Digest day': 'Tuesday',
      'Digest time': '08:05',
      'Channel here': admin().channelId('announcements'),
    });
    await admin().type('/network settings');
    const after = ['Name of the network', 'Digest day', 'Digest time', 'Channel here'].map((label) => admin().field(label).value);
    admin().client.dismiss();

    expect(before).toEqual([['Curious Minds'], ['3'], ['15:45'], []]);
    expect(problem).toContain('Please give a time in school hours');
    expect(saved).toContain('Saved.');
    expect(saved).toContain('Weekly digest: Tuesdays at 08:05');
    expect(after).toEqual([['Curious Minds North'], ['2'], ['08:05'], [admin().channelId('announcements')]]);
    expect(await teacher().type('/digest when')).toMatch(/Tuesday \d+ \w+ at 08:05/);
  });

  it('keeps its last coordinator', async () => {
    await admin().type('/network coordinators');

    expect(await admin().pressSurely('Remove')).toContain('A network needs at least one coordinator. Name another one first.');
  });

  it('has coordinators named: at once who has joined, later who has not', async () => {
    const now = await admin().type(`/network coordinators person:@${TEACHER[home]}`);
    const later = await admin().type(`/network coordinators person:@${NEWCOMER[home]}`);
    const works = await teacher().type('/network coordinators');
    const joined = await join(newcomer());

    expect(now).toContain('Named. They can use the coordinator commands at once.');
    expect(later).toContain('Named. They become coordinator when they type /staffroom join.');
    expect(works).toContain('Coordinators');
    expect(works).toContain(TEACHER[home]);
    expect(works).toContain(`${NEWCOMER[home]}, named; coordinator as soon as they join`);
    expect(works).not.toContain(newcomer().client.person.id);
    expect(joined).toContain('You are a coordinator of this network');
  });

  it('takes a coordinator’s part away again', async () => {
    const list = await newcomer().type('/network coordinators');
    await newcomer().client.press(...removeButton(newcomer(), TEACHER[home]));
    const asked = newcomer().sees().at(-1)?.text;
    if (home === 'discord') await newcomer().press('Yes');

    expect(list).toContain(ADMIN[home]);
    await eventually(() => expect(newcomer().seesAnywhere()).toContain(`${TEACHER[home]} is no longer a coordinator.`));
    if (home === 'discord') expect(asked).toContain(`${TEACHER[home]} will no longer be a coordinator. Go on?`);
    expect(await teacher().type('/network coordinators')).toBe("Only your network's coordinators can do that.");
  });

  it('takes groups as they were pasted, and lists what it did not understand', async () => {
    await admin().type('/network groups');
    const lines = [
      'URN, group',
      '114070, Dales Hub',
      '144496;dales hub',
      '"148728"\t"Tees Alliance"',
      '',
      '12, Short',
      '999999, Nowhere',
      '144496',
      'hello',
    ];
    const shown = await admin().fill({ 'One line each: URN, group': lines.join('\n') });
    await admin().press('All groups as a file');
    const [file] = await eventually(() => {
      const files = [...admin().sees(), ...admin().sees('direct')].flatMap(filesOf);
      expect(files).toHaveLength(1);
      return files;
    });
    const csv = await (await fetch(file?.url ?? '')).text();
    await admin().type('/network groups');
    const undone = await admin().fill({ 'One line each: URN, group': '114070, none' });

    expect(shown).toContain('3 schools put into a group.');
    expect(shown).toContain('Groups now: Dales Hub, Tees Alliance');
    expect(shown).toContain('Not understood (4), nothing was done with these:');
    expect(shown).toContain('Line 6, "12, Short": it does not begin with a URN');
    expect(shown).toContain('Line 7, "999999": no school in the register has this URN');
    expect(csv.trim().split('\n')).toHaveLength(4);
    expect(undone).toContain('1 taken out');
  });
});

describe('all of it', () => {
  it('was understood by both platforms', () => {
    expect(world.complaints()).toEqual([]);
  });
});

async function join(person: Person): Promise<string> {
  await person.type('/staffroom join school:114070 topic:writing');
  return person.fill({ 'Your subject': 'Maths', 'The weekly digest here, privately?': 'No' });
}

/** The message and the control that removes one person of several. */
function removeButton(person: Person, name: string): [string, string] {
  const list = person.came()[0];
  const block = list?.blocks.find((one) => one.type === 'text' && one.text.some((span) => span.text.includes(name)));
  if (!list || block?.type !== 'text' || !block.beside) throw new Error(`nobody can remove ${name}: ${list?.text}`);
  return [list.id, block.beside.id];
}
