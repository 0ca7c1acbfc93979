// One run of the compiled engine in a process of its own, so that its memory is its own: node child.mjs ORDER RESULT
import { readFileSync, writeFileSync } from 'node:fs';
import { matchSchools } from '../../../dist/src/matching/match.js';

const [order, answer] = process.argv.slice(2);
const options = JSON.parse(readFileSync(order, 'utf8'));
const progress = [];
const began = performance.now();
const result = matchSchools({ ...options, onProgress: (step) => progress.push(step) });
const seconds = (performance.now() - began) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
result.inputs.schools = [];
writeFileSync(answer, JSON.stringify({ seconds, megabytes, progress, result }));
