/** Stands for a workspace or server whose own name was not told, or holds what must not be kept. */
export const NEUTRAL_COMMUNITY = 'This community';

/** A network as its coordinators see it. */
export interface NetworkCard {
  id: string;
  name: string;
  joinCode: string;
  timeZone: string;
  /** 1 Monday to 5 Friday. */
  digestWeekday: number;
  digestTime: string;
  communities: { id: string; name: string; platform: string; externalId: string; channelId: string | null }[];
  members: number;
}

/** A coordinator, joined or (without `memberId` and name) only named so far. */
export interface CoordinatorCard {
  memberId?: string;
  name: string;
  platform: string;
  externalUserId: string;
}

/** What came of pasted lines "URN, group". */
export interface GroupsPasted {
  /** Schools put into a group, and taken out of all. */
  added: number;
  removed: number;
  groups: string[];
  notUnderstood: { line: number; words: string; why: string }[];
}
