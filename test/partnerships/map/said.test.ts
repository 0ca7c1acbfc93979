import { describe, expect, it } from 'vitest';
import { mapAlt } from '../../../src/partnerships/map/said.ts';
import { BERWICK, BOLTON, LONDON, mapWith, TRURO } from './made-up.ts';

const again = (school: typeof TRURO, urn: number) => ({ ...school, urn });

describe('the map in words', () => {
  it('says what is on it, the longest line, who is left out and what could not be drawn', () => {
    const nowhere = { urn: 8, name: 'Nowhere School', town: null, region: 'London' };
    const said = mapAlt(
      mapWith({
        groups: [
          [LONDON, BOLTON],
          [TRURO, BERWICK],
          [nowhere, again(BOLTON, 9)],
        ],
        leftOut: [again(LONDON, 10)],
      }),
    );

    expect(said).toBe(
      'Map of England, draft of "Spring": 3 pairs. The longest line joins Truro and Berwick-upon-Tweed, 646 km. Left out, as open rings: 1 school. Not on the map, because the register gives no place: 1 school.',
    );
  });

  it('names the two regions joined most, and says "most" only of more than half', () => {
    const north = (from: number) => [again(LONDON, from), again(BOLTON, from + 1)];
    const west = (from: number) => [again(TRURO, from), again(LONDON, from + 1)];
    const few = mapAlt(mapWith({ groups: [north(20), north(30), north(40), west(50), west(60), [BERWICK, BOLTON]] }));
    const many = mapAlt(mapWith({ groups: [north(20), north(30), north(40), west(50), west(60)] }));
    const tie = mapAlt(mapWith({ groups: [north(20), north(30), [BERWICK, BOLTON], west(50), west(60)] }));

    expect(few).toContain('More pairs join London and the North West than any other two regions: 3 of 6.');
    expect(many).toContain('Most pairs join London and the North West: 3 of 5.');
    expect(tie).not.toMatch(/ost pairs|ore pairs/);
  });

  it('tells a reader where their own line goes, and of a published round not that it is a draft', () => {
    const round = { id: 'r', name: 'Spring', draft: '1', published: true, groupSize: 2 };
    const said = mapAlt(
      mapWith({
        round,
        groups: [
          [TRURO, BERWICK],
          [LONDON, BOLTON],
        ],
        own: BOLTON.urn,
      }),
    );

    expect(said).toContain('Map of England, "Spring": 2 pairs. Your school\'s line goes to London School.');
  });

  it('has two lines for a reader in a three, and says of five pairs beside threes nothing of which regions are joined most', () => {
    const round = { id: 'r', name: 'Spring', draft: '1', published: true, groupSize: 3 };
    const pairs = [10, 20, 30, 40, 50].map((urn) => [again(TRURO, urn), again(BERWICK, urn + 1)]);
    const said = mapAlt(mapWith({ round, groups: [[TRURO, LONDON, BOLTON], ...pairs], own: BOLTON.urn }));

    expect(said).toContain("1 group of three, 5 pairs. Your school's lines go to ");
    expect(said).not.toContain('ost pairs');
  });

  it('has words for a round with nothing in it', () => {
    expect(mapAlt(mapWith())).toBe('Map of England, draft of "Spring": 0 pairs.');
  });

  it('is short enough for both platforms however long the names are', () => {
    const long = { ...TRURO, town: 'T'.repeat(200), name: 'N'.repeat(200) };
    const said = mapAlt(
      mapWith({ groups: [[long, { ...BERWICK, town: 'B'.repeat(200) }]], own: BERWICK.urn, leftOut: [LONDON] }),
    );

    expect(said.length).toBeLessThan(1000);
  });
});
