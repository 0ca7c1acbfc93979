import type { Id } from './wire.ts';

/** Tells the people's apps that something they see has changed. */
export interface Changes {
  /** Something in a channel everybody in it sees. */
  inChannel(channelId: Id): void;
  /** Something only one person sees. */
  forPerson(personId: Id): void;
  /** `sees` says whether a change in a channel concerns this person. Returns how to stop. */
  listen(personId: Id, sees: (channelId: Id) => boolean, listener: () => void): () => void;
}

interface Listener {
  personId: Id;
  sees: (channelId: Id) => boolean;
  tell: () => void;
}

/** Listeners are told once per turn, after the change is complete. */
export function createChanges(): Changes {
  const listeners = new Set<Listener>();
  const due = new Set<Listener>();

  function mark(which: (listener: Listener) => boolean): void {
    for (const listener of listeners) {
      if (!which(listener)) continue;
      if (due.size === 0) queueMicrotask(tellAll);
      due.add(listener);
    }
  }

  function tellAll(): void {
    const now = [...due];
    due.clear();
    for (const listener of now) listener.tell();
  }

  return {
    inChannel: (channelId) => mark((listener) => listener.sees(channelId)),
    forPerson: (personId) => mark((listener) => listener.personId === personId),
    listen(personId, sees, tell) {
      const listener = { personId, sees, tell };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        due.delete(listener);
      };
    },
  };
}
