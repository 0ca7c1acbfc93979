import { roundView } from '../../src/partnerships/rounds/views.ts';
import { subcommand } from '../define.ts';

/** /round open */
export const open = subcommand({
  about: 'Open a round of pairing',
  allow: 'coordinator',
  fields: { name: { kind: 'text', label: 'Name of the round', about: 'For example: Spring, first half', max: 60 } },
  run: async (input, { app, member, network, now }) =>
    roundView(
      await app.rounds.open(member, network, input.name, now),
      [],
      'Opened. The channels of the network are told in school hours.',
    ),
});

/** /round show */
export const show = subcommand({
  about: 'See the round as it stands',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, network }) {
    const round = await app.rounds.current(member);
    return roundView(round, await app.rounds.unreached(network.id, round.id));
  },
});
