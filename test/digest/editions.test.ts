import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownView } from '../../src/chat/view.ts';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import { weeklyDigest } from '../../src/jobs/weekly-digest.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';
import { type Talker, talker } from '../networks/talk.ts';

let world: SmallWorld;
let net: Net;
let home: HomeNetwork;
let author: Insider;
let petra: Talker;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  const name = `Net ${Math.random()}`;
  net = await world.found(name);
  home = { id: net.id, name: 'Trees', timeZone: 'Europe/London' };
  await world.join(net, `${name}-admin`, 'alder');
  author = await world.join(net, 'author', 'cedar');
  petra = talker(world, net, `${name}-admin`);
  const settings = { name: 'Trees', digestWeekday: 3, digestTime: '15:45', channelId: 'C1' };
  await world.app.networks.saveSettings(net.id, net.communityId, settings);
  await share('Talk first');
  await share('Exit tickets');
});

const share = (title: string) =>
  world.app.practice.share(author, { topic: 'oracy-dialogue', title, problem: 'Silence', did: 'Stems' }, MONDAY);
const shown = async (typed: Promise<unknown>) => read((await typed) as never);
const go = (now = WEDNESDAY) => world.together((app) => weeklyDigest.run(app, home, WEDNESDAY, now));
const inChannel = async () =>
  (await world.database.prisma.delivery.findMany({ where: { networkId: net.id, channelId: 'C1' } })).map((one) => {
    const view = knownView(one.view);
    return view ? read(view) : '';
  });

describe('/digest network', () => {
  it('shows the next digest for channels, and when it goes', async () => {
    const words = await shown(petra.type('digest network'));

    expect(words).toContain('The network digest goes out on Wednesday 25 November at 15:45, to one channel.');
    expect(words).toContain('Talk first');
    expect(words).toContain('Exit tickets');
  });

  it('takes a note, which stands first', async () => {
    await petra.type('digest network');
    await petra.open('Add a note');
    const { week } = await world.app.digests.editions.card(home, MONDAY);
    await world.app.digests.editions.note(home, week, 'Our meeting is on @everyone Friday', MONDAY);

    expect(await go()).toContain('1 channel');
    expect((await inChannel())[0]).toMatch(/^.*Trees this week\n.*Our meeting is on @everyone Friday\n(.|\n)*Talk first/);
  });

  it('leaves out what a coordinator picks, and puts it back', async () => {
    const { week, digest } = await world.app.digests.editions.card(home, MONDAY);
    const about = digest?.sections[0]?.entries.find((one) => JSON.stringify(one.words).includes('Talk first'))?.about ?? '';
    await world.app.digests.editions.leaveOut(home, week, [about], MONDAY);
    const without = await shown(petra.type('digest network'));
    const back = await shown(petra.press('Put back what was left out (1)'));
    await world.app.digests.editions.leaveOut(home, week, [about], MONDAY);
    await go();

    expect(without).not.toContain('Talk first');
    expect(back).toContain('Talk first');
    expect((await inChannel()).join()).not.toContain('Talk first');
  });

  it('is held back for a week, and its news comes a week later', async () => {
    await petra.type('digest network');
    const held = await shown(petra.press('Hold it back this week'));
    const done = await go();
    const later = new Date(WEDNESDAY.getTime() + 7 * 24 * 60 * 60 * 1000);
    await world.together((app) => weeklyDigest.run(app, home, later, later));

    expect(held).toContain('Held back');
    expect(done).toContain('the network digest is held');
    expect(await inChannel()).toHaveLength(1);
    expect((await inChannel())[0]).toContain('Talk first');
  });

  it('can be let go again', async () => {
    await petra.type('digest network');
    await petra.press('Hold it back this week');
    await petra.press('Let it go out');

    expect(await go()).toContain('1 channel');
  });

  it('is a file to print, in which nobody’s words become markup', async () => {
    await share('# *Bold* [link](https://evil.example)');
    await petra.type('digest network');
    const outcome = await petra.press('As a file to print');
    const file = 'view' in outcome ? outcome.view.blocks.find((one) => one.kind === 'file') : undefined;
    const markdown = Buffer.from(file?.kind === 'file' ? file.file.base64 : '', 'base64').toString('utf8');

    expect(markdown).toContain('# Trees');
    expect(markdown).toContain('\\# \\*Bold\\* \\[link\\](https://evil.example)');
    expect(markdown).toContain('*new, about oracy');
  });

  it('refuses a button of a digest that is out', async () => {
    await expect(world.app.digests.editions.hold(home, '2026-W47', true, MONDAY)).rejects.toThrow('has gone out already');
  });

  it('is for coordinators', async () => {
    expect(await shown(talker(world, net, 'author').type('digest network'))).toContain('coordinator');
  });
});

describe('how often, and when', () => {
  it('is chosen in a form that stands as it was, and held to school hours', async () => {
    const me = talker(world, net, 'author');
    await me.type('digest on');
    const opened = await me.open('How often, and when');
    const wrong = await shown(me.submit('digest.choose', { every: 'weekly', day: '2', time: '21:00' }));
    const right = await shown(me.submit('digest.choose', { every: 'fortnightly', day: '2', time: '08:15' }));

    expect('form' in opened && opened.form.fields.map((one) => one.value)).toEqual(['weekly', '3', '15:45']);
    expect(wrong).toContain('Please give a time in school hours');
    expect(right).toContain('Your next digest comes Tuesday 24 November at 08:15');
    expect(right).toContain('Every fortnight, Tuesdays at 08:15');
  });

  it('holds for that reader alone', async () => {
    await world.join(net, 'tuesday', 'alder', { privateDigest: true });
    await world.join(net, 'wednesday', 'alder', { privateDigest: true });
    await world.app.digests.choose(await world.again(net, 'tuesday'), { every: 'weekly', weekday: 2, time: '08:15' });
    const tuesday = new Date('2026-11-24T08:15:00Z');
    const run = (at: Date) => world.together((app) => weeklyDigest.run(app, home, at, at));
    const names = async () =>
      (
        await world.database.prisma.delivery.findMany({
          where: { networkId: net.id, memberId: { not: null } },
          include: { member: true },
          orderBy: { notBefore: 'asc' },
        })
      ).map((one) => one.member?.name);

    await run(tuesday);
    expect(await names()).toEqual(['tuesday']);
    await run(WEDNESDAY);
    expect(await names()).toEqual(['tuesday', 'wednesday']);
  });

  it('waits while the reader’s own school is closed', async () => {
    await world.join(net, 'reader', 'alder', { privateDigest: true });
    const dates = 'Late half-term, 23 November 2026, 27 November 2026';
    await world.app.terms.save(net.id, { localAuthority: 'Camden', of: 'holidays', words: dates }, 'x', MONDAY);

    expect(await go()).toContain('0 digests written');
  });
});
