import type { App } from '../../src/app.ts';
import type { Context } from '../../src/chat/command.ts';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import {
  reportAnswerRef,
  reportFileRef,
  reportIntroduceRef,
  reportListRef,
  reportPageRef,
  reportPauseRef,
  reportRef,
  reportRoundsRef,
  reportSchoolRef,
  reportWriteRef,
} from '../../src/partnerships/actions.ts';
import {
  chartOf,
  doneView,
  introducedView,
  listView,
  pausedView,
  printedView,
  reportMarkdown,
  reportView,
  schoolView,
  tableView,
} from '../../src/partnerships/report/views.ts';
import { pageNumber } from '../../src/vocabulary/page-number.ts';
import { action, subcommand } from '../define.ts';

const WORDS = {
  words: { kind: 'longText', label: 'Your words', about: 'Sent to them in Slack or Discord. No pupils, please.', max: 1500 },
} as const;

/** Reads the page, then draws its chart where nobody waits for it. */
async function page({ app, network, now }: Context<App>) {
  const report = await app.reports.page(network, now);
  return {
    meanwhile: view(text(say`Reading the rounds …`)),
    async work() {
      const chart = await chartOf(report);
      return async () => reportView(report, network.timeZone, chart);
    },
  };
}

/** /round report */
export const report = subcommand({
  about: 'How the round goes: who met, who is quiet, who is on their own',
  allow: 'coordinator',
  fields: {},
  run: (_, context) => page(context),
});

const again = action(reportRef, { allow: 'coordinator', run: (_, context) => page(context) });

const list = action(reportListRef, {
  allow: 'coordinator',
  async run(_, { app, network, state, now }) {
    const found = await app.reports.lists(network, state.section, now);
    return listView(found.report, found.section, 0, found.suggestions);
  },
});

const listPage = action(reportPageRef, {
  allow: 'coordinator',
  answer: 'replace',
  async run(_, { app, network, state, now }) {
    const found = await app.reports.lists(network, state.section, now);
    return listView(found.report, found.section, pageNumber(Number(state.page)), found.suggestions);
  },
});

const school = action(reportSchoolRef, {
  allow: 'coordinator',
  fields: { school: { kind: 'text', about: 'The school' } },
  run: async (input, { app, network, now }) =>
    schoolView(await app.reports.school(network, input.school, now), network.timeZone, now),
});

const print = action(reportFileRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, now }) {
    const { report, suggestions } = await app.reports.lists(network, undefined, now);
    const map = await app.maps.ofDraft(member, report.round.id, String(report.round.draft));
    return {
      meanwhile: view(text(say`Writing the file …`)),
      async work() {
        const shown = printedView(reportMarkdown(report, suggestions, network.timeZone, map));
        return async () => shown;
      },
    };
  },
});

const rounds = action(reportRoundsRef, {
  allow: 'coordinator',
  run: async (_, { app, network, now }) => tableView(await app.reports.rounds(network, now)),
});

const write = action(reportWriteRef, {
  allow: 'coordinator',
  title: 'Write to them',
  fields: WORDS,
  async run(input, { app, member, network, state, now }) {
    const { people, schools } = await app.reports.write(member, network, state.about, input.words, now);
    return doneView(
      say`On its way to ${people} ${people === 1 ? 'person' : 'people'} at ${schools.join(' and ')}, in school hours. They can answer you.`,
    );
  },
});

const answer = action(reportAnswerRef, {
  title: 'Answer',
  fields: WORDS,
  async run(input, { app, member, network, state, now }) {
    const { people } = await app.reports.answer(member, network, state.to, input.words, now);
    return view(text(say`On its way to ${people === 1 ? 'your coordinator' : 'your coordinators'}, in school hours.`));
  },
});

const introduce = action(reportIntroduceRef, {
  allow: 'coordinator',
  run: async (_, { app, member, network, state, now }) =>
    introducedView(await app.reports.introduce(member, network, state.urn, state.other, now)),
});

const pause = action(reportPauseRef, {
  allow: 'coordinator',
  run: async (_, { app, member, network, state, now }) =>
    pausedView(await app.reports.pause(member, network, state.urn, now), network.timeZone, now),
});

/** Buttons of the report. */
export const reportActions = [again, list, listPage, school, print, rounds, write, answer, introduce, pause];
