import { describe, expect, it } from 'vitest';
import type { ShownBlock, ShownMessage } from '../../../src/sandbox/contract.ts';
import type { Person } from '../../kit/person.ts';
import { filesOf, labelsOf } from '../../kit/shown.ts';
import { eventually, PLATFORMS, type World } from '../../kit/world.ts';

const COORDINATORS = [
  ['slack', 'Petra Wolstenholme'],
  ['discord', 'Verity Colclough'],
] as const;
const PNG = [0x89, 0x50, 0x4e, 0x47];

/** A round's pairs on a map of England, in both apps. */
export function mapSuite(world: () => World): void {
  describe('the map', () => {
    it('is not there before a round is drafted, and then says what to do', async () => {
      const petra = world().person('slack', 'Petra Wolstenholme');
      const callum = world().person('slack', 'Callum Heslop');

      await answered(petra, '/round map', 'There is no round yet.');
      await answered(petra, '/round open name:Spring', 'schools take part so far');
      await answered(petra, '/round map', 'Pair the schools with /round draft');
      await answered(callum, '/round map', "Only your network's coordinators can do that.");
      await answered(callum, '/partner map', 'No round has been published yet.');
      await answered(petra, '/round draft', 'nobody has been told yet');
    });

    it.each(COORDINATORS)(
      'of a draft comes to a coordinator on %s as a picture, with words for whoever cannot see it',
      async (platform, name) => {
        const coordinator = world().person(platform, name);
        await answered(coordinator, '/round show', 'nobody has been told yet');

        const picture = await pictureAfter(coordinator, () => coordinator.press('See the map'));

        expect(picture.alt).toMatch(
          /^Map of England, draft of "Spring": \d+ pairs(, 1 trio)?\. The longest line joins .+ and .+, \d+ km\./,
        );
        const bytes = await bytesAt(picture.url);
        expect([...bytes.subarray(0, 4)]).toEqual(PNG);
        expect(bytes.readUInt32BE(16)).toBe(1000);
        expect(bytes.length).toBeLessThan(1_000_000);
      },
    );

    it.each(COORDINATORS)('comes on %s as a file to enlarge, too', async (platform, name) => {
      const coordinator = world().person(platform, name);
      await coordinator.press('As a file to enlarge (SVG)');

      const url = await eventually(() => {
        const found = everything(coordinator).flatMap(svgsIn);
        expect(found).toHaveLength(1);
        return found[0] ?? '';
      });
      expect((await bytesAt(url)).toString()).toMatch(
        /^<svg .*<title>Spring<\/title><desc>Map of England, draft of &quot;Spring&quot;: /,
      );
    });

    it('of the published round is for everybody, with their own line', async () => {
      const petra = world().person('slack', 'Petra Wolstenholme');
      await petra.type('/round publish');
      await petra.press(await eventually(() => sendLabel(petra)));
      await eventually(() => expect(petra.seesAnywhere()).toContain('introductions are on their way'));

      for (const platform of PLATFORMS) {
        const teacher = world().person(platform, await contactOn(world(), platform));
        const picture = await pictureAfter(teacher, () => teacher.type('/partner map'));
        expect(picture.alt).toContain('Map of England, "Spring": ');
        expect(picture.alt).toContain("Your school's line goes to ");
        expect(picture.alt).not.toContain('Left out');
      }
    });
  });
}

/** Types it and waits for the answer, whatever else arrives meanwhile. */
async function answered(person: Person, typed: string, words: string): Promise<void> {
  await person.type(typed);
  await eventually(() => expect(person.seesAnywhere()).toContain(words));
}

/** Does something and waits for the picture that comes of it, wherever the app shows it. */
async function pictureAfter(person: Person, act: () => Promise<string>): Promise<Extract<ShownBlock, { type: 'image' }>> {
  const before = everything(person).flatMap(mapsIn).length;
  await act();
  return eventually(() => {
    const found = everything(person).flatMap(mapsIn);
    expect(found).toHaveLength(before + 1);
    const [newest] = found.filter((one) => one.alt !== '').slice(-1);
    if (!newest) throw new Error('the picture has no words');
    return newest;
  });
}

const everything = (person: Person): ShownMessage[] => [...person.sees(), ...person.sees('direct')];
const mapsIn = (message: ShownMessage) =>
  message.blocks.flatMap((block) => (block.type === 'image' && !/\.svg\b/.test(block.url) ? [block] : []));
/** One app shows an SVG file as a file, the other as a picture. */
const svgsIn = (message: ShownMessage) => [
  ...filesOf(message).flatMap((file) => (file.name.endsWith('.svg') ? [file.url] : [])),
  ...message.blocks.flatMap((block) => (block.type === 'image' && /\.svg\b/.test(block.url) ? [block.url] : [])),
];

/** The name of somebody on this platform alone whose school has a partner in the round. */
async function contactOn(world: World, platform: string): Promise<string> {
  const entries = await world.database.prisma.partnerSchool.findMany({
    where: { school: { inRounds: { some: {} } }, first: { coordinator: false, accounts: { every: { platform } } } },
    include: { first: true },
    orderBy: { urn: 'asc' },
  });
  return entries.find(({ first }) => first !== null)?.first?.name ?? 'nobody';
}

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

function sendLabel(person: Person): string {
  const label = everything(person)
    .flatMap(labelsOf)
    .findLast((one) => /^Send \d/.test(one));
  if (label === undefined) throw new Error('nothing asks whether to send');
  return label;
}
