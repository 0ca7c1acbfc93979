import type { Tx } from './database/open.ts';
import { createDigests, type Digests } from './digest/store.ts';
import { createMembers, type Members } from './members/store.ts';
import { createNetworks, type Networks } from './networks/store.ts';
import { createLetters, type Letters } from './outbox/letters.ts';
import { createFollowUp, type FollowUp } from './partnerships/follow-up/store.ts';
import { createMaps, type Maps } from './partnerships/map/store.ts';
import { createReports, type Reports } from './partnerships/report/store.ts';
import { createRounds, type Rounds } from './partnerships/rounds/store.ts';
import { createPartners, type Partners } from './partnerships/schools.ts';
import { createPractice, type Practice } from './practice/store.ts';
import { createSchools, type Schools } from './schools/search.ts';
import { createTerms, type Terms } from './terms/store.ts';

/** Everything the bot knows how to do, whoever asks, over one transaction or, to read, over none. */
export interface App {
  schools: Schools;
  networks: Networks;
  members: Members;
  practice: Practice;
  digests: Digests;
  partners: Partners;
  rounds: Rounds;
  followUp: FollowUp;
  reports: Reports;
  maps: Maps;
  letters: Letters;
  terms: Terms;
}

/** The verbs of every feature over one transaction. Made for every request, which needs one feature or two: so each is made when asked for. */
export function createApp(tx: Tx): App {
  return {
    get schools() {
      return createSchools(tx);
    },
    get networks() {
      return createNetworks(tx);
    },
    get members() {
      return createMembers(tx);
    },
    get practice() {
      return createPractice(tx);
    },
    get digests() {
      return createDigests(tx);
    },
    get partners() {
      return createPartners(tx);
    },
    get rounds() {
      return createRounds(tx);
    },
    get followUp() {
      return createFollowUp(tx);
    },
    get reports() {
      return createReports(tx);
    },
    get maps() {
      return createMaps(tx);
    },
    get letters() {
      return createLetters(tx);
    },
    get terms() {
      return createTerms(tx);
    },
  };
}
