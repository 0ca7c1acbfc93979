import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { SandboxPage } from '../../src/sandbox/page/index.ts';

/** How long a step may take before the test fails, ms. */
const PATIENCE = 10_000;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Nothing the browser does by itself should reach the network or the graphics card. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The two sizes the page is looked at in. */
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Start Chromium; close it with its own close(). Says in words what is missing. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`No Chromium at ${CHROMIUM}: install it, or set CHROMIUM_PATH.`);
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** Serve the page as the program does, on a free port unless one is given. Closing cuts what is connected. */
export async function servePage(page: SandboxPage, wanted = 0): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (!page.handle(request, response)) response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!page.upgrade(request, socket, head)) socket.destroy();
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Open the page in a window of its own (its own local storage). Errors in the page's scripts fail the test that looks at them. */
export async function openPage(
  browser: Browser,
  url: string,
  { size = DESKTOP, dark = false }: { size?: { width: number; height: number }; dark?: boolean } = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: size,
    locale: 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: size.width < 600,
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(url);
  return { page, errors };
}

/** Keep a picture for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** One of the two apps on the page, as somebody at the keyboard uses it. Every step waits until it can be done. */
export interface AppOnPage {
  root: Locator;
  /** Pick who you are, by name. */
  be(name: string): Promise<void>;
  /** Open a channel ("practice") or the direct messages with the bot (its name). */
  open(channel: string): Promise<void>;
  /** Type into the composer as it is and press Enter, the offered command chosen on the way. */
  type(text: string): Promise<void>;
  /** Discord: pick a command and fill its options; `pick` chooses the first suggestion for what is typed. Sends it. */
  run(command: string, options?: Record<string, string | { pick: string }>): Promise<void>;
  /** Wait until these words stand in the newest messages, and return that message. */
  see(text: string | RegExp): Promise<Locator>;
  /** Press the newest button of this name, in a message or a dialog. */
  press(label: string): Promise<void>;
  /** Choose in the newest menu of a message, by its placeholder. Several choices are sent together. */
  choose(placeholder: string, ...labels: string[]): Promise<void>;
  /** The open form. */
  form: Locator;
  /** Fill in a field of the open form by its label; a list of choices is picked by typing. */
  fill(label: string, value: string | string[]): Promise<void>;
  /** Send the open form. */
  submit(): Promise<void>;
}

function startingWith(words: string): RegExp {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** The person's hands on one side of the page. */
export function appOn(page: Page, name: 'slack' | 'discord'): AppOnPage {
  const root = page.locator(`#${name}`);
  const composer = root.getByRole('combobox', { name: 'Message' });
  const form = root.locator('.dialog.form');
  const choices = page.locator('.listbox:not([hidden]) [role=option]');

  async function pickIn(input: Locator, text: string): Promise<void> {
    await input.fill(text);
    await choices.filter({ hasText: text }).first().click();
  }

  return {
    root,
    form,
    async be(person) {
      const option = root.locator('.people option', { hasText: person }).first();
      await root.getByLabel('You are').selectOption((await option.getAttribute('value')) ?? '');
    },
    async open(channel) {
      const menu = root.getByRole('button', { name: 'Channels' });
      if (await menu.isVisible()) await menu.click();
      // To the letter: #staffroom is a channel, Staffroom the bot.
      const named = page.locator('.name').getByText(channel, { exact: true });
      await root.locator('.sidebar button', { has: named }).click();
      await root.locator('.channel-title', { hasText: new RegExp(`^#?${channel}$`) }).waitFor();
    },
    async type(text) {
      await composer.fill(text);
      await composer.press('Escape');
      await composer.press('Enter');
    },
    async run(command, options = {}) {
      await composer.fill(command);
      await choices.filter({ hasText: command }).first().click();
      const line = root.locator('.command-line');
      for (const [option, value] of Object.entries(options)) {
        const input = line.locator('.option', { hasText: option }).locator('input');
        if (!(await input.isVisible())) {
          await line.locator('.more').click();
          await choices.filter({ hasText: option }).first().click();
        }
        if (typeof value === 'string') await input.fill(value);
        else await pickIn(input, value.pick);
      }
      await line.getByRole('button', { name: 'Send' }).click();
    },
    async see(text) {
      const found = root.locator('.message', { hasText: text }).last();
      await found.waitFor();
      return found;
    },
    async press(label) {
      await root.getByRole('button', { name: label, exact: true }).last().click();
    },
    async choose(placeholder, ...labels) {
      const input = root.locator('.log').getByRole('combobox', { name: placeholder }).last();
      await input.click();
      for (const label of labels) await choices.filter({ hasText: label }).first().click();
      await input.blur();
    },
    async fill(label, value) {
      const field = form.locator('.field').filter({ has: page.locator('label[for], legend', { hasText: startingWith(label) }) });
      const input = field.locator('input, textarea').first();
      if ((await field.locator('.picker').count()) > 0) {
        for (const one of [value].flat()) await pickIn(input, one);
        await input.press('Tab');
      } else if ((await field.locator('.ticks').count()) > 0) {
        for (const one of [value].flat()) await field.getByLabel(one).first().check();
      } else {
        await input.fill([value].flat().join(' '));
      }
    },
    async submit() {
      await form.locator('footer button').last().click();
    },
  };
}
