import type { StormFigures } from './storm.ts';

/** Everything that was done and what came of it, for people. */
export function stormTable({ troubles, ...figures }: StormFigures): string {
  const rows: [string, number | string][] = [
    ['processes killed (SIGKILL)', figures.kills],
    ['Postgres broken off and restarted', figures.restarts],
    ['connections cut', troubles.drop],
    ['calls answered 500', troubles.fail],
    ['calls never answered', troubles.hang],
    ['answers lost after the message was accepted', troubles.loseAnswers],
    ['requests delivered twice', troubles.duplicate],
    ['processes that ended by themselves', figures.fallen.length],
    ['', ''],
    ['messages due', figures.due],
    ['delivered', figures.delivered],
    ['lost', figures.lost],
    ['doubled', figures.doubled],
    ['seconds', figures.seconds],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, count]) => `${what.padEnd(width)}  ${String(count).padStart(6)}`.trimEnd()).join('\n');
}
