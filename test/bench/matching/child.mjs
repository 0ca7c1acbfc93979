// One run of the compiled engine as the bot runs it, in a process of its own, so that its memory is its own: node child.mjs ORDER ANSWER
import { readFileSync, writeFileSync } from 'node:fs';
import { matchSchoolsInWorker } from '../../../dist/src/matching/worker.js';

const [order, answer] = process.argv.slice(2);
const options = JSON.parse(readFileSync(order, 'utf8'));
const progress = [];
const began = performance.now();
const used = process.cpuUsage();
const since = () => (performance.now() - began) / 1000;
const result = await matchSchoolsInWorker({
  ...options,
  onProgress: ({ total, bound }) => progress.push({ seconds: since(), total, bound }),
});
const seconds = since();
const { user, system } = process.cpuUsage(used);
const cpuSeconds = (user + system) / 1e6;
const megabytes = process.resourceUsage().maxRSS / 1024;
result.inputs.schools = [];
writeFileSync(answer, JSON.stringify({ seconds, cpuSeconds, megabytes, progress, result }));
