import { Resvg } from '@resvg/resvg-js';

/** What both echo bots know, so that one test can ask the same of both. */
export const TOPICS = ['Retrieval practice', 'Exit tickets', 'Modelling', 'Cold call', 'Worked examples', 'Talk partners'];

/** Topics that hold what was typed. */
export function topicsLike(typed: string): string[] {
  return TOPICS.filter((topic) => topic.toLowerCase().includes(typed.toLowerCase()));
}

export const PHASES = ['Primary', 'Secondary', 'All-through'];

/** A small picture, as a map would be sent. */
export const PICTURE: Buffer = new Resvg(
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="#cfe8df"/><circle cx="110" cy="80" r="40" fill="#1f6f5c"/><circle cx="220" cy="110" r="25" fill="#d9822b"/></svg>',
)
  .render()
  .asPng();
