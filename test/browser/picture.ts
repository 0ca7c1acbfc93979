import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appOn, openBrowser, openPage } from './kit.ts';

/**
 * Draws the README's picture, test/browser/page.png: the program as `npm start` runs it, in a folder of its own.
 * Run it after changing what the bot says: npm run build && npx tsx test/browser/picture.ts
 */

const FILE = join(import.meta.dirname, 'page.png');
/** A first start on a busy machine, and a whole round of introductions. */
const PATIENCE_MS = 120_000;

const dataDir = mkdtempSync(join(tmpdir(), 'staffroom-picture-'));
const program = spawn(process.execPath, ['dist/src/main.js'], {
  env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await openBrowser();
try {
  await draw(await addressOf(program.stdout));
} finally {
  await browser.close();
  program.kill();
  await new Promise((resolve) => program.once('close', resolve));
  rmSync(dataDir, { recursive: true, force: true });
}

async function draw(url: string): Promise<void> {
  const { page } = await openPage(browser, url);
  const [slack, discord] = [appOn(page, 'slack'), appOn(page, 'discord')];
  page.setDefaultTimeout(PATIENCE_MS);

  // A school day, whenever this runs: introductions leave in school hours only.
  await page.getByRole('button', { name: 'to Wednesday 15:45' }).click();
  await slack.be('Petra Wolstenholme');
  await slack.open('coordinators');
  await slack.type('/round open Spring');
  await slack.see('Opened.');
  await slack.press('Draft the pairs');
  await slack.see('nobody has been told yet');
  await slack.press('Publish …');
  await slack.see(/This sends \d+ messages/);
  await slack.root
    .getByRole('button', { name: /^Send \d/ })
    .last()
    .click();
  await slack.see('introductions are on their way');

  await discord.be('Dele Akinwale');
  await discord.open('Staffroom');
  await discord.see('your school is paired with');

  await slack.be('Tessa Armitage');
  await slack.open('reading-and-talk');
  await slack.type('/snippet find sentence stems');
  await slack.see('for "sentence stems"');
  await slack.press('Read');
  await slack.see('What we did');
  await page.mouse.move(0, 0);
  await page.screenshot({ path: FILE });
}

/** Where the page is, once the program says so. */
function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    output.on('data', (chunk) => {
      said += String(chunk);
      const [, url] = /^\s+(http:\/\/localhost:\d+\/)$/m.exec(said) ?? [];
      if (url) resolve(url);
    });
    output.once('end', () => reject(new Error(`The program ended before its page was there:\n${said}`)));
  });
}
