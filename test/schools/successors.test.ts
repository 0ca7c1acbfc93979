import { describe, expect, it } from 'vitest';
import type { SuccessorLink } from '../../src/schools/links.ts';
import { findSuccessors, type Place } from '../../src/schools/successors.ts';

const place = (urn: number, changes: Partial<Place> = {}): Place => ({
  urn,
  name: `School ${urn}`,
  postcode: `LS${urn} 1AA`,
  localAuthority: 'Leeds',
  ...changes,
});
const link = (from: number, to: number, since: string | null = null): SuccessorLink => ({ from, to, since });

function successors(closed: Place[], open: Place[], links: SuccessorLink[] = [], opened = open.map(({ urn }) => urn)) {
  return Object.fromEntries(findSuccessors({ closed, open, opened: new Set(opened), links }));
}

describe('the successor of a closed school', () => {
  it('is what the register links', () => {
    expect(successors([place(1)], [place(2), place(3)], [link(1, 3)])).toEqual({ 1: 3 });
  });

  it('is looked for through a successor that closed as well, and round no circle', () => {
    expect(successors([place(1), place(2)], [place(3)], [link(1, 2), link(2, 1), link(2, 3)])).toEqual({ 1: 3, 2: 3 });
  });

  it('is, of two, the one at the same postcode, else the newer', () => {
    const here = place(3, { postcode: 'LS1 1AA' });

    expect(successors([place(1)], [place(2), here], [link(1, 2, '2026-01-01'), link(1, 3)])).toEqual({ 1: 3 });
    expect(successors([place(1)], [place(2), place(3)], [link(1, 2, '2025-09-01'), link(1, 3, '2024-09-01')])).toEqual({ 1: 2 });
  });

  it('is the school with the same number in the same local authority, zeros apart', () => {
    const closed = [place(1, { number: '0701' })];

    expect(successors(closed, [place(2, { number: '701' })], [], [])).toEqual({ 1: 2 });
    expect(successors(closed, [place(2, { number: '0701', localAuthority: 'Kent' })])).toEqual({});
    expect(successors(closed, [place(2, { number: '0701' }), place(3, { number: '0701' })])).toEqual({});
  });

  it('is a new school on the same property, never one that stood there before', () => {
    const closed = [place(1, { uprn: '77' })];
    const open = [place(2, { uprn: '77' })];

    expect(successors(closed, open)).toEqual({ 1: 2 });
    expect(successors(closed, open, [], [])).toEqual({});
  });

  it('is a new school of the same name at the same postcode, whatever kind of school it now is', () => {
    const closed = [place(1, { name: "St Mary's Church of England Primary School", postcode: 'LS9 9ZZ' })];

    expect(successors(closed, [place(2, { name: 'St Mary’s CofE Academy', postcode: 'LS9 9ZZ' })])).toEqual({ 1: 2 });
    expect(successors(closed, [place(2, { name: "St Mark's Academy", postcode: 'LS9 9ZZ' })])).toEqual({});
    expect(successors(closed, [place(2, { name: 'St Mary’s CofE Academy', postcode: 'LS8 8ZZ' })])).toEqual({});
  });

  it('is not guessed from names that say nothing', () => {
    expect(
      successors([place(1, { name: 'The Primary School' })], [place(2, { name: 'The Academy', postcode: 'LS1 1AA' })]),
    ).toEqual({});
  });
});
