import { demo } from '../../../prisma/demo/demo.ts';
import { demoCast } from '../../../prisma/demo/seed.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';
import { startSlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { type Act, act, answerOf, type Seat } from './acts.ts';

/**
 * The sandbox servers and the people who type, in a process of their own, so that their processor time is not counted with the bot's.
 * Speaks with the benchmark over IPC: one job in, one result out.
 */

/** What to do: `count` acts by many people, `inFlight` at once, or so many a second. One person does one thing at a time. */
export interface DriveJob {
  platform: 'slack' | 'discord';
  act: Act;
  count: number;
  inFlight?: number;
  perSecond?: number;
}

/** How long each act took, in ms, and all of them together. */
export interface DriveResult {
  /** From when it was due: what waits for somebody before it counts. */
  latencies: number[];
  totalMs: number;
  /** Processor time of this process, in microseconds. */
  cpuMicros: number;
  /** Acts that ended in anything but an answer, by why. */
  failures: Record<string, number>;
  /** What stood in the last answer, to see that it was one. */
  answer: string;
}

const slack = await startSlackSandbox({ cast: demoCast.slackCast, rateLimits: false });
// At once when the answer is there: the sandbox otherwise looks a moment longer whether more follows.
const discord = await startDiscordSandbox({ cast: demoCast.discordCast, rateLimits: false, settleAfter: 0 });
const sandboxes = { slack, discord };
const seats = { slack: seatsOf('slack'), discord: seatsOf('discord') };

function seatsOf(platform: DriveJob['platform']): Seat[] {
  return demo.members.flatMap((one) =>
    one.accounts
      .filter((account) => account.platform === platform)
      .map((account) => {
        const person = sandboxes[platform].as(account.userId);
        return { platform, person, channel: person.channels()[0]?.id ?? '' };
      }),
  );
}

process.on('message', (job: DriveJob | 'stop') => {
  if (job === 'stop') void Promise.all([slack.close(), discord.close()]).then(() => process.exit(0));
  else void drive(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(1));
process.send?.({ slack: { ...slack.environment }, discord: { ...discord.environment } });

async function drive(job: DriveJob): Promise<DriveResult> {
  const free = [...seats[job.platform]];
  const waiting: ((seat: Seat) => void)[] = [];
  const used = process.cpuUsage();
  const began = performance.now();
  const result: DriveResult = { latencies: [], totalMs: 0, cpuMicros: 0, failures: {}, answer: '' };
  let next = 0;
  let last: Seat | undefined;

  const one = async (due: number) => {
    const index = next++;
    const seat = free.shift() ?? (await new Promise<Seat>((resolve) => waiting.push(resolve)));
    const failure = await act(seat, job.act, index).then(
      () => seat.person.notice(),
      (error: Error) => error.message,
    );
    if (failure !== undefined) result.failures[failure] = (result.failures[failure] ?? 0) + 1;
    else last = seat;
    result.latencies.push(performance.now() - due);
    const first = waiting.shift();
    if (first) first(seat);
    else free.push(seat);
  };
  if (job.perSecond !== undefined) {
    const running: Promise<void>[] = [];
    for (let index = 0; index < job.count; index += 1) {
      const due = began + (1000 * index) / job.perSecond;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      running.push(one(due));
    }
    await Promise.all(running);
  } else {
    const workers = Array.from({ length: job.inFlight ?? 1 }, async () => {
      while (next < job.count) await one(performance.now());
    });
    await Promise.all(workers);
  }
  result.totalMs = performance.now() - began;
  for (const { person } of free) if (person.form()) person.dismiss();
  const { user, system } = process.cpuUsage(used);
  result.cpuMicros = user + system;
  if (last && job.act.kind !== 'suggest') result.answer = answerOf(last);
  return result;
}
