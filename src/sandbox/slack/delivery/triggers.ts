import { secret } from '../ids.ts';
import type { Team, World } from '../world.ts';

/** Hands out a trigger_id for something this person just did. */
export function newTrigger(world: World, team: Team, person: string): string {
  const id = `${Date.now()}.${team.id.replace(/\D/g, '').slice(0, 12) || '1'}.${secret(16)}`;
  world.triggers.set(id, { team: team.id, person, at: Date.now(), used: false });
  forgetOld(world);
  return id;
}

/** Uses a trigger up. Returns whose it is, or Slack's error. Each opens one view, within three seconds. */
export function useTrigger(world: World, team: Team, id: string): { person: string } | { error: string } {
  const trigger = world.triggers.get(id);
  if (!trigger || trigger.team !== team.id) return { error: 'invalid_trigger_id' };
  if (trigger.used) return { error: 'exchanged_trigger_id' };
  if (Date.now() - trigger.at > world.deadlines.trigger) return { error: 'expired_trigger_id' };
  trigger.used = true;
  return { person: trigger.person };
}

/** Old triggers are kept for a minute, so that a late one is called expired and not invalid. */
function forgetOld(world: World): void {
  for (const [id, trigger] of world.triggers) {
    if (Date.now() - trigger.at < world.deadlines.trigger + 60_000) return;
    world.triggers.delete(id);
  }
}
