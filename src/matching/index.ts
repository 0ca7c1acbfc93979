export { barsBetween } from './bars.ts';
export { priceOf } from './certificate.ts';
export { matchSchools } from './match.ts';
export { scoreOfPair } from './single.ts';
export type {
  Bar,
  Certificate,
  LeftOut,
  MatchGroup,
  MatchInputs,
  MatchOptions,
  MatchProgress,
  MatchResult,
  MatchRules,
  MatchSchool,
  Reason,
  Weights,
} from './types.ts';
export { verify } from './verify.ts';
export { DEFAULT_WEIGHTS, POINT, ROUNDS_APART, VERSION } from './weights.ts';
export { matchSchoolsInWorker } from './worker.ts';
