import { InvalidInput } from '../src/errors.ts';
import { forgetTermsRef } from '../src/terms/actions.ts';
import { datesIn } from '../src/terms/dates-file.ts';
import { termsListView, termsSavedView } from '../src/terms/views.ts';
import { action, subcommand } from './define.ts';

/** /network terms: when schools are closed. */
export const terms = subcommand({
  about: 'Say when schools are closed',
  ask: 'form',
  title: 'Term dates',
  allow: 'coordinator',
  fields: {
    school: { kind: 'school', label: 'School', about: 'One school; or leave it and name a local authority', optional: true },
    authority: {
      kind: 'text',
      label: 'Or local authority',
      about: 'All its schools without dates of their own',
      max: 80,
      optional: true,
    },
    of: {
      kind: 'choice',
      label: 'The dates are of',
      about: 'Terms: schools are open. Holidays: schools are closed.',
      choices: [
        { value: 'terms', label: 'Terms' },
        { value: 'holidays', label: 'Holidays' },
      ],
      optional: true,
    },
    dates: {
      kind: 'longText',
      label: 'One line each: name, first day, last day',
      about: 'Autumn 1, 2 Sep 2026, 23 Oct 2026. Nothing here and no file: see what is set.',
      max: 3000,
      optional: true,
    },
    file: {
      kind: 'file',
      label: 'Or a file',
      about: 'A calendar (.ics), or a table (.csv, .txt): name, first day, last day. Used instead of lines.',
      endings: ['ics', 'csv', 'txt'],
      keeps: datesIn,
      optional: true,
    },
  },
  async run({ school, authority, of, dates, file }, { app, network, member, now }) {
    const words = file ?? dates;
    if (words === undefined) return termsListView(await app.terms.list(network.id));
    if (of === undefined) throw new InvalidInput({ of: 'Please say whether these are the dates of terms or of holidays.' });
    const whose = { ...(school && { urn: Number(school) }), ...(authority && { localAuthority: authority }) };
    const saved = await app.terms.save(network.id, { of, words, inFile: file !== undefined, ...whose }, member.id, now);
    const both = file !== undefined && dates !== undefined;
    return termsSavedView(saved, both ? 'The file was used; the lines you typed were not.' : undefined);
  },
});

const forget = action(forgetTermsRef, {
  allow: 'coordinator',
  answer: 'replace',
  async run(_, { app, network, state }) {
    await app.terms.forget(network.id, state.scope, Number(state.year));
    return termsListView(await app.terms.list(network.id), 'Forgotten.');
  },
});

/** Buttons of term dates. */
export const termsActions = [forget];
