import type { SandboxClock } from '../clock.ts';
import type { Sandbox } from '../contract.ts';
import type { FileShelf } from './file-shelf.ts';
import type { PickableCommunity, Reply, Request, Side } from './protocol.ts';
import { type Seat, takeSeat } from './seat.ts';
import { clockTarget } from './time.ts';
import { makeTrouble } from './trouble.ts';

/** What the page is built on. */
export interface PageParts {
  slack: Sandbox;
  discord: Sandbox;
  clock: SandboxClock;
  files: FileShelf;
}

/** One browser window. */
export interface Viewer {
  /** Do what was asked; the value goes back to the page. Rejects with words for the person. */
  handle(request: Request): Promise<unknown>;
  /** Look again at both sides. */
  refresh(): void;
  close(): void;
}

/** Serve one browser window, which may be one person on each side. */
export function createViewer(parts: PageParts, send: (reply: Reply) => void): Viewer {
  const seats = new Map<Side, Seat>();

  function seatOf(side: Side): Seat {
    const seat = seats.get(side);
    if (!seat) throw new Error('Pick who you are first.');
    return seat;
  }

  function sit(side: Side, personId: string, channelId?: string): void {
    const sandbox = parts[side];
    if (!sandbox.communities.some(({ people }) => people.some(({ id }) => id === personId)))
      throw new Error('There is no such person.');
    seats.get(side)?.leave();
    seats.set(
      side,
      takeSeat(sandbox, sandbox.as(personId), channelId, parts.files, (view) => send({ type: 'view', side, personId, view })),
    );
  }

  async function handle(request: Request): Promise<unknown> {
    if (request.do === 'clock') return moveClock(parts.clock, request.to);
    if (request.do === 'be') return sit(request.side, request.personId, request.channelId);
    if (request.do === 'trouble') return makeTrouble(parts[request.side], request.kind);

    const seat = seatOf(request.side);
    if (request.do === 'open') return seat.open(request.channelId);
    const { person } = seat;
    switch (request.do) {
      case 'suggestOption':
        return person.suggestOption(request.channelId, request.text, request.option, request.typed);
      case 'suggestField':
        return person.suggestField(request.fieldId, request.typed);
      case 'raw':
        return person.messages(seat.channelId()).find(({ id }) => id === request.messageId)?.raw;
      default:
        // The result must not overtake what it caused, refused or not.
        return act(seat, request).finally(seat.settle);
    }
  }

  send({ type: 'cast', slack: pickable(parts.slack), discord: pickable(parts.discord) });
  send({ type: 'clock', now: parts.clock.now(), offset: parts.clock.offset() });
  return {
    handle,
    refresh: () => seats.forEach((seat) => void seat.refresh()),
    close: () => seats.forEach((seat) => void seat.leave()),
  };
}

type Act = Extract<Request, { do: 'type' | 'press' | 'submit' | 'dismiss' }>;

async function act({ person }: Seat, request: Act): Promise<void> {
  switch (request.do) {
    case 'type':
      return person.type(request.channelId, request.text);
    case 'press':
      return person.press(request.messageId, request.controlId, request.values);
    case 'submit':
      return person.submit(request.values, request.files);
    case 'dismiss':
      return person.dismiss();
    default:
      request satisfies never;
  }
}

function moveClock(clock: SandboxClock, to: Extract<Request, { do: 'clock' }>['to']): void {
  const target = clockTarget(clock.now(), to);
  if (target === undefined) throw new Error('That is not a date and time.');
  clock.moveTo(target);
}

function pickable(sandbox: Sandbox): PickableCommunity[] {
  return sandbox.communities.map(({ id, name, people, channels }) => ({
    id,
    name,
    channels,
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      role: [person.admin && 'administrator', person.closedToDirectMessages && 'no direct messages from the bot']
        .filter(Boolean)
        .join(', '),
    })),
  }));
}
