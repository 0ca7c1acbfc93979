/** What a label shows of a school. */
export interface Labelled {
  name: string;
  town: string | null;
  postcode: string | null;
  localAuthority: string;
}

/** The shorter of the two platforms' limits for the text of a choice is 75 (Slack); Discord allows 100. */
const LONGEST = 100;

/**
 * A school as people pick it: "Cramlington Learning Village, Cramlington NE23 6BN". Names are not unique, so place and postcode
 * always show; a label that grows too long loses the end of the name. Without a town the local authority stands for it.
 */
export function schoolLabel(school: Labelled, longest: number = LONGEST): string {
  const place = [school.town ?? school.localAuthority, school.postcode].filter(Boolean).join(' ');
  const end = `, ${place}`;
  if (school.name.length + end.length <= longest) return school.name + end;
  const room = longest - end.length - 1;
  if (room < LEAST_OF_NAME)
    return cut(school.name, longest - (school.postcode?.length ?? -2) - 2) + (school.postcode ? `, ${school.postcode}` : '');
  return cut(school.name, room + 1) + end;
}

/** Under this much of the name it is better to leave out the place. */
const LEAST_OF_NAME = 20;

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
