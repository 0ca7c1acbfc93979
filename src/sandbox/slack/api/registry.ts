import { APP } from './app.ts';
import { CHAT } from './chat.ts';
import { CONVERSATIONS } from './conversations.ts';
import { FILES } from './files.ts';
import type { Method } from './method.ts';
import { OAUTH } from './oauth.ts';
import { PEOPLE } from './people.ts';
import { VIEWS } from './views.ts';

/** Every Web API method the local Slack knows. Any other is answered unknown_method. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...APP, ...CHAT, ...CONVERSATIONS, ...FILES, ...OAUTH, ...PEOPLE, ...VIEWS }),
);
