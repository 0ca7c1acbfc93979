import { setTimeout as wait } from 'node:timers/promises';
import { demo, demoGuide } from '../../../prisma/demo/demo.ts';
import { demoCast } from '../../../prisma/demo/seed.ts';
import type { ShownMessage } from '../../../src/sandbox/contract.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';
import { startSlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { leftByItself, personOf } from '../../kit/person.ts';
import { filesOf, labelsOf } from '../../kit/shown.ts';
import type { LeadJob, LeadResult, LoadResult, PeopleJob } from './jobs.ts';

/**
 * Both sandbox servers and their people, in a process of their own: a coordinator on each platform, who does one thing after the other,
 * and other people, who go on asking small things all the while.
 */

/** Every so often somebody on each platform types something. */
const EVERY_MS = 250;
const SMALL_THINGS = ['/snippet find words:phonics', '/partner status', '/snippet find words:retrieval'];
/** Nobody waits longer for an answer. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 50;

const slack = await startSlackSandbox({ cast: demoCast.slackCast, rateLimits: false });
const discord = await startDiscordSandbox({ cast: demoCast.discordCast, rateLimits: false, settleAfter: 0 });
const sandboxes = { slack, discord };
const load: LoadResult = { latencies: [], failures: {} };

process.on('message', (job: PeopleJob) => {
  if (job.kind === 'stop') void Promise.all([slack.close(), discord.close()]).then(() => process.exit(0));
  else if (job.kind === 'load') process.send?.(takeLoad(job.begin));
  else void lead(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(1));
process.send?.({ slack: { ...slack.environment }, discord: { ...discord.environment } });

let loading = false;

/** What was measured since it was last asked for. */
function takeLoad(begin: boolean): LoadResult {
  const taken = { latencies: load.latencies.splice(0), failures: { ...load.failures } };
  load.failures = {};
  if (begin && !loading) {
    loading = true;
    for (const platform of ['slack', 'discord'] as const) void keepTyping(platform);
  }
  return taken;
}

async function keepTyping(platform: 'slack' | 'discord'): Promise<void> {
  const free = demo.members
    .filter((one) => !one.coordinator)
    .flatMap((one) => one.accounts.filter((account) => account.platform === platform))
    .map((account) => sandboxes[platform].as(account.userId));
  for (let turn = 0; ; turn++) {
    const person = free.shift();
    const text = SMALL_THINGS[turn % SMALL_THINGS.length] ?? '';
    if (person) {
      const began = performance.now();
      const failed = (why: string) => {
        load.failures[why] = (load.failures[why] ?? 0) + 1;
      };
      void person
        .type(person.channels()[0]?.id ?? '', text)
        .then(
          () => {
            const notice = person.notice();
            if (notice !== undefined) failed(`${platform} ${text}: ${notice}`);
          },
          (error: Error) => failed(`${platform} ${text}: ${error.message}`),
        )
        .finally(() => {
          load.latencies.push(performance.now() - began);
          free.push(person);
        });
    } else load.failures['nobody is free'] = (load.failures['nobody is free'] ?? 0) + 1;
    await wait(EVERY_MS);
  }
}

/** Does one thing as the coordinator, and waits for the answer that has the expected words in it. */
async function lead({ platform, type, press, expect }: LeadJob): Promise<LeadResult> {
  const name = platform === 'slack' ? demoGuide.coordinator : 'Verity Colclough';
  const person = personOf(sandboxes[platform].as(idOf(platform, name)));
  const seen = () => person.sees().filter((one) => !leftByItself(one));
  const before = new Map(seen().map((one) => [one.id, one.text]));
  const news = () => seen().filter((one) => before.get(one.id) !== one.text || one.pending);
  const began = performance.now();
  const result: LeadResult = { ms: 0, firstMs: 0, text: '', bytes: 0 };
  const acting = (async () => (type !== undefined ? person.type(type) : person.press(labelStarting(seen(), press ?? ''))))();
  let refused: string | undefined;
  acting.catch((error: Error) => {
    refused = error.message;
  });
  for (;;) {
    const fresh = news();
    if (fresh.length > 0 && result.firstMs === 0) result.firstMs = performance.now() - began;
    const answer = fresh.find((one) => !one.pending && new RegExp(expect).test(wordsOf(one)));
    const ended = answer ?? fresh.find((one) => /went wrong|Sorry|restarted/.test(one.text));
    const notice = person.client.notice();
    if (ended || notice !== undefined || performance.now() - began > PATIENCE_MS) {
      result.ms = performance.now() - began;
      result.text = ended?.text ?? '';
      result.bytes = ended ? filesOf(ended).reduce((sum, file) => sum + file.bytes, 0) : 0;
      const why = answer ? undefined : (notice ?? ended?.text ?? fresh.map((one) => one.text).join(' / ') ?? 'no answer');
      return { ...result, ...(why !== undefined && { failed: why }) };
    }
    await wait(LOOK_MS);
    if (refused !== undefined) return { ...result, failed: refused };
  }
}

/** The newest button that begins so, in full. */
function labelStarting(messages: readonly ShownMessage[], beginning: string): string {
  const labels = messages.toReversed().flatMap(labelsOf);
  return labels.find((label) => label.startsWith(beginning)) ?? beginning;
}

function wordsOf(message: ShownMessage): string {
  return `${message.text} ${filesOf(message)
    .map((file) => file.name)
    .join(' ')}`;
}

function idOf(platform: 'slack' | 'discord', name: string): string {
  const account = demo.members.find((one) => one.name === name)?.accounts.find((one) => one.platform === platform);
  if (!account) throw new Error(`nobody is called ${name} on ${platform}`);
  return account.userId;
}
