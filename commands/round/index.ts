import { command } from '../define.ts';
import { draft, draftActions } from './drafting.ts';
import { cancel, open, openingActions, show } from './opening.ts';
import { map, mapActions } from './pictures.ts';
import { publish, publishActions } from './publishing.ts';
import { report, reportActions } from './report.ts';

/** /round: pairing schools, for coordinators. */
export const round = command({
  name: 'round',
  about: 'Pairing schools (coordinators)',
  subcommands: { open, draft, show, cancel, publish, report, map },
  actions: [...openingActions, ...draftActions, ...publishActions, ...reportActions, ...mapActions],
});
