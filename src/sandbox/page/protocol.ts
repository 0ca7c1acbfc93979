import { z } from 'zod';
import type { ShownChannel, ShownCommand, ShownForm, ShownMessage } from '../contract.ts';

/** Which of the two apps on the page. */
export type Side = 'slack' | 'discord';

const side = z.enum(['slack', 'discord']);
/** Chosen by the page; the result carries it back. */
const id = z.number().int();
const text = z.string().max(100_000);
const asker = { id, side };

/** What the page may send. Everything with an `id` gets a result. */
export const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('be'), ...asker, personId: text, channelId: text.optional() }),
  z.object({ do: z.literal('open'), ...asker, channelId: text }),
  z.object({ do: z.literal('type'), ...asker, channelId: text, text }),
  z.object({ do: z.literal('suggestOption'), ...asker, channelId: text, text, option: text, typed: text }),
  z.object({ do: z.literal('press'), ...asker, messageId: text, controlId: text, values: z.array(text).max(100).optional() }),
  z.object({ do: z.literal('suggestField'), ...asker, fieldId: text, typed: text }),
  z.object({
    do: z.literal('submit'),
    ...asker,
    values: z.record(z.string(), z.union([text, z.array(text).max(100)])),
    files: z.record(z.string(), z.object({ name: z.string().max(255), base64: z.string().max(700_000) })).optional(),
  }),
  z.object({ do: z.literal('dismiss'), ...asker }),
  z.object({ do: z.literal('raw'), ...asker, messageId: text }),
  z.object({ do: z.literal('trouble'), ...asker, kind: z.enum(['drop', 'refresh', 'fail', 'hang', 'loseAnswers', 'duplicate']) }),
  z.object({ do: z.literal('clock'), id, to: z.enum(['hour', 'day', 'wednesday']).or(z.object({ local: z.string().max(30) })) }),
]);

/** One thing somebody does on the page. */
export type Request = z.infer<typeof request>;

/** Somebody who can be picked on the page. */
export interface PickablePerson {
  id: string;
  name: string;
  /** In a few words: what is special about them. */
  role: string;
}

/** A workspace or server, as the person list and the person and channel fields need it. */
export interface PickableCommunity {
  id: string;
  name: string;
  people: PickablePerson[];
  channels: { id: string; name: string }[];
}

/** What one person sees of one app. Only the parts that changed are sent. */
export interface View {
  channels: ShownChannel[];
  channelId: string;
  /** The newest of the open channel, oldest first; `raw` is left out (ask for it with 'raw'). */
  messages: Omit<ShownMessage, 'raw'>[];
  commands: ShownCommand[];
  form: ShownForm | null;
  notice: string | null;
  /** Whether a bot is connected at all: without one nothing answers. */
  connected: boolean;
}

/** What the server sends. */
export type Reply =
  | { type: 'cast'; slack: PickableCommunity[]; discord: PickableCommunity[] }
  | { type: 'clock'; now: number; offset: number }
  | { type: 'view'; side: Side; personId: string; view: Partial<View> }
  | { type: 'result'; id: number; ok: true; value?: unknown }
  | { type: 'result'; id: number; ok: false; reason: string };
