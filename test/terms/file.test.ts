import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GivenFile } from '../../src/chat/request.ts';
import { datesIn } from '../../src/terms/dates-file.ts';
import { readIcs } from '../../src/terms/read-ics.ts';
import { readLines } from '../../src/terms/read-lines.ts';
import { eventsThatCount } from '../../src/terms/which-events.ts';
import { guard } from '../../src/vocabulary/guard.ts';
import { read } from '../chat/bot.ts';
import { wholeDatabase } from '../kit/whole-database.ts';
import { type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';
import { talker } from '../networks/talk.ts';
import { schoolCalendar } from './school-calendar.ts';

describe('what counts of a calendar file', () => {
  const file = schoolCalendar();

  it('is what its events are called and when they are, the same events in the same order', () => {
    expect(file.length).toBeGreaterThan(80_000);
    expect(readIcs(datesIn(file))).toEqual(readIcs(file));
    expect(readIcs(file).spans).toHaveLength(200);
  });

  it('holds no addresses, numbers or guests, so that the guard lets it pass', () => {
    expect(guard(file)).not.toEqual([]);
    expect(guard(datesIn(file))).toEqual([]);
    expect(datesIn(file)).not.toMatch(/@|office|Reminder/);
  });

  it('is a name even where its line is folded', () => {
    const folded =
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\n  holidays\nDTSTART;VALUE=DATE:20261221\nEND:VEVENT\nEND:VCALENDAR';

    expect(readIcs(datesIn(folded)).spans).toEqual([{ name: 'Christmas holidays', from: '2026-12-21', to: '2026-12-21' }]);
  });

  it('is still broken where the file is cut off', () => {
    expect(readIcs(datesIn(file.slice(0, 40_000))).notUnderstood[0]?.why).toBe('the calendar file is broken or cut off');
  });

  it('is everything of a file that is no calendar', () => {
    expect(datesIn('Name,Start,End\nSUMMARY:x')).toBe('Name,Start,End\nSUMMARY:x');
  });
});

describe('of a calendar’s events', () => {
  const span = (name: string, from: string, to = from) => ({ name, from, to });

  it('those that say a school is closed are its holidays', () => {
    const names = eventsThatCount(readIcs(schoolCalendar()).spans, 'holidays').map((one) => one.name);

    expect(names).toEqual([
      'INSET Day - school closed to pupils',
      'Half Term',
      'Christmas Holidays',
      'INSET Day',
      'February half term',
      'Easter',
      'May Half-Term',
      'Summer Holiday',
    ]);
  });

  it('those that last are its terms', () => {
    const autumn = span('Autumn term', '2026-09-03', '2026-12-18');
    const others = [
      span('Term begins', '2026-09-03'),
      span('Summer fair', '2026-07-04'),
      span('Half-term', '2026-10-26', '2026-10-30'),
    ];

    expect(eventsThatCount([...others, autumn], 'terms')).toEqual([autumn]);
  });

  it('all count where none says so by its name', () => {
    const spans = [span('Toussaint', '2026-10-19', '2026-10-30'), span('Noël', '2026-12-21', '2027-01-01')];

    expect(eventsThatCount(spans, 'holidays')).toEqual(spans);
  });
});

describe('a table', () => {
  const half = { name: 'Half-term, autumn', from: '2026-10-26', to: '2026-10-30' };

  it.each([
    ['with a header, as calendars export it', 'Subject,Start Date,End Date\n"Half-term, autumn",26/10/2026,30/10/2026'],
    ['without one', '"Half-term, autumn","Mon, 26 October 2026","Fri, 30 October 2026"'],
    ['with semicolons', 'Name;From;To\r\n"Half-term, autumn";2026-10-26;2026-10-30\r\n'],
  ])('%s is read like lines', (_, words) => {
    expect(readLines(words)).toEqual({ spans: [half], notUnderstood: [] });
  });
});

describe('a file with far too many lines', () => {
  it('is read to the 500th, and says so', () => {
    const read = readLines(datesIn('Break,19/10/2026,30/10/2026\n'.repeat(5_000)));

    expect(read.spans).toHaveLength(500);
    expect(read.notUnderstood).toEqual([expect.objectContaining({ line: 501, why: 'only the first 500 lines are read' })]);
  });
});

describe('/network terms with a file', () => {
  let world: SmallWorld;
  let net: Net;
  beforeAll(async () => {
    world = await smallWorld();
    net = await world.found('Curious');
    await world.join(net, 'Curious-admin', 'alder');
  });
  afterAll(() => world.database.close());

  const file = (name: string, words: string): GivenFile => ({
    name,
    bytes: words.length,
    read: async () => Buffer.from(words),
  });
  const send = async (values: Record<string, string>, given: GivenFile) =>
    read(await talker(world, net, 'Curious-admin').submit('network terms', { ...values, file: given.name }, { file: given }));

  it('takes the calendar of a whole school, and says what it passed over', async () => {
    const saved = await send({ authority: 'Cornwall', of: 'holidays' }, file('basic.ics', schoolCalendar()));

    expect(saved).toContain('Saved for Cornwall.');
    expect(saved).toContain('Half Term: Mon 19 Oct 2026 to Fri 30 Oct 2026');
    expect(saved).not.toContain('Fair');
    expect(saved).toContain('192 other events of the calendar are about something else and were passed over.');
    expect(await wholeDatabase(world.database)).not.toContain('school.example');
  });

  it('goes before typed lines, and says so', async () => {
    const typed = { authority: 'Cornwall', of: 'holidays', dates: 'Other, 1 October 2026, 2 October 2026' };
    const saved = await send(typed, file('dates.csv', 'Name,From,To\nBreak,19/10/2026,30/10/2026'));

    expect(saved).toContain('Break: Mon 19 Oct 2026');
    expect(saved).not.toContain('Other');
    expect(saved).toContain('The file was used; the lines you typed were not.');
  });

  it('says beside the file what is wrong with it', async () => {
    const values = { authority: 'Cornwall', of: 'holidays' };

    expect(await send(values, file('dates.csv', 'a,b,c'))).toContain('Or a file: No dates were found. Line 1: "b" is not a date');
    expect(await send(values, file('cut.ics', schoolCalendar().slice(0, 9000)))).toContain(
      'the calendar file is broken or cut off',
    );
    expect(await send(values, file('dates.xlsx', 'PK'))).toContain('ends in .ics, .csv or .txt.');
  });

  it('is not even fetched for somebody who may not do this', async () => {
    await world.join(net, 'teacher', 'birch');
    const given = { ...file('dates.csv', 'x'), read: () => Promise.reject(new Error('fetched')) };
    const refused = read(await talker(world, net, 'teacher').submit('network terms', { file: given.name }, { file: given }));

    expect(refused).toContain("Only your network's coordinators can do that.");
  });

  it('is refused with a personal detail in a name, and keeps nothing of it', async () => {
    const saved = await send({ authority: 'Cornwall', of: 'holidays' }, file('d.csv', 'Ring 07700 900123,26/10/2026,30/10/2026'));

    expect(saved).toContain('07700 900123');
    expect(await wholeDatabase(world.database)).not.toContain('900123');
  });

  it('is still there when a question comes first', async () => {
    const me = talker(world, net, 'Curious-admin');
    const given = file('dates.csv', 'Break,19/10/2026,30/10/2026');
    const asked = read(await me.submit('network terms', { school: 'School', of: 'holidays', file: given.name }, { file: given }));
    const saved = read(await me.choose('900002'));

    expect(asked).toContain('several match');
    expect(saved).toContain('Break: Mon 19 Oct 2026');
  });
});
