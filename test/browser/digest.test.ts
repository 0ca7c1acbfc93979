import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';
import { schoolCalendar } from '../terms/school-calendar.ts';
import { appOn, DESKTOP, openBrowser, openPage, PHONE, servePage, takePicture } from './kit.ts';
import { faintWords } from './legible.ts';

/** The digest as a tired teacher sees it, and what a coordinator sees before: on either app, by day and by night, on a telephone. */

const READER = { slack: 'Tessa Armitage', discord: 'Owen Pilling' } as const;
const LEAD = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
const LOOKS = [
  ['light, on a desk', DESKTOP, false],
  ['dark, on a desk', DESKTOP, true],
  ['light, on a telephone', PHONE, false],
  ['dark, on a telephone', PHONE, true],
] as const;
/** What a digest may take of a telephone's screens: two minutes' reading. */
const MOST_SCREENS = 3;

let world: World;
let browser: Browser;
let served: { url: string; close(): Promise<void> };

beforeAll(async () => {
  world = await startWorld();
  await world.moveTo(new Date(world.week.digest.getTime() - DAY_MS));
  await world.moveTo(world.week.digest);
  for (const platform of PLATFORMS)
    await eventually(() => expect(world.person(platform, READER[platform]).sees('direct').length).toBeGreaterThan(0));
  browser = await openBrowser();
  served = await servePage(world.page);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  await world?.close();
});

async function lookAt(side: (typeof PLATFORMS)[number], size: typeof DESKTOP, dark: boolean) {
  const { page, errors } = await openPage(browser, served.url, { size, dark });
  if (size === PHONE) await page.getByRole('tab', { name: side, exact: false }).click();
  return { page, errors, app: appOn(page, side) };
}

const sideways = (page: Page) =>
  page.evaluate(() => Math.max(...[...document.querySelectorAll('html, .log')].map((one) => one.scrollWidth - one.clientWidth)));

describe.each(PLATFORMS)('on %s', (side) => {
  test.each(LOOKS)('the digest can be read: %s', async (look, size, dark) => {
    const { page, app, errors } = await lookAt(side, size, dark);
    await app.be(READER[side]);
    await app.open('Staffroom');
    const digest = await app.see('Curious Classrooms this week');
    await digest.scrollIntoViewIfNeeded();
    await takePicture(page, `digest ${side} ${look}`);
    await digest.screenshot({ path: `test/screenshots/digest ${side} ${look} whole.png` });

    expect(await faintWords(app.root)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect((await digest.boundingBox())?.height).toBeLessThan(MOST_SCREENS * size.height);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test.each(LOOKS)('what a coordinator is sent before, and the channel’s digest: %s', async (look, size, dark) => {
    const { page, app } = await lookAt(side, size, dark);
    await app.be(LEAD[side]);
    await app.open('Staffroom');
    const ahead = await app.see('The digest of Curious Classrooms goes to');
    await ahead.scrollIntoViewIfNeeded();
    await takePicture(page, `ahead ${side} ${look}`);
    const height = (await ahead.boundingBox())?.height;
    const faint = await faintWords(app.root);
    await app.open('announcements');
    const channel = await app.see('Curious Classrooms this week');
    await channel.screenshot({ path: `test/screenshots/channel ${side} ${look} whole.png` });

    expect([...faint, ...(await faintWords(app.root))]).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(height).toBeLessThan(PHONE.height);
    await page.context().close();
  });

  test('a coordinator chooses a file of term dates', async () => {
    const { page, app } = await lookAt(side, PHONE, false);
    await app.be(LEAD[side]);
    await app.open('coordinators');
    if (side === 'slack') await app.type('/network terms');
    else await app.run('/network terms');
    await app.form.waitFor();
    await app.fill('Or local authority', 'Cornwall');
    await app.fill('The dates are of', 'Holidays');
    const wrong = { name: 'dates.csv', mimeType: 'text/csv', buffer: Buffer.from('no dates') };
    await app.form.locator('input[type=file]').setInputFiles(wrong);
    await takePicture(page, `terms ${side}`);
    await app.submit();
    if (side === 'slack') await app.form.locator('.field.wrong', { hasText: 'No dates were found.' }).waitFor();
    else {
      await app.see('No dates were found.');
      await app.press('Back to the form');
      await app.form.waitFor();
    }
    await takePicture(page, `terms ${side} wrong`);
    const right = { name: 'School Calendar.ics', mimeType: 'text/calendar', buffer: Buffer.from(schoolCalendar()) };
    await app.form.locator('input[type=file]').setInputFiles(right);
    await app.submit();

    await app.see('192 other events of the calendar are about something else and were passed over.');
    await takePicture(page, `terms ${side} saved`);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });
});

test('words too faint to read are found', async () => {
  const { page, app } = await lookAt('slack', DESKTOP, true);
  await app.be(READER.slack);
  await app.open('Staffroom');
  const digest = await app.see('Curious Classrooms this week');
  await digest.locator('h3').evaluate((heading) => heading.style.setProperty('color', '#444'));

  expect(await faintWords(app.root)).toEqual([expect.stringMatching(/^\d\.\d\d Curious Classrooms this week$/)]);
  await page.context().close();
});

test('nothing went wrong that nobody saw', () => {
  expect(world.complaints()).toEqual([]);
});
