import type { LeadJob } from './jobs.ts';

/** One step of the round: something a coordinator does, or the clock moving on. */
export type Step = { name: string } & ({ lead: Omit<LeadJob, 'kind'> } | { clock: string } | { sent: true });

/** A school that every network with the whole register has: Aldgate School. */
const URN = 100_000;

const both = (name: string, what: { type?: string; press?: string; expect: string }): Step[] =>
  (['slack', 'discord'] as const).map((platform) => ({ name: `${name}, ${platform}`, lead: { platform, ...what } }));

/** A round from its opening to its report; times are the network's. */
export const STEPS: Step[] = [
  { name: 'open', lead: { platform: 'slack', type: '/round open name:National', expect: 'Opened' } },
  { name: 'letters of the invitation', clock: '2026-11-30T10:01' },
  ...both('show, open', { type: '/round show', expect: 'National' }),
  ...both('all answers as a file', { press: 'All answers as a file', expect: 'csv' }),
  { name: 'invitations have left', sent: true },
  { name: 'reminders', clock: '2026-12-03T15:00' },
  { name: 'draft', lead: { platform: 'slack', type: '/round draft', expect: 'none can raise it|Within' } },
  ...both('show, drafted', { type: '/round show', expect: 'none can raise it|Within' }),
  ...both('pairs', { press: 'See the pairs', expect: 'Page 1' }),
  ...both('all pairs as a file', { press: 'All pairs as a file', expect: 'csv' }),
  ...both('map', { type: '/round map', expect: 'on the map' }),
  { name: 'map as a file', lead: { platform: 'slack', press: 'As a file', expect: 'svg' } },
  ...both('price of a change', { type: `/round change what:remove school:${URN}`, expect: 'Aldgate' }),
  { name: 'change', lead: { platform: 'discord', press: 'Take it out', expect: 'none can raise it|Within|taken|out of' } },
  { name: 'draft again', lead: { platform: 'discord', type: '/round draft', expect: 'none can raise it|Within' } },
  ...both('publish asks', { type: '/round publish', expect: 'messages' }),
  { name: 'publish', lead: { platform: 'slack', press: 'Send ', expect: 'Published|published' } },
  { name: 'introductions written', clock: '2026-12-03T15:20' },
  ...both('show, published', { type: '/round show', expect: 'none can raise it|Within' }),
  { name: 'introductions have left', sent: true },
  {
    name: 'change after publishing asks',
    lead: { platform: 'slack', type: '/round change what:remove school:100001', expect: 'City' },
  },
  { name: 'change after publishing', lead: { platform: 'slack', press: 'Do it', expect: 'message' } },
  { name: 'unreached', clock: '2026-12-03T16:01' },
  ...Array.from({ length: 24 }, (_, turn): Step => {
    const minutes = 9 * 60 + 15 * turn;
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return { name: 'follow-up, nudges', clock: `2026-12-07T${time}` };
  }),
  ...both('report', { type: '/round report', expect: 'National' }),
  ...both('the page as a file', { press: 'The page as a file', expect: 'report' }),
  ...both('all rounds as a table', { press: 'All rounds as a table', expect: 'csv' }),
  { name: 'Monday report', clock: '2026-12-14T08:31' },
];
