import type { App } from '../src/app.ts';
import type { Command } from '../src/chat/command.ts';
import { digest } from './digest.ts';
import { evidence } from './evidence.ts';
import { network } from './network.ts';
import { partner } from './partner/index.ts';
import { round } from './round/index.ts';
import { snippet } from './snippet.ts';
import { staffroom } from './staffroom.ts';

/** Everything a person can type. A new command is a file here and a name in this list. */
export const commands: readonly Command<App>[] = [staffroom(() => commands), snippet, evidence, digest, partner, round, network];
