/** A school as a matching round sees it. Plain data: a round can be stored with it and run again. */
export interface MatchSchool {
  /** the register's number: the school's name in every result */
  urn: number;
  region: string;
  localAuthority: string;
  trust?: string;
  /** governance groups (federation, hub, alliance) besides the trust */
  groups: string[];
  phase: string;
  /** focus topics, by slug */
  topics: string[];
  /** topics it would like help with */
  seeks: string[];
  /** topics it can help with */
  offers: string[];
  /** 1 (fewest pupils with free school meals) to 5; domain brief 4.3 */
  fsmBand?: number;
  urban?: boolean;
  /** 1 (smallest for its phase) to 4 */
  sizeBand?: number;
  /** metres on the British National Grid */
  easting?: number;
  northing?: number;
  /** 'family': a similar intake is wished for; 'stretch': a different one */
  mood?: 'family' | 'stretch';
  /** roundsAgo 1 is the round before this one */
  pastPartners: { urn: number; roundsAgo: number }[];
  timesLeftOut: number;
  timesInTrio: number;
  /** how often its partner never answered */
  timesSilent: number;
  inTrioLastTime: boolean;
  leftOutLastTime: boolean;
  /** (given - received) / (given + received), from -1 to 1 */
  balance?: number;
}

/** What a coordinator decides for one round. */
export interface MatchRules {
  /** schools of one region may meet (never of one local authority) */
  allowSameRegion?: boolean;
  /** schools to a group; 2 when it is not given. In threes one or two pairs remain when the number does not divide */
  groupSize?: 2 | 3;
  /** pairs that must not be made */
  barred: [number, number][];
  /** pairs that must be made; only trust and governance group stand above them */
  fixed: [number, number][];
}

/** What a pair is worth, in points unless said; plain numbers, stored with the round. See weights.ts for the defaults. */
export interface Weights {
  sharedFocus: number;
  /** for the second and third shared topic, each */
  furtherFocus: number;
  /** one offers what the other seeks, for each direction */
  seekOffer: number;
  /** on top, when both directions fit */
  bothWays: number;
  /** same phase; half of it for neighbouring phases */
  phase: number;
  mood: number;
  /** one has given more than it received, the other less: the debt can be paid back */
  debt: number;
  /** grows with the distance, in full from FAR_KM on */
  distance: number;
  /** taken off a pair that met before, fading with every round but never gone */
  repeat: number;
  /** the largest tie-break; a hash of the two schools and the seed decides how much of it a pair gets */
  tieBreak: number;
  /** per cent by which a pair counts more, for each time a school was left out, in a trio, or met with silence */
  boostLeftOut: number;
  boostTrio: number;
  boostSilent: number;
  /** per cent a school is raised at most */
  boostCap: number;
}

/** Where a run is; bound and total in units. */
export interface MatchProgress {
  stage: 'start' | 'pricing' | 'exact' | 'finish';
  elapsedMs: number;
  /** schools that have a partner so far */
  paired: number;
  total: number;
  bound: number;
}

export interface MatchOptions {
  schools: MatchSchool[];
  rules: MatchRules;
  weights?: Partial<Weights>;
  seed: number;
  /** after so many milliseconds the best pairing so far is given, with its honest bound */
  deadlineMs?: number;
  /** looked at from time to time; when it is aborted, its reason is thrown */
  signal?: AbortSignal;
  onProgress?(progress: MatchProgress): void;
}

/** Why a group was made, as data a sentence can be written from. */
export type Reason =
  | { kind: 'fixed' }
  | { kind: 'sharedTopics'; topics: string[] }
  | { kind: 'offersSeeks'; from: number; to: number; topics: string[] }
  | { kind: 'samePhase'; phase: string }
  | { kind: 'nearPhase'; phases: [string, string] }
  | { kind: 'similarIntake'; wishedBy: number[] }
  | { kind: 'differentIntake'; wishedBy: number[] }
  | { kind: 'repaysDebt'; from: number; to: number }
  | { kind: 'distance'; km: number }
  | { kind: 'differentRegion'; regions: string[] }
  | { kind: 'sameRegion'; region: string }
  | { kind: 'differentTrust' }
  | { kind: 'neverMet' }
  | { kind: 'metBefore'; between: [number, number]; roundsAgo: number }
  | { kind: 'goesFirst'; urn: number; because: ('leftOut' | 'trio' | 'silence')[] };

export interface MatchGroup {
  /** two schools, or three: in a trio the third joined the pair of the first two */
  urns: number[];
  /** units (thousandths of a point) of the pair of the first two: the sum over groups is the total */
  score: number;
  /** in a trio: the mean of the third school's two scores, in units; in a round of threes both are part of the total */
  thirdScore?: number;
  reasons: Reason[];
}

/** Why two schools may not meet in this round. */
export type Bar = 'sameTrust' | 'sameGroup' | 'sameLocalAuthority' | 'sameRegion' | 'recentPartners' | 'barred';

export interface LeftOut {
  urn: number;
  why: 'no-legal-partner' | 'odd-one-out';
  detail: {
    /** schools of the round it could have met; when some are left, pairing it would have left another school out */
    legalPartners: number;
    /** for the others, how many each rule keeps away (a pair can be kept apart by several) */
    bars: Partial<Record<Bar, number>>;
  };
}

/**
 * The proof that no pairing is better. Prices are in units. For any two schools that may meet: the sum of their prices, and
 * of the odd sets that hold both, is at least their score; so no pairing is worth more than all prices together.
 */
export interface Certificate {
  /** [urn, price], the empty chair (urn 0, when the number of schools is odd) included; fixed pairs are not in it */
  prices: [number, number][];
  oddSets: OddSet[];
}

/**
 * Among 2k + 1 schools at most k pairs can be made: that bound carries a price of its own. Odd sets lie apart or one in the
 * other; a set's schools are its own and those of the sets within it.
 */
export interface OddSet {
  /** the schools that lie in this set and in none within it */
  urns: number[];
  /** place in the list of the set around it, which comes before it; -1 for none */
  within: number;
  price: number;
}

/** What went in, kept with the result so that it can be run again, verified and priced. */
export interface MatchInputs {
  schools: MatchSchool[];
  rules: MatchRules;
  weights: Weights;
  seed: number;
}

export interface MatchResult {
  groups: MatchGroup[];
  leftOut: LeftOut[];
  /** units, the sum of the groups' scores; of threes, of all their links */
  total: number;
  /** no pairing that leaves out as few schools can have a higher total, nor can any threes */
  bound: number;
  /** total equals bound and the same schools can not be covered better */
  proven: boolean;
  /** its time was up before it had finished */
  stopped: boolean;
  /** pairs the proof speaks about */
  pairsChecked: number;
  /** units: what pairing at random within the same rules gets */
  randomTotal: number;
  /** of pairs; a round of threes has none */
  certificate: Certificate;
  /** fixed pairs that were not made, and the rule above them */
  refused: { pair: [number, number]; why: Bar | 'unknownSchool' | 'fixedTwice' }[];
  inputs: MatchInputs;
  /** of the engine and its scores: the same inputs, seed and version give the same result */
  version: string;
}
