import type { CastCommunity } from '../../../src/sandbox/contract.ts';

/** One small workspace: two teachers, a coordinator, two channels. */
export const TYNESIDE: CastCommunity = {
  id: 'T0TYNE',
  name: 'Tyneside Schools',
  people: [
    { id: 'U0ANN', name: 'Ann Lee' },
    { id: 'U0BOB', name: 'Bob' },
    { id: 'U0CAT', name: 'Cat Coordinator', admin: true },
  ],
  channels: [
    { id: 'C0GENERAL', name: 'general' },
    { id: 'C0MATHS', name: 'maths' },
  ],
};

/** A second workspace, to see that nothing crosses over. */
export const WEARSIDE: CastCommunity = {
  id: 'T0WEAR',
  name: 'Wearside Schools',
  people: [{ id: 'U0DAN', name: 'Dan' }],
  channels: [{ id: 'C0WEAR', name: 'general' }],
};
