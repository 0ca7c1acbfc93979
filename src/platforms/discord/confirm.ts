import { plain } from '../../chat/text.ts';
import { text, type View, view } from '../../chat/view.ts';
import { CUSTOM_ID } from './limits.ts';

/**
 * "Are you sure?" Discord has no such dialog. A button that asks first carries its packed id with another first letter; pressing it
 * shows the question to that person alone, with a button that carries the id itself. Nothing waits in memory but the words of the
 * question; after a restart it is asked in general words.
 */

const ACTION = 'a1|';
const QUESTION = 'c1|';
/** How many questions' words are kept. */
const KEPT = 1000;
/** Behind the id of the button that says yes: the answer takes the place of the question. */
export const YES = 'y';

/** The id of a button that asks first; undefined when it is no packed action id. */
export function markQuestion(id: string): string | undefined {
  return id.startsWith(ACTION) ? QUESTION + id.slice(ACTION.length) : undefined;
}

/** The packed action id behind a button that asks first; undefined for any other. */
export function unmarkQuestion(id: string): string | undefined {
  return id.startsWith(QUESTION) ? ACTION + id.slice(QUESTION.length) : undefined;
}

/** The question, to the person who pressed. */
export function questionView(id: string, question: string): View {
  const yes = `${id}#${YES}`;
  const button = { label: 'Yes', id: yes.length <= CUSTOM_ID ? yes : id, style: 'primary' as const };
  return view(text(plain(question)), { kind: 'buttons', buttons: [button] });
}

/** The words of questions, by packed action id. */
export interface Questions {
  remember(shown: View): void;
  /** `label`: of the button that was pressed, for when the words are gone. */
  recall(id: string, label: string | undefined): string;
}

/** Remembers the questions of the last thousand buttons shown. */
export function createQuestions(): Questions {
  const words = new Map<string, string>();
  return {
    remember(shown) {
      for (const block of shown.blocks) {
        const buttons = block.kind === 'buttons' ? block.buttons : block.kind === 'item' ? [block.button] : [];
        for (const { id, confirm } of buttons) {
          if (confirm === undefined) continue;
          words.delete(id);
          words.set(id, confirm);
        }
      }
      for (const oldest of words.keys()) {
        if (words.size <= KEPT) break;
        words.delete(oldest);
      }
    },
    recall: (id, label) => words.get(id) ?? (label ? `${label}: are you sure?` : 'Are you sure?'),
  };
}
