import { mapErrand } from '../../src/partnerships/rounds/pictures.ts';
import { subcommand } from '../define.ts';

/** /partner map */
export const map = subcommand({
  about: 'See who meets whom, on a map of England',
  fields: {},
  run: async (_, { app, member }) => mapErrand(await app.maps.published(member)),
});
