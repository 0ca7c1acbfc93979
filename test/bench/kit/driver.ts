import { demo } from '../../../prisma/demo/demo.ts';
import { demoCast } from '../../../prisma/demo/seed.ts';
import type { PersonClient } from '../../../src/sandbox/contract.ts';
import { startSandboxes } from '../../../src/sandbox/index.ts';

/**
 * The sandbox servers and the people who type, in a process of their own, so that their processor time is not counted with the bot's.
 * Speaks with the benchmark over IPC: one job in, one result out.
 */

/** What to do: `count` acts by many people, `inFlight` at once, or so many a second. */
export interface DriveJob {
  platform: 'slack' | 'discord';
  act:
    | { kind: 'type'; text: string }
    | { kind: 'suggest'; text: string; option: string; typed: string[] }
    | { kind: 'share'; words: string };
  count: number;
  inFlight?: number;
  perSecond?: number;
}

/** How long each act took, in ms, and all of them together; acts that ended in a notice of the app count as failed. */
export interface DriveResult {
  latencies: number[];
  totalMs: number;
  failed: number;
}

const sandboxes = await startSandboxes({ ...demoCast, rateLimits: false });
const people = (platform: DriveJob['platform']) =>
  demo.members.flatMap((one) =>
    one.accounts.filter((account) => account.platform === platform).map((account) => sandboxes[platform].as(account.userId)),
  );

process.on('message', (job: DriveJob | 'stop') => {
  if (job === 'stop') void sandboxes.close().then(() => process.exit(0));
  else void drive(job).then((result) => process.send?.(result));
});
process.send?.({ slack: { ...sandboxes.slack.environment }, discord: { ...sandboxes.discord.environment } });

async function drive(job: DriveJob): Promise<DriveResult> {
  const crowd = people(job.platform);
  const result: DriveResult = { latencies: [], totalMs: 0, failed: 0 };
  const began = performance.now();
  let next = 0;
  const one = async () => {
    const index = next++;
    const person = crowd[index % crowd.length];
    if (!person) return;
    const at = performance.now();
    await act(person, job, index).catch(() => {
      result.failed += 1;
    });
    if (person.notice() !== undefined) result.failed += 1;
    result.latencies.push(performance.now() - at);
  };
  if (job.perSecond !== undefined) {
    const running: Promise<void>[] = [];
    for (let i = 0; i < job.count; i += 1) {
      const due = began + (1000 * i) / job.perSecond;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      running.push(one());
    }
    await Promise.all(running);
  } else {
    const workers = Array.from({ length: job.inFlight ?? 1 }, async () => {
      while (next < job.count) await one();
    });
    await Promise.all(workers);
  }
  result.totalMs = performance.now() - began;
  return result;
}

async function act(person: PersonClient, job: DriveJob, index: number): Promise<void> {
  const channel = person.channels()[0]?.id ?? '';
  const { act } = job;
  if (act.kind === 'type') return person.type(channel, act.text);
  if (act.kind === 'suggest') {
    await person.suggestOption(channel, act.text, act.option, act.typed[index % act.typed.length] ?? '');
    return;
  }
  await person.type(channel, job.platform === 'slack' ? '/snippet share' : '/snippet share topic:feedback-marking');
  const fields = person.form()?.fields ?? [];
  const values: Record<string, string> = {};
  for (const field of fields) {
    if (field.type === 'suggest') values[field.id] = (await person.suggestField(field.id, 'feedback'))[0]?.value ?? '';
    else if (field.required) values[field.id] = `${act.words} ${index}`;
  }
  await person.submit(values);
}
