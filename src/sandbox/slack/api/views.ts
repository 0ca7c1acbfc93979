import { changedFor } from '../changes.ts';
import { isRefusal } from '../content.ts';
import { useTrigger } from '../delivery/triggers.ts';
import { isFields, textOf } from '../types.ts';
import { findView, readView, replaceView, showView } from '../views.ts';
import type { Answer, Call, Method } from './method.ts';

/** views.open, views.push, views.update, views.publish. */
export const VIEWS: Record<string, Method> = {
  'views.open': {
    tier: 4,
    arguments: { trigger_id: 'text', view: 'json' },
    required: ['trigger_id', 'view'],
    run: (call) => show(call, false),
  },
  'views.push': {
    tier: 4,
    arguments: { trigger_id: 'text', view: 'json' },
    required: ['trigger_id', 'view'],
    run: (call) => show(call, true),
  },
  'views.update': {
    tier: 4,
    arguments: { view_id: 'text', external_id: 'text', hash: 'text', view: 'json' },
    required: ['view'],
    run: update,
  },
  'views.publish': {
    tier: 4,
    arguments: { user_id: 'text', hash: 'text', view: 'json' },
    required: ['user_id', 'view'],
    run: publish,
  },
};

function show({ world, team, args }: Call, onTop: boolean): Answer {
  const view = readView(world, team, args.view, 'modal');
  if (isRefusal(view)) return view;
  const trigger = useTrigger(world, team, textOf(args.trigger_id));
  if ('error' in trigger) return trigger;
  return showView(world, team, trigger.person, view, onTop) ?? { view };
}

function update({ world, team, args }: Call): Answer {
  const open = findView(world, team, textOf(args.view_id), textOf(args.external_id));
  if (!open) return { error: 'not_found' };
  if (args.hash !== undefined && args.hash !== open.view.hash) return { error: 'hash_conflict' };
  const view = readView(world, team, args.view, 'modal', open.view);
  if (isRefusal(view)) return view;
  replaceView(world, open, view);
  return { view };
}

function publish({ world, team, args }: Call): Answer {
  const person = textOf(args.user_id);
  if (!team.people.has(person))
    return { error: 'invalid_arguments', messages: ['[ERROR] user not found [json-pointer:/user_id]'] };
  if (world.manifest && !world.manifest.homeTab) return { error: 'not_enabled' };
  const old = team.homes.get(person);
  if (args.hash !== undefined && old && args.hash !== old.hash) return { error: 'hash_conflict' };
  if (!isFields(args.view))
    return { error: 'invalid_arguments', messages: ['[ERROR] must provide an object [json-pointer:/view]'] };
  const view = readView(world, team, args.view, 'home', old);
  if (isRefusal(view)) return view;
  team.homes.set(person, view);
  changedFor(world, person);
  world.save();
  return { view };
}
