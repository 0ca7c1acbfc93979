import { command } from '../define.ts';
import { change, changeActions, rules, weights } from './changes.ts';
import { draft, draftActions } from './drafting.ts';
import { cancel, open, openingActions, show } from './opening.ts';
import { map, mapActions } from './pictures.ts';
import { publish, publishActions } from './publishing.ts';
import { report, reportActions } from './report.ts';

/** /round: pairing schools, for coordinators. */
export const round = command({
  name: 'round',
  about: 'Pairing schools (coordinators)',
  subcommands: { open, draft, change, rules, weights, show, cancel, map, publish, report },
  actions: [...openingActions, ...draftActions, ...changeActions, ...publishActions, ...reportActions, ...mapActions],
});
