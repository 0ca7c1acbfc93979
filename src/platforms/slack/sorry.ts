import { plain } from '../../chat/text.ts';
import { text, type View, view } from '../../chat/view.ts';

/** A sentence of the adapter's own. */
export function sorry(sentence: string): View {
  return view(text(plain(sentence)));
}

/** Told to people while the bot is on its way down. */
export const RESTARTING = 'Staffroom is restarting. Please try again in a minute.';

/** A bug of the adapter's own; the conversation has its own words, with a reference. */
export const WENT_WRONG = 'Something went wrong on our side. Please try again in a moment.';
