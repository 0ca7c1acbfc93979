/** What the process of the people is asked to do. */
export type PeopleJob = LeadJob | { kind: 'load'; begin: boolean } | { kind: 'stop' };

/** One thing a coordinator does. */
export interface LeadJob {
  kind: 'lead';
  platform: 'slack' | 'discord';
  /** Typed, or pressed by its label. */
  type?: string;
  press?: string;
  /** A pattern of the answer's words; what comes before it is not the answer. */
  expect: string;
}

/** How it went. */
export interface LeadResult {
  /** Until the answer. */
  ms: number;
  /** Until anything was to be seen. */
  firstMs: number;
  text: string;
  /** Of the files in it. */
  bytes: number;
  failed?: string;
}

/** What other people met with, since last asked. */
export interface LoadResult {
  /** Until the answer, ms. */
  latencies: number[];
  failures: Record<string, number>;
}
