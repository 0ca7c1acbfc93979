import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import { openDatabase } from '../../src/database/open.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import { outboxLines } from '../../src/outbox/listing.ts';
import { DROPPED, drop, retry, retryParked } from '../../src/outbox/mending.ts';
import { OWN_CHOICE } from '../../src/outbox/route.ts';
import { compiled, runCompiled } from '../kit/compiled.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;
let ben: Insider;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees', 'slack');
  ann = await world.join(net, 'ann', 'alder');
  ben = await world.join(net, 'ben', 'birch');
});
afterAll(() => world.database.close());
beforeEach(async () => void (await db().delivery.deleteMany()));

const db = () => world.database.prisma;
const SECRET = 'Nobody else reads this';
let keys = 0;

/** A message that stands as given. */
async function message(
  to: Insider,
  more: { state?: string; reason?: string; attempts?: number; kind?: 'digest' | 'notice' } = {},
) {
  const { kind = 'notice', ...stands } = more;
  const key = `cli${keys++}`;
  const one = { networkId: net.id, kind, key, to: { memberId: to.id }, view: view(text(say`${SECRET}`)), notBefore: WEDNESDAY };
  await enqueue(db(), [one], MONDAY);
  return db().delivery.update({ where: { key }, data: stands });
}
const again = (id: string) => db().delivery.findUniqueOrThrow({ where: { id } });

describe('what the outbox shows', () => {
  it('is that nothing waits, when nothing does', async () => {
    expect(await outboxLines(db())).toEqual(['Nothing waits.']);
  });

  it('is how many messages wait, of which kind, where, and since when', async () => {
    await message(ann);
    await message(ben);
    await message(ann, { kind: 'digest' });

    const [total, ...lines] = await outboxLines(db());

    expect(total).toBe('Waiting: 3');
    expect(lines).toEqual([
      '  notice  slack  2  the oldest due Wed 25 Nov, 15:45',
      '  digest  slack  1  the oldest due Wed 25 Nov, 15:45',
    ]);
  });

  it('is what failed and what is parked, with whom it is for and why, and never a word of it', async () => {
    await message(ann, { reason: 'no answer', attempts: 3 });
    const parked = await message(ben, { state: 'parked', reason: 'Slack refused the message (invalid_blocks)' });

    const lines = (await outboxLines(db())).join('\n');

    expect(lines).toMatch(/Failed and tried again: 1\n.*ann, Trees: no answer \(tried 3 times\)/);
    expect(lines).toMatch(/Parked, until you retry or drop them: 1\n.*ben, Trees: Slack refused the message \(invalid_blocks\)/);
    expect(lines).toContain(parked.id);
    expect(lines).not.toContain(SECRET);
  });

  it('is whom nothing reaches: not who was reached since, nor who asked for nothing', async () => {
    await message(ann, { state: 'undeliverable', reason: 'Slack does not know this person any more.' });
    await message(ben, { state: 'undeliverable', reason: 'The channel is archived.' });
    const reached = await message(ben, { state: 'sent' });
    await db().delivery.update({ where: { id: reached.id }, data: { notBefore: new Date(WEDNESDAY.getTime() + 1) } });
    const off = { kind: 'digest', state: 'undeliverable', reason: OWN_CHOICE.noDigest } as const;
    await message(ben, off);

    const lines = (await outboxLines(db())).join('\n');

    expect(lines).toMatch(/Nothing reaches: 1\n.*ann, Trees: Slack does not know this person any more\.$/);
  });
});

describe('mending', () => {
  it('sends what was parked again, its doubt about having arrived kept', async () => {
    const { id } = await message(ann, { state: 'parked', reason: 'no answer', attempts: 12 });
    await db().delivery.update({ where: { id }, data: { unsure: true } });

    expect(await retry(db(), id, WEDNESDAY)).toBe(`Message ${id} leaves again as soon as it may.`);

    expect(await again(id)).toMatchObject({ state: 'due', attempts: 0, reason: null, unsure: true });
  });

  it('retries everything that is parked, but not what reached nobody or was dropped', async () => {
    await message(ann, { state: 'parked', reason: 'no' });
    await message(ann, { state: 'parked', reason: 'no' });
    const dropped = await message(ann, { state: 'parked', reason: 'no' });
    await drop(db(), dropped.id);

    expect(await retryParked(db(), WEDNESDAY)).toBe('2 messages leave again as soon as they may.');

    expect(await again(dropped.id)).toMatchObject({ state: 'undeliverable', reason: DROPPED });
  });

  it('never sends again what was sent, what is being sent, and what is no longer kept', async () => {
    const sent = await message(ann, { state: 'sent' });
    const sending = await message(ann, { state: 'sending' });
    const old = await message(ann, { state: 'parked', reason: 'no' });
    await db().$executeRaw`UPDATE "Delivery" SET view = 'null'::json WHERE id = ${old.id}`;

    await expect(retry(db(), sent.id, WEDNESDAY)).rejects.toThrow('it is not sent twice');
    await expect(drop(db(), sent.id)).rejects.toThrow('cannot be taken back');
    await expect(retry(db(), sending.id, WEDNESDAY)).rejects.toThrow('being sent just now');
    await expect(drop(db(), sending.id)).rejects.toThrow('being sent just now');
    await expect(retry(db(), old.id, WEDNESDAY)).rejects.toThrow('no longer kept');
    expect(await retryParked(db(), WEDNESDAY)).toBe('0 messages leave again as soon as they may.');
  });

  it('keeps the row and its key: the same cause never makes a second message', async () => {
    const { id, key } = await message(ann);
    await drop(db(), id);

    const written = await enqueue(
      db(),
      [{ networkId: net.id, kind: 'notice', key, to: { memberId: ann.id }, view: view(), notBefore: WEDNESDAY }],
      WEDNESDAY,
    );

    expect(written).toBe(0);
  });
});

// A server's rows cannot be put into a folder; what is shown is the same.
describe.skipIf(process.env.TEST_DATABASE_URL)('npm run outbox', { timeout: 120_000 }, () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'staffroom-outbox-'));
  const dataDir = join(DATA_DIR, 'sandbox', 'postgres');
  afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

  /** Runs it as a person does. */
  const run = (...words: string[]) => runCompiled(compiled('src', 'outbox', 'cli.ts'), words, { DATA_DIR });

  it('shows, drops, explains itself, and asks for the bot to be stopped while it holds the database', async () => {
    const { id } = await message(ann, { state: 'parked', reason: 'no answer' });
    const held = await openDatabase({ dataDir, load: await world.database.dump?.() });
    const busy = await run();
    await held.close();

    const shown = await run();
    const dropped = await run('drop', id);
    const [nobody, wrong] = [await run('retry', 'nowhere'), await run('all-parked')];

    expect(busy).toMatchObject({ code: 1, err: expect.stringMatching(/Stop the bot first, then try again\.\n$/) });
    expect(shown).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`${id}  notice, slack`) });
    expect(dropped).toMatchObject({ code: 0, out: `Message ${id} will not be sent.\n` });
    expect(nobody).toMatchObject({ code: 1, err: 'There is no message nowhere. See what there is with: npm run outbox\n' });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/^Usage: npm run outbox/) });
  });
});
