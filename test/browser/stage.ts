import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { discordCast, slackCast } from '../../src/sandbox/small-cast.ts';
import { startDiscordEcho } from './echo-bot/discord.ts';
import { manifest, startSlackEcho } from './echo-bot/slack.ts';
import { type AppOnPage, appOn, openBrowser, openPage, servePage, takePicture } from './kit.ts';

/** What a test of the page has to hand: both sandboxes with an echo bot, and a fresh window for every test. */
export interface Stage {
  browser: Browser;
  sandboxes: Sandboxes;
  url: string;
  page: Page;
  slack: AppOnPage;
  discord: AppOnPage;
  /** What the page's scripts complained about; a test that leaves any fails. */
  errors: string[];
  /** Open another window instead of the present one. */
  open(options?: Parameters<typeof openPage>[2], url?: string): Promise<void>;
}

/** Start everything once for the tests of a file. The parts of the result are there while a test runs. */
export function setStage(): Stage {
  const stops: (() => Promise<unknown>)[] = [];
  const stage = {
    async open(options, url = stage.url) {
      await stage.page?.context().close();
      const { page, errors } = await openPage(stage.browser, url, options);
      Object.assign(stage, { page, errors, slack: appOn(page, 'slack'), discord: appOn(page, 'discord') });
    },
  } as Stage;

  beforeAll(async () => {
    stage.browser = await openBrowser();
    stage.sandboxes = await startSandboxes({ slackCast, discordCast, manifest });
    const { slack, discord, page, close } = stage.sandboxes;
    const served = await servePage(page);
    stage.url = served.url;
    stops.push(await startSlackEcho(slack.environment), await startDiscordEcho(discord.environment), close, served.close);
  });
  afterAll(async () => {
    await stage.browser?.close();
    for (const stop of stops) await stop();
  });
  beforeEach(() => stage.open());
  afterEach(async (context) => {
    if (context.task.result?.state === 'fail') await takePicture(stage.page, `failed ${context.task.name}`);
    await stage.page.context().close();
    expect(stage.errors).toEqual([]);
  });
  return stage;
}
