import { mapFileRef, mapRef } from '../../src/partnerships/actions.ts';
import { mapErrand, mapFileView } from '../../src/partnerships/rounds/pictures.ts';
import { action, subcommand } from '../define.ts';

/** /round map */
export const map = subcommand({
  about: 'See the pairs on a map of England',
  allow: 'coordinator',
  fields: {},
  run: async (_, { app, member }) => mapErrand(await app.maps.newest(member)),
});

const mapNow = action(mapRef, {
  allow: 'coordinator',
  run: async (_, { app, member, state }) => mapErrand(await app.maps.ofDraft(member, state.round, state.draft)),
});

const mapFile = action(mapFileRef, {
  allow: 'coordinator',
  run: async (_, { app, member, state }) => mapFileView(await app.maps.ofDraft(member, state.round, state.draft)),
});

/** Buttons of pictures. */
export const mapActions = [mapNow, mapFile];
