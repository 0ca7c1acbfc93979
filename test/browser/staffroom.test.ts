import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PLATFORMS, startWorld, type World } from '../kit/world.ts';
import { type AppOnPage, appOn, openBrowser, openPage, PHONE, servePage, takePicture } from './kit.ts';

/** The real bot on the real page: what people do in their first days, and what reaches them. */

type Side = (typeof PLATFORMS)[number];

const NEWCOMER = { slack: 'Robin Ashdown', discord: 'Dilip Carruthers' };
const MEMBER = { slack: 'Tessa Armitage', discord: 'Dele Akinwale' };
/** Long enough for a whole network's digest on a busy machine. */
const WHOLE_NETWORK_MS = 40_000;

let world: World;
let browser: Browser;
let served: { url: string; close(): Promise<void> };
let page: Page;
let errors: string[];
const on = (side: Side) => appOn(page, side);

beforeAll(async () => {
  world = await startWorld();
  // As main does: a clock that was moved is asked at once what is due.
  world.clock.onMove(() => void world.bot.scheduler.tick());
  browser = await openBrowser();
  served = await servePage(world.page);
  ({ page, errors } = await openPage(browser, served.url));
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await world?.close();
});

/** Sends a command as it is sent on that side, its looked-up option chosen from what the bot suggests. */
async function send(side: Side, command: string, option?: { name: string; pick: string }): Promise<void> {
  const app = on(side);
  if (side === 'slack') await app.type([command, option?.pick].filter(Boolean).join(' '));
  else await app.run(command, option && { [option.name]: { pick: option.pick } });
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `failed ${task.name}`);
});

/** Does something and waits until there is one more message with these words. */
async function oneMore(app: AppOnPage, words: string, act: () => Promise<void>): Promise<void> {
  const messages = app.root.locator('.message', { hasText: words });
  const before = await messages.count();
  await act();
  await expect.poll(() => messages.count()).toBe(before + 1);
}

/** Nothing sticks out of the window, and the end of the newest message can be read. */
async function fitsThePhone(app: AppOnPage): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  const below = () => app.root.locator('.log').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
  await expect.poll(below).toBeLessThan(2);
}

describe.each(PLATFORMS)('on %s', (side) => {
  test('a teacher joins, and is known by their name', async () => {
    const app = on(side);
    await app.be(NEWCOMER[side]);
    await app.open('staffroom');
    await send(side, '/staffroom help');
    await app.see('Begin with /staffroom join');
    if (side === 'slack') await app.type('/staffroom join');
    else await app.run('/staffroom join', { school: { pick: 'Cramlington Learning' }, topic: { pick: 'Oracy' } });
    await app.form.waitFor();
    if (side === 'slack') {
      await app.fill('Your school', 'Cramlington Learning');
      await app.fill('What are you working on?', 'Oracy');
    }
    await app.fill('Your subject', 'English');
    await app.fill('The weekly digest here, privately?', 'Yes');
    await takePicture(page, `${side} join`);
    await app.submit();

    const welcome = await app.see(`Welcome to Curious Classrooms, ${NEWCOMER[side]}.`);
    await takePicture(page, `${side} welcome`);

    expect(await welcome.textContent()).toContain('Cramlington Learning Village, Cramlington NE23 6BN (North East, secondary)');
  });

  test('shares a snippet without losing a word when something must come out of it', async () => {
    const app = on(side);
    const title = `Talk tokens on ${side}`;
    await send(side, '/snippet share', { name: 'topic', pick: 'Oracy' });
    await app.form.waitFor();
    await app.fill('Name it in a few words', title);
    await app.fill('What were you trying to improve?', 'The same five hands went up. Write to robin@gmail.com');
    await app.fill('What did you do?', 'Two tokens each; once yours are spent, you listen.');
    await app.submit();
    const refusal = 'looks like an email address';
    if (side === 'slack') await app.form.locator('.field.wrong', { hasText: refusal }).waitFor();
    else {
      await app.see(refusal);
      await app.press('Back to the form');
      await app.form.waitFor();
    }
    await takePicture(page, `${side} share`);
    expect(await app.form.locator('textarea').nth(1).inputValue()).toBe('Two tokens each; once yours are spent, you listen.');
    await app.fill('What were you trying to improve?', 'The same five hands went up in every discussion.');
    await app.submit();

    const thanks = await app.see('Thank you. Your network can find it now.');
    const shared = await app.see(`Shared by ${NEWCOMER[side]}, Cramlington Learning Village`);
    await takePicture(page, `${side} shared`);

    expect(await thanks.locator('.only-you').count()).toBe(1);
    expect(await shared.locator('.only-you').count()).toBe(0);
  });

  test('finds it again and says what was seen', async () => {
    const app = on(side);
    if (side === 'slack') await app.type('/snippet find talk tokens');
    else await app.run('/snippet find', { words: 'talk tokens' });
    const found = await app.see(`for "talk tokens"`);
    await takePicture(page, `${side} found`);
    const mine = found.locator('.with-beside', { hasText: `Talk tokens on ${side}` });
    await oneMore(app, 'What we did', () => mine.getByRole('button', { name: 'Read' }).click());
    await app.press('Add evidence');
    await app.form.waitFor();
    await app.fill('What do you have?', 'What pupils said');
    await app.fill('How was it compared?', 'Afterwards only');
    await app.fill('How many pupils?', '15 to 34 pupils');
    await app.fill('Which way did it go?', 'Better');
    await app.fill('A note', 'Eleven more of them spoke at least once a lesson.');
    await takePicture(page, `${side} evidence form`);
    await app.submit();

    const evidence = await app.see('Added. Thank you.');
    await takePicture(page, `${side} evidence`);

    expect(await evidence.locator('blockquote').textContent()).toBe('Eleven more of them spoke at least once a lesson.');
  });

  test('does it all on a phone: nothing sticks out, the newest is in sight', async () => {
    const desktop = { page, errors };
    onTestFinished(async () => {
      await page.context().close();
      ({ page, errors } = desktop);
    });
    ({ page, errors } = await openPage(browser, served.url, { size: PHONE, dark: true }));
    const app = on(side);
    await page.getByRole('tab', { name: side, exact: false }).click();
    await app.be(NEWCOMER[side]);
    await app.open('staffroom');
    await send(side, '/snippet mine');
    await app.see('Your snippets');
    await fitsThePhone(app);
    await takePicture(page, `phone ${side} mine`);
    await oneMore(app, 'What we did', () => app.press('Open'));
    await app.press('Edit');
    await app.form.waitFor();
    await app.fill('How would you know?', 'A tally of who speaks.');
    await takePicture(page, `phone ${side} edit`);
    await app.submit();
    await app.see('Changed.');
    await fitsThePhone(app);
    await takePicture(page, `phone ${side} changed`);
    expect(errors).toEqual([]);
  });
});

describe('the coordinator', () => {
  test('drafts a round, pages through it, and is asked before anything is sent', async () => {
    const slack = on('slack');
    await slack.be('Petra Wolstenholme');
    await slack.open('coordinators');
    await slack.type('/round open Spring, first half');
    await slack.see('Opened.');
    await slack.press('Draft the pairs');
    const draft = await slack.see('Draft: nobody has been told yet');
    await takePicture(page, 'slack draft');
    await draft.getByRole('button', { name: 'See the pairs' }).click();
    await slack.see('Page 1 of 2');
    await slack.press('More ›');
    await slack.see('Page 2 of 2');
    await takePicture(page, 'slack pairs');
    await draft.getByRole('button', { name: 'Publish …' }).click();
    const question = await slack.see(/This sends \d+ messages\. Send\?/);
    await takePicture(page, 'slack publish');
    expect(await world.database.prisma.delivery.count({ where: { kind: 'introduction' } })).toBe(0);

    await question.getByRole('button', { name: /^Send \d+ messages$/ }).click();

    await slack.see(/\d+ introductions are on their way\./);
  });

  test.each(PLATFORMS)('has introduced people on %s, who can write to each other', async (side) => {
    const app = on(side);
    await app.be(MEMBER[side]);
    await app.open('Staffroom');
    const introduction = await app.see(/your school is paired with/);
    await takePicture(page, `${side} introduction`);
    expect(await introduction.textContent()).toMatch(/Why you: .*miles apart.*To begin with,/);

    await introduction.getByRole('button', { name: 'Write to them' }).click();
    await app.form.waitFor();
    await app.fill('Your words', 'Could you spare 25 minutes next Thursday?');
    await app.submit();
    await app.see(/On its way to \d/);
  });
});

test('on Wednesday at 15:45 the digest comes, to those who asked and to the channels', { timeout: 90_000 }, async () => {
  await page.getByRole('button', { name: 'to Wednesday 15:45' }).click();
  for (const side of PLATFORMS) {
    const app = on(side);
    await app.be(NEWCOMER[side]);
    await app.open('Staffroom');
    const digest = app.root.locator('.message', { hasText: 'Curious Classrooms this week' });
    await digest.waitFor({ timeout: WHOLE_NETWORK_MS });
    await takePicture(page, `${side} digest`);
    expect(await digest.getByRole('button', { name: 'Stop the digest' }).count()).toBe(1);

    await app.open('announcements');
    await digest.waitFor({ timeout: WHOLE_NETWORK_MS });
    await takePicture(page, `${side} channel digest`);
    expect(await digest.getByRole('button', { name: 'Stop the digest' }).count()).toBe(0);
  }
});

test('nothing went wrong that nobody saw', () => {
  expect(errors).toEqual([]);
  expect(world.complaints()).toEqual([]);
});
