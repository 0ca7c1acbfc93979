// edmonds-blossom-fixed in a process of its own, so that it can be stopped: node npm-child.mjs PAIRS ANSWER
import { readFileSync, writeFileSync } from 'node:fs';
import blossom from 'edmonds-blossom-fixed';

const [pairs, answer] = process.argv.slice(2);
const edges = JSON.parse(readFileSync(pairs, 'utf8'));
const began = performance.now();
const mates = blossom(edges, true);
writeFileSync(answer, JSON.stringify({ seconds: (performance.now() - began) / 1000, mates }));
