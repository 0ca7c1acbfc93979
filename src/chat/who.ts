/** Who is asking, first as the platform says it, then as the network knows it. */

/** The person as the platform names them, with every request. */
export interface Caller {
  platform: string;
  /** The workspace or server; undefined in a Discord direct message. */
  communityExternalId?: string;
  /** Name of the workspace or server, when the platform tells it. */
  communityName?: string;
  userId: string;
  /** What the platform calls them, a default for their name. */
  displayName: string;
  /** Workspace administrator, or Manage Server; asked of the platform only where a command needs it. */
  isAdmin(): Promise<boolean>;
  /** Their whole name, where `displayName` may be a mere handle; asked of the platform only where it will be kept. Never throws. */
  fullName?(): Promise<string | undefined>;
}

/** Where the request was made. */
export interface Place {
  channelId?: string;
  /** In the direct messages with the bot. */
  direct: boolean;
}

/** A member of a network, as every handler gets them. */
export interface Insider {
  id: string;
  networkId: string;
  name: string;
  schoolUrn: number;
  subject: string;
  phase: string;
  topics: string[];
  coordinator: boolean;
  accountId: string;
  communityId: string;
}

/** The network a workspace or server belongs to. */
export interface HomeNetwork {
  id: string;
  name: string;
  timeZone: string;
}

/** Anybody who asks, member or not. */
export interface Visitor {
  caller: Caller;
  /** Known when the workspace or server belongs to a network. */
  network?: HomeNetwork;
  communityId?: string;
  member?: Insider;
}
