import type { DemoPlatform } from './types.ts';

/** Letters and digits of a Slack id. */
const SLACK_LETTERS = '0123456789ABCDEFGHJKLMNPQRSTVWXYZ';
/** A Discord id of May 2024; later ones count up from here. */
const FIRST_SNOWFLAKE = 1_240_000_000_000_000_000n;
const SNOWFLAKE_STEP = 7_345_631_104_769n;

/** An id that looks like the platform's own, always the same for the same number: "U07K2M9QX4A", "1240007345631104769". */
export function platformId(platform: DemoPlatform, kind: 'T' | 'C' | 'U', number: number): string {
  return platform === 'slack' ? slackId(kind, number) : String(FIRST_SNOWFLAKE + BigInt(number + OFFSET[kind]) * SNOWFLAKE_STEP);
}

/** Teams, channels and users share Discord's one space of ids. */
const OFFSET = { T: 0, C: 100, U: 1000 } as const;

function slackId(kind: string, number: number): string {
  // Multiplying by a prime spreads neighbouring numbers over the letters.
  let rest = (BigInt(number) + 1n) * 982_451_653n * 15_485_863n;
  let id = `${kind}07`;
  while (id.length < 11) {
    id += SLACK_LETTERS[Number(rest % BigInt(SLACK_LETTERS.length))] ?? '0';
    rest /= BigInt(SLACK_LETTERS.length);
  }
  return id;
}
