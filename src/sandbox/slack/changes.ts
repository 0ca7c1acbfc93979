import type { Channel, Screen, Team, World } from './world.ts';
import { later } from './world.ts';

/** What a person's client shows; made when first needed. */
export function screenOf(world: World, person: string): Screen {
  const existing = world.screens.get(person);
  if (existing) return existing;

  const screen: Screen = { stack: [], chosen: new Map(), notice: undefined, changes: 0, listeners: new Set(), told: false };
  world.screens.set(person, screen);
  return screen;
}

/** Something only this person sees has changed. */
export function changedFor(world: World, person: string): void {
  const screen = screenOf(world, person);
  screen.changes += 1;
  tell(screen);
  wake(world);
}

/** A message in a channel has changed: for one person (their direct messages, an ephemeral one) or for everybody. */
export function changedIn(world: World, team: Team, channel: Channel, onlyFor?: string): void {
  const person = onlyFor ?? channel.person;
  if (person !== undefined) {
    changedFor(world, person);
    return;
  }
  team.changes += 1;
  for (const [id, screen] of world.screens) if (team.people.has(id)) tell(screen);
  wake(world);
}

/** How often what this person sees has changed; compare with an earlier reading. */
export function changesSeenBy(world: World, team: Team, person: string): number {
  return team.changes + screenOf(world, person).changes;
}

/**
 * Waits until the app has shown this person something since `before`, or until the time is over (default: the settle time).
 * Resolves whether something was shown.
 */
export async function settled(
  world: World,
  team: Team,
  person: string,
  before: number,
  milliseconds = world.deadlines.settle,
): Promise<boolean> {
  const shown = await until(world, () => changesSeenBy(world, team, person) > before, milliseconds);
  // The request that showed it is still being answered; let it be recorded first.
  await new Promise((resolve) => setImmediate(resolve));
  return shown;
}

/** Waits until a condition holds (asked again after every visible change and new connection) or the time is over. */
export function until(world: World, done: () => boolean, milliseconds: number): Promise<boolean> {
  if (done()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (result: boolean) => {
      world.settling.delete(look);
      world.timers.delete(timer);
      clearTimeout(timer);
      resolve(result);
    };
    const look = () => {
      if (world.closed) finish(false);
      else if (done()) finish(true);
    };
    const timer = later(world, milliseconds, () => finish(done()));
    world.settling.add(look);
  });
}

/** Lets everybody who waits look again. */
export function wake(world: World): void {
  for (const look of [...world.settling]) look();
}

function tell(screen: Screen): void {
  if (screen.told || screen.listeners.size === 0) return;
  screen.told = true;
  // Together and after the change is complete: a listener reads the whole state.
  queueMicrotask(() => {
    screen.told = false;
    for (const listener of [...screen.listeners]) listener();
  });
}
