import { afterEach, expect, it, vi } from 'vitest';
import { createHolding } from '../../src/platforms/shared/holding.ts';

/** So long that no pause of a busy machine makes it lapse where it should not. */
const TIMES = { lease: 1200, look: 200, margin: 200 };
const soon = (check: () => void) => vi.waitFor(check, 10_000);
const FOR_EVER = new Promise<never>(() => {});

/** Works until told to stop, and remembers when it did what. */
function worker() {
  const did: string[] = [];
  const work = async (lost: AbortSignal) => {
    did.push('began');
    await new Promise((resolve) => lost.addEventListener('abort', resolve));
    did.push('ended');
  };
  return { did, work };
}

const ending = new Set<AbortController>();
afterEach(() => {
  for (const one of ending) one.abort();
});

function keep(take: () => Promise<boolean>) {
  const release = vi.fn(async () => {});
  const holding = createHolding({ take, release }, TIMES);
  const end = new AbortController();
  ending.add(end);
  const elsewhere = vi.fn();
  const { did, work } = worker();
  const over = holding.keep(work, elsewhere, end.signal);
  return { holding, did, end, over, elsewhere, release };
}

it('works while it is renewed, and gives it back at the end', async () => {
  const take = vi.fn(async () => true);
  const { holding, did, end, over, release } = keep(take);
  await soon(() => expect(take.mock.calls.length).toBeGreaterThan(4));

  expect(did).toEqual(['began']);
  expect(holding.standing()).toBe('ours');
  end.abort();
  await over;
  expect(did).toEqual(['began', 'ended']);
  expect(release).toHaveBeenCalledTimes(1);
});

it('stands by while another has it, and begins when it comes free', async () => {
  let free = false;
  const { holding, did, elsewhere } = keep(async () => free);
  await soon(() => expect(elsewhere).toHaveBeenCalled());

  expect(holding.standing()).toBe('theirs');
  expect(did).toEqual([]);
  free = true;
  await soon(() => expect(did).toEqual(['began']));
});

it('stops when another has taken it', async () => {
  let mine = true;
  const { holding, did } = keep(async () => mine);
  await soon(() => expect(did).toEqual(['began']));
  mine = false;

  await soon(() => expect(did).toEqual(['began', 'ended']));
  expect(holding.standing()).not.toBe('ours');
});

it.each([
  ['cannot be asked', () => Promise.reject(new Error('gone'))],
  ['never answers', () => FOR_EVER],
])('stops before it runs out when the database %s, and goes on when it is back', async (_what, trouble) => {
  let gone = false;
  const { holding, did } = keep(() => (gone ? trouble() : Promise.resolve(true)));
  await soon(() => expect(did).toEqual(['began']));
  gone = true;

  await soon(() => expect(did).toEqual(['began', 'ended']));
  expect(holding.standing()).toBe('unknown');
  gone = false;
  await soon(() => expect(did).toEqual(['began', 'ended', 'began']));
});
