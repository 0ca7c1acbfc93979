import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { discordCast, slackCast } from '../../src/sandbox/small-cast.ts';
import { startDiscordEcho } from './echo-bot/discord.ts';
import { manifest, startSlackEcho } from './echo-bot/slack.ts';
import { type AppOnPage, appOn, openBrowser, openPage, PHONE, servePage, takePicture } from './kit.ts';

let browser: Browser;
let sandboxes: Sandboxes;
let url: string;
const stops: (() => Promise<unknown>)[] = [];

let page: Page;
let errors: string[];
let slack: AppOnPage;
let discord: AppOnPage;

beforeAll(async () => {
  browser = await openBrowser();
  sandboxes = await startSandboxes({ slackCast, discordCast, manifest });
  const served = await servePage(sandboxes.page);
  url = served.url;
  stops.push(await startSlackEcho(sandboxes.slack.environment), await startDiscordEcho(sandboxes.discord.environment));
  stops.push(sandboxes.close, served.close);
});
afterAll(async () => {
  await browser?.close();
  for (const stop of stops) await stop();
});

async function open(options?: Parameters<typeof openPage>[2]): Promise<void> {
  ({ page, errors } = await openPage(browser, url, options));
  slack = appOn(page, 'slack');
  discord = appOn(page, 'discord');
}

beforeEach(() => open());
afterEach(async (context) => {
  if (context.task.result?.state === 'fail') await takePicture(page, `failed ${context.task.name}`);
  await page.context().close();
  expect(errors).toEqual([]);
});

describe('Slack', () => {
  test('a message shows its blocks, and its buttons and menus work', async () => {
    await slack.type('/echo buttons');
    const message = await slack.see('Exit tickets on mini-whiteboards');
    await takePicture(page, 'slack message');

    expect(await message.locator('h3').textContent()).toBe('Exit tickets on mini-whiteboards');
    expect(await message.locator('.mention.mine').textContent()).toBe('@Adeola Marsh');
    expect(await message.locator('b', { hasText: 'Bold' }).count()).toBe(1);
    expect(await message.locator('a').getAttribute('href')).toBe('https://example.org');
    expect(await message.locator('blockquote').count()).toBe(1);

    await slack.choose('Pick a topic', 'Cold call');
    const answer = await slack.see('Picked Cold call');
    expect(await answer.textContent()).toContain('Only visible to you');

    await slack.press('Withdraw');
    await slack.root.getByRole('dialog', { name: 'Withdraw it?' }).waitFor();
    await slack.press('Keep it');
    await slack.press('Withdraw');
    await slack.root.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await slack.see('Pressed, and changed.');
  });

  test('a form keeps what was typed, shows the app’s words beside a field, and answers privately', async () => {
    await slack.be('Bronwen Tate');
    await slack.type('/echo form');
    await slack.form.waitFor();
    await slack.fill('Topic', 'Exit tickets');
    await slack.fill('Name it in a few words', 'bad name');
    await slack.fill('What did you do?', 'One question\nbefore they leave');
    await slack.fill('Phases', ['Primary', 'Secondary']);
    await slack.fill('When', '2026-11-20');
    await slack.fill('How sure are you?', 'Rather');
    await slack.fill('With whom?', 'Callum Ferris');
    await takePicture(page, 'slack form');
    await slack.submit();

    const field = slack.form.locator('.field', { hasText: 'Name it in a few words' });
    await field.getByText('Something kinder, please.').waitFor();
    expect(await field.locator('input').getAttribute('aria-invalid')).toBe('true');
    expect(await slack.form.locator('textarea').inputValue()).toBe('One question\nbefore they leave');

    await slack.fill('Name it in a few words', 'Three at the door');
    await slack.submit();
    await slack.form.waitFor({ state: 'detached' });
    await slack.root.locator('.sidebar .unread', { hasText: 'Echo' }).waitFor();
    await slack.open('Echo');
    await slack.see('Form: Three at the door about Exit tickets');
  });

  test('the composer completes commands by keyboard, and says what Slack says when a command fails', async () => {
    const composer = slack.root.getByRole('combobox', { name: 'Message' });
    await composer.pressSequentially('/ec');
    await page.keyboard.press('Tab');
    expect(await composer.inputValue()).toBe('/echo ');
    expect(await slack.root.locator('.usage').textContent()).toContain('form | buttons | file');

    await page.keyboard.type('hello @Ca');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await slack.see('You said hello @Callum Ferris');

    await slack.type('/nosuch thing');
    await slack.root.getByRole('alert').getByText('/nosuch is not a valid command').waitFor();
    await slack.type('/nosuch thing');
    await slack.root.getByRole('alert').getByText('/nosuch is not a valid command').waitFor();
  });

  test('a picture is shown and a file can be downloaded', async () => {
    await slack.open('practice');
    await slack.type('/echo file');
    const link = (await slack.see('groups.csv')).getByRole('link', { name: 'groups.csv' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);

    expect(download.suggestedFilename()).toBe('groups.csv');
    const picture = slack.root.getByRole('img', { name: 'A map' }).last();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(320);
  });
});

describe('Discord', () => {
  test('a command is filled in option by option, from choices and live suggestions', async () => {
    await discord.run('/echo words', {
      words: 'exit tickets',
      phase: { pick: 'Primary' },
      loud: { pick: 'True' },
      to: { pick: 'Rafiq' },
    });
    const answer = await discord.see('You said EXIT TICKETS primary');
    expect(await answer.textContent()).toContain('Only you can see this');

    await discord.run('/echo form', { topic: { pick: 'Talk partners' } });
    await discord.form.waitFor();
    await discord.fill('Name it in a few words', 'Talk before you write');
    await discord.fill('What did you do?', 'A minute each');
    await takePicture(page, 'discord form');
    await discord.submit();
    await discord.see('Form: Talk before you write about Talk partners');
  });

  test('the whole command can be done by keyboard, and a missing option is pointed at', async () => {
    const composer = discord.root.getByRole('combobox', { name: 'Message' });
    await composer.pressSequentially('/form');
    await page.keyboard.press('Enter');
    await page.locator('.listbox [role=option]', { hasText: 'Modelling' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await discord.root.getByText('topic: this option is required.').waitFor();

    await page.keyboard.type('cold');
    await page
      .locator('.listbox:not([hidden]) [role=option]')
      .filter({ hasText: /^Cold call$/ })
      .waitFor();
    await expect.poll(() => page.locator('.listbox:not([hidden]) [role=option]').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await discord.form.waitFor();
    await page.keyboard.press('Escape');
    await discord.form.waitFor({ state: 'detached' });
    expect(sandboxes.discord.as('910000000000000011').form()).toBeUndefined();
  });

  test('buttons, a menu of several, and an answer that takes a while', async () => {
    await discord.run('/echo buttons');
    await discord.see('Exit tickets on mini-whiteboards');
    await discord.choose('Pick topics', 'Modelling', 'Cold call');
    await discord.see('Picked Modelling and Cold call');
    await discord.press('Try it');
    await discord.see('Pressed, and changed.');

    await discord.run('/echo slow');
    await discord.root.locator('.message.pending', { hasText: 'is thinking' }).waitFor();
    await discord.see('Thought about it.');
  });

  test('direct messages are counted until they are looked at', async () => {
    await discord.run('/echo direct');
    await discord.root.locator('.sidebar .unread', { hasText: '1 unread' }).waitFor();
    await discord.open('Staffroom');
    await discord.see('Only between us.');
    expect(await discord.root.locator('.sidebar .unread').count()).toBe(0);
  });
});

describe('the page around them', () => {
  test('two people in two windows see each other’s messages live, as text and never as markup', async () => {
    const other = await openPage(browser, url);
    const rafiq = appOn(other.page, 'discord');
    await rafiq.be('Rafiq Doyle');
    await rafiq.type('<img src=x onerror=alert(1)> <b>hi</b>');

    const message = await discord.see('<img src=x onerror=alert(1)>');

    expect(await message.locator('.body img').count()).toBe(0);
    expect(await message.locator('.author').textContent()).toBe('Rafiq Doyle');
    await other.page.context().close();
  });

  test('the clock moves forward in London time, and says why it does not go back', async () => {
    const before = sandboxes.clock.now();
    await page.getByRole('button', { name: '+1 hour' }).click();
    await expect.poll(() => sandboxes.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    await page.getByRole('button', { name: 'to Wednesday 15:45' }).click();
    await page.locator('#clock', { hasText: /Wed, .* 15:45/ }).waitFor();

    await page.getByRole('button', { name: 'Set…' }).click();
    const field = page.getByLabel('Move the clock forward to');
    await field.evaluate((input) => input.removeAttribute('min'));
    await field.fill('2020-01-01T08:00');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('The clock only moves forward.').last().waitFor();
  });

  test('a lost connection is said and comes back by itself, with who you were', async () => {
    await page.context().close();
    const first = await servePage(sandboxes.page);
    ({ page, errors } = await openPage(browser, first.url));
    slack = appOn(page, 'slack');
    await slack.be('Callum Ferris');
    await slack.open('practice');

    await first.close();
    await page.locator('#offline').waitFor();
    await slack.type('Is anybody there?');
    await slack.root.getByRole('alert').getByText('not answering').waitFor();
    const second = await servePage(sandboxes.page, Number(new URL(first.url).port));
    await page.locator('#offline').waitFor({ state: 'hidden' });

    // What was typed is still in the composer, and goes where it was meant to go.
    await slack.root.getByRole('combobox', { name: 'Message' }).press('Enter');
    const said = await slack.see('Is anybody there?');
    expect(await said.locator('.author').textContent()).toBe('Callum Ferris');
    expect(await slack.root.locator('.channel-title').textContent()).toBe('#practice');
    await page.context().close();
    await second.close();
    // The browser itself complains about the refused connections; nothing else may.
    expect(errors.filter((error) => !error.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
    errors.length = 0;
  });

  test('on a phone the two apps are tabs and the channels a drawer; nothing sticks out', async () => {
    await page.context().close();
    await open({ size: PHONE, dark: true });
    await slack.type('/echo buttons');
    await slack.see('Exit tickets on mini-whiteboards');
    await takePicture(page, 'phone slack');
    await page.getByRole('tab', { name: 'Discord' }).click();
    expect(await slack.root.isVisible()).toBe(false);
    await discord.open('practice');
    await discord.run('/echo words', { words: 'short and sweet' });
    await discord.see('short and sweet');
    await takePicture(page, 'phone discord');

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });
});
