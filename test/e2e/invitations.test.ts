import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../prisma/demo/demo.ts';
import { closingOfDay, momentSaid, reminderTime } from '../../src/partnerships/rounds/dates.ts';
import type { ShownMessage } from '../../src/sandbox/contract.ts';
import type { Person } from '../kit/person.ts';
import { controlsOf, filesOf, labelsOf, pingsIn, wordsOn } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';

const ZONE = 'Europe/London';
const MINUTE_MS = 60_000;
const COORDINATOR = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
/** One school, one contact on each platform. */
const FIRST = 'Callum Heslop';
const SECOND = 'Ffion Garrity';
/** First contacts on Discord who asked for private messages, and one who did not. */
const PRIVATE = 'Dele Akinwale';
const UNASKED = 'Claire Hatherley';
/** A contact on Slack who pauses, and one who never answers. */
const PAUSES = 'Rhona Pickersgill';
const SILENT = 'Imran Sadiq';

let world: World;
let closesOn = '';
let closes = new Date();
beforeAll(async () => {
  world = await startWorld();
  const friday = DateTime.fromJSDate(world.week.monday, { zone: ZONE }).plus({ days: 11 });
  closesOn = friday.toISODate() ?? '';
  closes = closingOfDay(closesOn, ZONE);
});
afterAll(() => world?.close());

const petra = () => world.person('slack', COORDINATOR.slack);
const verity = () => world.person('discord', COORDINATOR.discord);
const first = () => world.person('slack', FIRST);
const second = () => world.person('discord', SECOND);
const isInvitation = (message: ShownMessage) => /Will .+ take part\?/.test(message.text);
const directly = (person: Person) => person.sees('direct').filter(isInvitation);
const pressIn = async (person: Person, message: ShownMessage | undefined, label: string) => {
  const control = message && controlsOf(message).find((one) => wordsOn(one) === label);
  await person.client.press(message?.id ?? '', control?.id ?? '');
};

describe('a round that asks', () => {
  it('says its dates back, and refuses a day that is over', async () => {
    const over = await petra().type('/round open name:Too late closes:2020-01-01');
    const noDay = await petra().type('/round open name:No day closes:soon');
    const opened = await petra().type(`/round open name:Spring closes:${closesOn}`);
    const twice = await verity().type('/round open name:Another');

    expect(over).toContain('Wednesday 1 January 2020, 17:00, is over. Please give a later day.');
    expect(noDay).toContain('Please give a day with its year, like 25 November 2026 or 25/11/2026.');
    expect(opened).toContain(`Open until ${momentSaid(closes, ZONE)}.`);
    expect(opened).toMatch(/Answers: 0 yes, 0 not this time, \d+ no answer\. Without an answer your school is in\./);
    expect(twice).toContain('"Spring" is still open.');
  });

  it.each(PLATFORMS)('lets the coordinator on %s see and change its settings in a form', async (platform) => {
    const coordinator = world.person(platform, COORDINATOR[platform]);
    await coordinator.type('/round show');
    await coordinator.press('More settings');
    const nobody = await coordinator.fill({ Regions: ['London'], Phases: ['Nursery'] });
    const refused =
      coordinator.client
        .form()
        ?.fields.map((one) => one.error)
        .join(' ') ?? nobody;
    coordinator.client.dismiss();
    await coordinator.type('/round show');
    await coordinator.press('More settings');
    const saved = await coordinator.fill({ Regions: [], 'Who is in?': 'Only schools that say yes' });
    await coordinator.press('Change the dates');
    const before = coordinator.field('Last day for answers');
    const dated = await coordinator.fill({ 'Last day for answers': closesOn });

    expect(refused).toContain('No school of these phases and regions takes part yet.');
    expect(saved).toContain('Only schools that say yes take part.');
    expect([before.value].flat()).toEqual([closesOn]);
    expect(dated).toContain(`Open until ${momentSaid(closes, ZONE)}.`);
  });

  it('asks each contact once, privately where they want that, by name in the channel where they do not', async () => {
    await world.moveTo(new Date(world.week.monday.getTime() + 30 * MINUTE_MS));
    await eventually(async () => {
      const waiting = await world.database.prisma.delivery.count({
        where: { kind: 'invitation', memberId: { not: null }, state: { in: ['due', 'sending'] } },
      });
      expect(waiting).toBe(0);
    });

    for (const person of [first(), second(), world.person('discord', PRIVATE)]) expect(directly(person)).toHaveLength(1);
    // What was changed before is not in what the channels read.
    expect(verity().seesAnywhere()).not.toContain('Spring has changed');
    const inChannel = verity().sees('announcements').filter(isInvitation);
    const named = inChannel.flatMap((message) => pingsIn(message).map((span) => span.text.replace(/^@/, '')));
    expect(named).toContain(UNASKED);
    expect(named).not.toContain(SECOND);
    expect(world.person('discord', UNASKED).sees('direct')).toEqual([]);
    expect(directly(first())[0]?.text).toContain(`Please answer by ${momentSaid(closes, ZONE)}.`);
    expect(labelsOf(directly(first())[0] as ShownMessage)).toEqual(['Yes', 'Not this time', 'Pause us for a term']);
  });

  it('takes an answer on one platform, and its change on the other', async () => {
    await pressIn(first(), directly(first())[0], 'Yes');
    await eventually(() => expect(first().seesAnywhere()).toMatch(/Good\. .+ is in "Spring"\./));
    expect(await petra().type('/round show')).toContain('Answers: 1 yes, 0 not this time');

    await pressIn(second(), directly(second())[0], 'Not this time');
    await eventually(() => expect(second().seesAnywhere()).toMatch(/sits out "Spring"/));
    expect(await petra().type('/round show')).toContain('Answers: 0 yes, 1 not this time');

    expect(await second().press('Yes after all')).toContain('is in "Spring"');
    expect(await verity().type('/round show')).toContain('Answers: 1 yes, 0 not this time');
  });

  it('takes it from nobody else: the button of another school is refused', async () => {
    const theirs = verity()
      .sees('announcements')
      .filter(isInvitation)
      .find((message) => pingsIn(message).some((span) => span.text.includes(UNASKED)));
    const before = await world.database.prisma.roundInvitation.count({ where: { answer: { not: null } } });
    await pressIn(world.person('discord', PRIVATE), theirs, 'Yes');

    await eventually(() =>
      expect(world.person('discord', PRIVATE).seesAnywhere()).toContain('This question is for the contacts of another school.'),
    );
    expect(await world.database.prisma.roundInvitation.count({ where: { answer: { not: null } } })).toBe(before);
    await pressIn(world.person('discord', UNASKED), theirs, 'Not this time');
    await eventually(() => expect(world.person('discord', UNASKED).seesAnywhere()).toContain('sits out "Spring"'));
  });

  it('gives a school a rest for a term, and back by a press', async () => {
    const person = world.person('slack', PAUSES);
    await pressIn(person, directly(person)[0], 'Pause us for a term');
    await eventually(() => expect(person.seesAnywhere()).toMatch(/has a rest until \w+day \d+ \w+/));

    expect(await person.type('/partner status')).toContain('Having a rest until');
    const back = await person.press('We are back');
    expect(back).toContain('Welcome back.');
    expect(back).toContain('The round "Spring"');
  });

  it('is joined by the announcement’s button, which says yes', async () => {
    const joined = await world.person('slack', 'Lindsay Haworth-Bell').press('My school takes part');

    expect(joined).toContain('First contact: Lindsay Haworth-Bell');
    expect(joined).toContain('The round "Spring"');
    expect(joined).toContain('Your school said yes.');
  });

  it('reminds once, two school days before, only who has not answered', async () => {
    const at = reminderTime(world.week.monday, closes, ZONE) ?? closes;
    const reminders = (person: Person) => person.sees('direct').filter((one) => one.text.includes('This is the only reminder.'));
    await world.moveTo(new Date(at.getTime() + MINUTE_MS));
    await eventually(() => expect(reminders(world.person('slack', SILENT))).toHaveLength(1));
    await world.moveTo(new Date(at.getTime() + 61 * MINUTE_MS));

    expect(reminders(world.person('slack', SILENT))).toHaveLength(1);
    for (const person of [first(), second()]) expect(reminders(person)).toEqual([]);
  });

  it('tells both coordinators once when the answers are in, and gives the whole as a file', async () => {
    await world.moveTo(new Date(closes.getTime() + MINUTE_MS));
    await world.moveTo(new Date(closes.getTime() + 50 * MINUTE_MS));
    for (const coordinator of [petra(), verity()]) {
      const told = await eventually(() => {
        const found = coordinator.sees('direct').filter((one) => one.text.includes('"Spring": answers are in.'));
        expect(found).toHaveLength(1);
        return found;
      });
      expect(told[0]?.text).toMatch(/2 yes, 1 not this time, \d+ no answer\.\n2 schools would be paired\./);
      expect(labelsOf(told[0] as ShownMessage)).toContain('Draft the pairs');
    }
    await verity().type('/round show');
    await verity().press('All answers as a file');
    const [file] = await eventually(() => {
      const files = verity().sees().flatMap(filesOf);
      expect(files).toHaveLength(1);
      return files;
    });
    const rows = parse<Record<string, string>>(await (await fetch(file?.url ?? '')).text(), { columns: true, bom: true });

    expect(rows.length).toBe(demo.partnerSchools.length + 1);
    expect(
      rows
        .filter((row) => row.Answer === 'yes')
        .map((row) => row.By)
        .toSorted(),
    ).toEqual([SECOND, 'Lindsay Haworth-Bell'].toSorted());
  });

  it.each(PLATFORMS)('a first contact hands over to a colleague on %s', async (platform) => {
    const [from, to] = platform === 'slack' ? [SILENT, 'Chloe Entwhistle'] : [PRIVATE, 'Marcia Thwaites'];
    const person = world.person(platform, from);
    const id = demo.members.find((one) => one.name === to)?.accounts[0]?.userId ?? '';
    await person.type('/partner status');
    await person.press('Change first contact');
    const changed = await person.fill({ 'Who shall be first contact?': id });

    expect(changed).toContain(`First contact: ${to}. Second contact: ${from}.`);
    await person.press('What kind of partner');
    const wished = await person.fill({ 'Which schools would you rather meet?': 'A different intake from ours' });
    expect(wished).toMatch(/You wish for partners with a different intake from ours|Only a contact/);
  });

  it('is cancelled after a question: who said yes is told, and old buttons say so', async () => {
    const asked = await petra().type('/round cancel');
    const cancelled = await petra().press('Yes, cancel it');
    const again = await verity().type('/round cancel');

    expect(asked).toContain('Cancel "Spring"? 2 schools said yes; their contacts are told.');
    expect(cancelled).toContain('"Spring" is cancelled.');
    expect(again).toContain('There is no round yet.');
    await world.moveTo(new Date(closes.getTime() + 4 * 24 * 60 * MINUTE_MS));
    for (const person of [first(), second()])
      await eventually(() => expect(person.seesAnywhere()).toContain('"Spring" will not take place.'));
    await pressIn(first(), directly(first())[0], 'Yes');
    await eventually(() => expect(first().seesAnywhere()).toContain('"Spring" was cancelled, so there is nothing to answer.'));
  });

  it('was understood by both platforms', () => {
    expect(world.complaints()).toEqual([]);
  });
});
