import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { transaction } from '../../../src/database/transaction.ts';
import { roundLetters } from '../../../src/jobs/round-letters.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { MONDAY, WEDNESDAY } from '../../networks/small-world.ts';
import { draftRound } from './drafted.ts';
import { bringIn } from './large-round.ts';
import { type SmallRound, smallRound } from './small-round.ts';

/** More than two pages of invitations. */
const SCHOOLS = 600;
const MINUTE_MS = 60_000;

let small: SmallRound;
const complaints: string[] = [];
const log = { error: (_: object, words: string) => void complaints.push(words), warn() {}, info() {}, debug() {} };

beforeAll(async () => {
  small = await smallRound();
  await bringIn(small.world.database, small, SCHOOLS);
});
afterAll(() => small.world.database.close());

const db = () => small.world.database.prisma;
const rounds = <T>(work: (verbs: ReturnType<typeof createApp>['rounds']) => Promise<T>) =>
  transaction(db(), (tx) => work(createApp(tx).rounds));
const letters = (beginning: string) =>
  db().delivery.findMany({
    where: { key: { startsWith: beginning }, memberId: { not: null } },
    select: { memberId: true, createdAt: true, state: true },
  });
const page = (now: Date) => rounds((verbs) => verbs.writeLetters(small.network, now));
const job = (now: Date) => runJob(db(), roundLetters, small.network, MONDAY, log, now);
const later = (date: Date, minutes: number) => new Date(date.getTime() + minutes * MINUTE_MS);
/** Everybody of them once. */
const everybody = SCHOOLS + 6;

describe('a round of many schools', () => {
  let round: RoundCard;

  beforeEach(async () => {
    await db().delivery.deleteMany();
    await db().round.deleteMany();
    await db().jobRun.deleteMany();
    const { id } = await rounds((verbs) => verbs.open(small.lead, small.network, 'Spring', MONDAY));
    round = await rounds((verbs) => verbs.current(small.lead));
    expect(round.id).toBe(id);
  });

  const drafted = async () => {
    while (await page(MONDAY));
    return draftRound(small.world.database, small.lead, round.id, MONDAY);
  };
  const publish = ({ id, draft }: RoundCard) =>
    rounds((verbs) => verbs.publish(small.lead, small.network, id, String(draft), WEDNESDAY));

  it('is asked a page at a time: the first with the opening, the others by the job, each contact once', async () => {
    const first = (await letters('invitation:')).length;

    await job(later(MONDAY, 1));
    await job(later(MONDAY, 2));

    expect(first).toBeLessThan(everybody);
    const written = await letters('invitation:');
    expect(written).toHaveLength(everybody);
    expect(new Set(written.map((one) => one.memberId)).size).toBe(everybody);
    expect(await db().roundInvitation.count({ where: { roundId: round.id } })).toBe(everybody);
    expect(complaints).toEqual([]);
  });

  it('counts every school at once, asked or not yet', async () => {
    const shown = await rounds((verbs) => verbs.openRound(small.lead, round.id, MONDAY));

    expect(shown.taking).toBe(everybody);
    expect(shown.unanswered).toBe(everybody);
  });

  it('whoever answers before their page comes is not asked', async () => {
    const last = { ...small.lead, id: `contact-${800_000 + SCHOOLS - 1}`, schoolUrn: 800_000 + SCHOOLS - 1 };
    await rounds((verbs) => verbs.answer(last, small.network, { roundId: round.id, urn: last.schoolUrn, answer: 'yes' }, MONDAY));

    await job(later(MONDAY, 1));

    const readers = (await letters('invitation:')).map((one) => one.memberId);
    expect(readers).toHaveLength(everybody - 1);
    expect(readers).not.toContain(last.id);
  });

  it('is published once; a process that ends in between has written whole pages, and the next goes on where it stood', async () => {
    const draft = await drafted();
    const { messages } = await publish(draft);
    const first = (await letters('introduction:')).length;

    const broken = transaction(db(), async (tx) => {
      await createApp(tx).rounds.writeLetters(small.network, WEDNESDAY);
      throw new Error('the process ends');
    });
    await expect(broken).rejects.toThrow('the process ends');
    expect(await letters('introduction:')).toHaveLength(first);
    await expect(publish(draft)).rejects.toThrow(/published already/);
    await job(later(WEDNESDAY, 1));

    const written = await letters('introduction:');
    expect(messages).toBe(everybody);
    expect(new Set(written.map((one) => one.memberId)).size).toBe(everybody);
    expect(written).toHaveLength(everybody);
    // Whenever they are written, they count as of the publishing: the pairs' time begins then.
    expect(new Set(written.map((one) => one.createdAt.getTime()))).toEqual(new Set([WEDNESDAY.getTime()]));
  });

  it('nobody is reported as not reached before every introduction is written', async () => {
    await publish(await drafted());

    expect(await rounds((verbs) => verbs.reportUnreached(small.network, WEDNESDAY))).toBe(
      'introductions are still being written',
    );
  });

  it('a pair taken apart before its page comes: its schools get what is new, and nothing of the old pair', async () => {
    const { id, draft } = (await publish(await drafted())).round;
    const groups = await db().roundGroup.findMany({
      where: { roundId: id },
      include: { schools: true },
      orderBy: { position: 'asc' },
    });
    const last = groups.at(-1);
    const [a = 0, b = 0] = last?.schools.map((one) => one.urn) ?? [];

    await rounds((verbs) => verbs.regroup(small.lead, small.network, id, String(draft), { kind: 'bar', a, b }, WEDNESDAY));
    await job(later(WEDNESDAY, 1));

    const keys = await db().delivery.findMany({ where: { kind: 'introduction' }, select: { key: true, memberId: true } });
    expect(keys.filter((one) => one.key.startsWith(`introduction:${id}:${last?.id}`))).toEqual([]);
    const alive = await db().roundGroupSchool.findMany({ where: { urn: { in: [a, b] }, group: { roundId: id, endedAt: null } } });
    for (const { groupId } of alive) {
      const mine = keys.filter((one) => one.key.startsWith(`introduction:${id}:${groupId}`));
      const schools = await db().roundGroupSchool.count({ where: { groupId } });
      // A pair that got a third: the two were introduced, and all three hear of the change.
      expect(mine.length).toBe(schools === 3 ? 5 : 2);
    }
  });

  it('cancelled while it is still asking: nobody else is asked, and those who said yes are told once', async () => {
    const said = Array.from({ length: SCHOOLS }, (_, at) => 800_000 + at);
    await job(later(MONDAY, 1));
    await db().roundInvitation.updateMany({ where: { roundId: round.id, urn: { in: said } }, data: { answer: 'yes' } });

    const { people } = await rounds((verbs) => verbs.cancel(small.lead, small.network, round.id, MONDAY));
    await job(later(MONDAY, 2));

    expect(people).toBe(SCHOOLS);
    expect(await letters('cancelled:')).toHaveLength(SCHOOLS);
    expect(await letters('invitation:')).toEqual([]);
  });
});
