import type { Tx } from './database/open.ts';
import { createMembers, type Members } from './members/store.ts';
import { createNetworks, type Networks } from './networks/store.ts';
import { createPractice, type Practice } from './practice/store.ts';
import { createSchools, type Schools } from './schools/search.ts';

/** Everything the bot knows how to do, whoever asks, inside one transaction. */
export interface App {
  schools: Schools;
  networks: Networks;
  members: Members;
  practice: Practice;
}

/** The verbs of every feature over one transaction; cheap, made for every request. */
export function createApp(tx: Tx): App {
  return { schools: createSchools(tx), networks: createNetworks(tx), members: createMembers(tx), practice: createPractice(tx) };
}
