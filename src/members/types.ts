/** A member with what they told the network, for their profile. */
export interface Profile {
  id: string;
  name: string;
  coordinator: boolean;
  school: { urn: number; name: string; town: string | null; postcode: string | null; region: string };
  subject: string;
  phase: string;
  topics: string[];
  seeks: string[];
  offers: string[];
  seekNote: string | null;
  offerNote: string | null;
  digest: string;
  /** May introductions and notices come privately at the account they ask from? Null: they never said. */
  privately: boolean | null;
  pausedUntil: Date | null;
}

/** What joining asks for. */
export interface Joining {
  schoolUrn: number;
  subject: string;
  topic: string;
  /** "The weekly digest here, privately?": the click is the consent to be written to. */
  privateDigest: boolean;
}

/** What a member can change about themselves. */
export interface ProfileChange {
  subject?: string;
  phase?: string;
  topics?: string[];
  seeks?: string[];
  seekNote?: string | null;
  offers?: string[];
  offerNote?: string | null;
  pausedUntil?: Date | null;
}
