import type { RawValues } from '../src/chat/field.ts';
import {
  editionFileRef,
  holdEditionRef,
  leaveOutRef,
  leaveWhatOutRef,
  noteEditionRef,
  putBackRef,
} from '../src/digest/actions.ts';
import { editionFileView, editionView, leaveOutView } from '../src/digest/edition-views.ts';
import { action, subcommand } from './define.ts';

/** /digest network: the next digest for channels, before it goes. */
export const networkDigest = subcommand({
  about: 'See and change the next one for channels',
  allow: 'coordinator',
  fields: {},
  run: async (_, { app, network, now }) => editionView(await app.digests.editions.card(network, now), network.timeZone),
});

const noteIt = action(noteEditionRef, {
  allow: 'coordinator',
  title: 'A note for the digest',
  fields: {
    words: { kind: 'longText', label: 'Your note', about: 'It stands first. Leave it empty for none.', max: 600, optional: true },
  },
  async fill({ app, network, state, now }): Promise<RawValues> {
    const { note } = await app.digests.editions.card(network, now, state.week);
    return note === null ? {} : { words: note };
  },
  run: async ({ words }, { app, network, state, now }) =>
    editionView(await app.digests.editions.note(network, state.week, words ?? '', now), network.timeZone, 'Saved.'),
});

const hold = action(holdEditionRef, {
  allow: 'coordinator',
  async run(_, { app, network, state, now }) {
    const held = state.held === 'yes';
    const card = await app.digests.editions.hold(network, state.week, held, now);
    return editionView(card, network.timeZone, held ? 'Held back.' : 'It goes out as planned.');
  },
});

const leaveWhatOut = action(leaveWhatOutRef, {
  allow: 'coordinator',
  run: async (_, { app, network, state, now }) => leaveOutView(await app.digests.editions.card(network, now, state.week)),
});

const leaveOut = action(leaveOutRef, {
  allow: 'coordinator',
  fields: { item: { kind: 'text', about: 'What to leave out', max: 100 } },
  async run({ item }, { app, network, state, now }) {
    const card = await app.digests.editions.leaveOut(network, state.week, [item], now);
    return editionView(card, network.timeZone, 'Left out of this one.');
  },
});

const putBack = action(putBackRef, {
  allow: 'coordinator',
  run: async (_, { app, network, state, now }) =>
    editionView(await app.digests.editions.leaveOut(network, state.week, [], now), network.timeZone, 'Back in.'),
});

const asFile = action(editionFileRef, {
  allow: 'coordinator',
  run: async (_, { app, network, state, now }) =>
    editionFileView(await app.digests.editions.card(network, now, state.week), network.name),
});

/** Buttons of the next network digest. */
export const editionActions = [noteIt, hold, leaveWhatOut, leaveOut, putBack, asFile];
