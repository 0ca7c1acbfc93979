import { join, person, plain, say } from '../chat/text.ts';
import { button, buttons, file, heading, item, note, text, type View, view } from '../chat/view.ts';
import { csvOf } from '../vocabulary/csv.ts';
import { groupListRef, removeCoordinatorRef, takeBackRef } from './actions.ts';
import { type CoordinatorCard, type GroupsPasted, NEUTRAL_COMMUNITY, type NetworkCard } from './types.ts';

/** Weekdays a digest can come on, by ISO number. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;
/** Lines of trouble shown one by one; the rest are counted. */
const TROUBLE_SHOWN = 12;

/** A network as its coordinator sees it. */
export function networkView(network: NetworkCard, opening: string): View {
  const where = network.communities
    .map((one) => `${one.name}${one.channelId === null ? ' (no channel chosen yet)' : ''}`)
    .join(', ');
  return view(
    text(say`**${opening}**`),
    text(
      say`**Network:** ${network.name}\n**Where:** ${where}\n**Members:** ${network.members}\n**Weekly digest:** ${WEEKDAYS[network.digestWeekday - 1] ?? ''}s at ${network.digestTime}`,
    ),
    network.communities.some((one) => one.name === NEUTRAL_COMMUNITY) &&
      note(
        say`"${NEUTRAL_COMMUNITY}" is a place whose own name is not known, or seems to hold a personal detail and is not kept.`,
      ),
    text(say`**Code:** \`${network.joinCode}\``),
    note(say`An administrator of another workspace or server brings it into this network with \`/network join\` and the code.`),
  );
}

/** After creating a network: the next step. */
export function createdView(network: NetworkCard): View {
  const shown = networkView(network, `${network.name} is ready.`);
  return {
    ...shown,
    blocks: [...shown.blocks, text(say`Now type \`/staffroom join\`: you become its coordinator the moment you do.`)],
  };
}

/** Who coordinates, each with a button to end it; those who have not joined yet, each with a button to take it back. */
export function coordinatorsView(coordinators: readonly CoordinatorCard[], opening?: string): View {
  return view(
    opening !== undefined && text(say`${opening}`),
    heading('Coordinators'),
    ...coordinators.map(({ memberId, name, platform, externalUserId }) => {
      if (memberId !== undefined)
        return item(
          say`${name}`,
          button(removeCoordinatorRef, { member: memberId }, 'Remove', {
            confirm: `${name} will no longer be a coordinator. Go on?`,
          }),
        );
      const named = `${platform}:${externalUserId}`;
      // Their name is not known until they join; where the reader is on the same platform, it shows them as it knows them.
      return item(
        say`${person(named, 'Somebody on another platform')}, named; coordinator as soon as they join`,
        button(takeBackRef, { named }, 'Take back'),
      );
    }),
    note(say`Name another: \`/network coordinators\` and the person; somebody on the other platform by \`name:\`.`),
  );
}

/** What came of pasted groups, with every line that was not understood. */
export function groupsView(result: GroupsPasted): View {
  const counted = [
    `${result.added} ${result.added === 1 ? 'school' : 'schools'} put into a group`,
    ...(result.removed > 0 ? [`${result.removed} taken out`] : []),
  ].join(', ');
  const trouble = result.notUnderstood.slice(0, TROUBLE_SHOWN);
  const more = result.notUnderstood.length - trouble.length;
  return view(
    text(say`**${counted}.** Rounds never pair schools of the same group.`),
    result.groups.length > 0 && text(say`**Groups now:** ${result.groups.join(', ')}`),
    trouble.length > 0 &&
      text(
        say`**Not understood (${result.notUnderstood.length}), nothing was done with these:**\n${join(
          trouble.map((one) => say`Line ${one.line}, "${one.words.slice(0, 80)}": ${one.why}`),
          '\n',
        )}`,
      ),
    more > 0 && note(say`And ${more} more lines.`),
    buttons(result.groups.length > 0 && button(groupListRef, {}, 'All groups as a file')),
  );
}

/** Every school's group as a file for a spreadsheet. */
export function groupListView(rows: readonly { urn: number; school: string; group: string }[]): View {
  const content = csvOf(
    ['URN', 'Group', 'School'],
    rows.map((row) => [row.urn, row.group, row.school]),
  );
  const schools = new Set(rows.map((row) => row.urn)).size;
  return view(text(plain(schools === 1 ? '1 school.' : `${schools} schools.`)), file('groups.csv', 'text/csv', content));
}
