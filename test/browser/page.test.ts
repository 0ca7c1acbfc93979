import { describe, expect, test } from 'vitest';
import { appOn, openPage, PHONE, servePage, takePicture } from './kit.ts';
import { setStage } from './stage.ts';

const stage = setStage();

describe('the page around them', () => {
  test('two people in two windows see each other’s messages live, as text and never as markup', async () => {
    const { browser, url, discord } = stage;
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
    const { sandboxes, page } = stage;
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
    const { sandboxes } = stage;
    const first = await servePage(sandboxes.page);
    await stage.open({}, first.url);
    const { page, slack, errors } = stage;
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
    await stage.open({ size: PHONE, dark: true });
    const { page, slack, discord } = stage;
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
