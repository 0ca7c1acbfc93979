import { describe, expect, test } from 'vitest';
import { takePicture } from './kit.ts';
import { setStage } from './stage.ts';

const stage = setStage();

describe('Slack', () => {
  test('a message shows its blocks, and its buttons and menus work', async () => {
    const { page, slack } = stage;
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
    const { page, slack } = stage;
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
    const { page, slack } = stage;
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
    const { page, slack } = stage;
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
    const { page, discord } = stage;
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
    const { sandboxes, page, discord } = stage;
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
    const { discord } = stage;
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
    const { discord } = stage;
    await discord.run('/echo direct');
    await discord.root.locator('.sidebar .unread', { hasText: '1 unread' }).waitFor();
    await discord.open('Staffroom');
    await discord.see('Only between us.');
    expect(await discord.root.locator('.sidebar .unread').count()).toBe(0);
  });
});
