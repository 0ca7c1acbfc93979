import type { PersonClient, Sandbox, ShownBlock, ShownMessage } from '../contract.ts';
import type { FileShelf } from './file-shelf.ts';
import type { View } from './protocol.ts';

/** As much of a channel as the page shows; a load test's thousands of messages would only make it slow. */
const NEWEST = 200;
/** Changes that come together are sent together, ms. */
const GATHER = 25;

/** One browser window being one person in one app. */
export interface Seat {
  readonly person: PersonClient;
  channelId(): string;
  open(channelId: string): void;
  /** Look now, and send what changed. */
  refresh(): void;
  /** As refresh, after the person did something: what the app told them is sent even when it says the same again. */
  settle(): void;
  leave(): void;
}

/** Sit down as a person: `send` gets everything they see at once, and afterwards the parts that changed. */
export function takeSeat(
  sandbox: Sandbox,
  person: PersonClient,
  channelId: string | undefined,
  files: FileShelf,
  send: (changed: Partial<View>) => void,
): Seat {
  const sent = new Map<string, string>();
  let open = person.channels().find((channel) => channel.id === channelId)?.id ?? person.channels()[0]?.id ?? '';
  let timer: NodeJS.Timeout | undefined;

  function refresh(): void {
    clearTimeout(timer);
    timer = undefined;
    try {
      look();
    } catch (error) {
      // Also runs by a timer, where nobody would catch it: a message the page cannot show must not end the bot beside it.
      console.error('The sandbox page could not be brought up to date:', error);
    }
  }

  function look(): void {
    const view = viewOf(sandbox, person, open, files);
    const changed = Object.entries(view).filter(([part, value]) => {
      const json = JSON.stringify(value);
      if (sent.get(part) === json) return false;
      sent.set(part, json);
      return true;
    });
    if (changed.length > 0) send(Object.fromEntries(changed));
  }

  const stop = person.onChange(() => {
    timer ??= setTimeout(refresh, GATHER);
  });
  refresh();

  return {
    person,
    channelId: () => open,
    open(id) {
      if (!person.channels().some((channel) => channel.id === id)) throw new Error('There is no such channel.');
      open = id;
      refresh();
    },
    refresh,
    settle() {
      sent.delete('notice');
      refresh();
    },
    leave() {
      clearTimeout(timer);
      stop();
    },
  };
}

function viewOf(sandbox: Sandbox, person: PersonClient, channelId: string, files: FileShelf): View {
  // Looking at the messages first marks them as read, so that the open channel counts none as unread.
  const messages = person.messages(channelId).slice(-NEWEST);
  return {
    channelId,
    messages: messages.map((message) => shown(message, files)),
    channels: person.channels(),
    commands: person.commands(),
    form: person.form() ?? null,
    notice: person.notice() ?? null,
    connected: sandbox.connections() > 0,
  };
}

function shown({ raw: _, ...message }: ShownMessage, files: FileShelf): Omit<ShownMessage, 'raw'> {
  return { ...message, blocks: message.blocks.map((block) => withOurAddress(block, files)) };
}

function withOurAddress(block: ShownBlock, files: FileShelf): ShownBlock {
  return block.type === 'image' || block.type === 'file' ? { ...block, url: files.offer(block.url) } : block;
}
