import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS, startWorld, type World } from '../kit/world.ts';
import { schoolCalendar } from '../terms/school-calendar.ts';

const LEAD = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const AUTHORITY = { slack: 'Cornwall', discord: 'Northumberland' } as const;
const picked = (name: string, words: string) => ({ name, base64: Buffer.from(words).toString('base64') });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

describe.each(PLATFORMS)('term dates as a file, on %s', (platform) => {
  const lead = () => world.person(platform, LEAD[platform]);
  const answers = { 'Or local authority': AUTHORITY[platform], 'The dates are of': 'Holidays' };

  it('are read from the calendar of a whole school', async () => {
    await lead().type('/network terms');
    const saved = await lead().fill(answers, { 'Or a file': picked('School Calendar.ics', schoolCalendar()) });

    expect(saved).toContain(`Saved for ${AUTHORITY[platform]}.`);
    expect(saved).toContain('Half Term: Mon 19 Oct 2026 to Fri 30 Oct 2026');
    expect(saved).toContain('192 other events of the calendar are about something else and were passed over.');
  });

  it('are mended where the file was wrong, with nothing typed lost', async () => {
    await lead().type('/network terms');
    const wrong = await lead().fill(answers, { 'Or a file': picked('dates.csv', 'no dates at all') });
    // Where a form cannot stay open, a button brings it back.
    const problem = platform === 'slack' ? (lead().field('Or a file').error ?? '') : wrong;
    if (platform === 'discord') await lead().press('Back to the form');
    const kept = lead().field('Or local authority').value;
    const saved = await lead().fill({}, { 'Or a file': picked('dates.csv', 'Name,From,To\nBreak,19/10/2026,30/10/2026\n') });

    expect(problem).toContain('No dates were found. Line 1: it needs a name, a first day and a last day.');
    expect(kept).toEqual([AUTHORITY[platform]]);
    expect(saved).toContain('Break: Mon 19 Oct 2026 to Fri 30 Oct 2026');
  });
});

it('was understood by both platforms', () => {
  expect(world.complaints()).toEqual([]);
});
