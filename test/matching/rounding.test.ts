import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutRings } from '../../src/matching/start/rounding.ts';

test('a ring is cut into pairs the best way there is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 15 }), (links) => {
      const size = links.length;
      const holds = Int32Array.from(links, (_, seat) => (seat + 1) % size);
      const score = (a: number, b: number) => links[(a + 1) % size === b ? a : b] ?? 0;

      const mates = cutRings(holds, score);

      let total = 0;
      mates.forEach((mate, seat) => {
        if (mate > seat) total += score(seat, mate);
      });
      const ways = links.map((_, start) => {
        let sum = 0;
        for (let pair = 0; pair < Math.floor(size / 2); pair++) sum += links[(start + 2 * pair) % size] ?? 0;
        return sum;
      });
      expect(total).toBe(Math.max(...ways));
      expect(mates.filter((mate) => mate < 0).length).toBe(size % 2);
    }),
  );
});

test('a chain is paired from its start, a seat that holds itself stays alone', () => {
  expect([...cutRings(Int32Array.from([1, 2, -1, 3]), () => 1)]).toEqual([1, 0, -1, -1]);
});
