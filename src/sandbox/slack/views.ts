import { viewIssues } from './blocks/check.ts';
import { filledIn } from './blocks/fill.ts';
import { inSlacksWords } from './blocks/rules.ts';
import { changedFor, screenOf } from './changes.ts';
import type { Refusal } from './content.ts';
import { newId, secret } from './ids.ts';
import { initialValues } from './shown/controls.ts';
import { inputsOf } from './shown/form.ts';
import type { Fields } from './types.ts';
import { fieldsList, isFields, textOf } from './types.ts';
import type { OpenView, Team, ViewRecord, World } from './world.ts';

/** A view may be 250 kB; three modals may lie on each other. */
const VIEW_BYTES_MAX = 250_000;
const STACK_MAX = 3;

/** Checks a view and gives it its ids. `old` is what it replaces. */
export function readView(
  world: World,
  team: Team,
  value: unknown,
  type: 'modal' | 'home',
  old?: ViewRecord,
): ViewRecord | Refusal {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > VIEW_BYTES_MAX) return { error: 'view_too_large' };
  const issues = viewIssues(value, type);
  if (issues.length > 0 || !isFields(value)) return { error: 'invalid_arguments', messages: inSlacksWords(issues) };
  const external = textOf(value.external_id);
  if (external !== '' && externalIdTaken(world, team, external, old)) return { error: 'duplicate_external_id' };

  const id = old?.id ?? newId('V');
  return {
    id,
    team_id: team.id,
    type,
    blocks: filledIn(fieldsList(value.blocks)),
    private_metadata: textOf(value.private_metadata),
    callback_id: textOf(value.callback_id),
    external_id: external,
    hash: `${Math.floor(Date.now() / 1000)}.${secret(4)}`,
    state: { values: {} },
    previous_view_id: old?.previous_view_id ?? null,
    root_view_id: old?.root_view_id ?? id,
    app_id: team.bot.appId,
    app_installed_team_id: team.id,
    bot_id: team.bot.botId,
    ...(type === 'modal'
      ? {
          title: value.title,
          submit: value.submit ?? null,
          close: value.close ?? null,
          clear_on_close: value.clear_on_close ?? false,
          notify_on_close: value.notify_on_close ?? false,
        }
      : {}),
  };
}

/** Shows a modal: alone, or on top of the one that is open. */
export function showView(world: World, team: Team, person: string, view: ViewRecord, onTop: boolean): Refusal | undefined {
  const screen = screenOf(world, person);
  if (!onTop) closeAll(world, person);
  if (onTop && screen.stack.length >= STACK_MAX) return { error: 'push_limit_reached' };
  const below = screen.stack.at(-1)?.view;
  if (below) Object.assign(view, { previous_view_id: below.id, root_view_id: below.root_view_id });
  const open: OpenView = { view, person, team: team.id, values: new Map(), offered: new Map(), errors: {} };
  startValues(open);
  screen.stack.push(open);
  world.views.set(view.id, open);
  changedFor(world, person);
  return undefined;
}

/** Puts a new view into an open modal; an input keeps what stands in it if its block_id and action_id stayed. */
export function replaceView(world: World, open: OpenView, view: ViewRecord): void {
  const kept = new Map<string, string[]>();
  const before = inputsOf(open.view);
  for (const { block, element } of inputsOf(view)) {
    const id = textOf(block.block_id);
    const same = before.some((old) => old.block.block_id === id && old.element.action_id === element.action_id);
    const value = open.values.get(id);
    if (same && value) kept.set(id, value);
  }
  open.view = view;
  open.values = kept;
  open.errors = {};
  startValues(open);
  changedFor(world, open.person);
}

/** Takes the modal on top away. */
export function closeTop(world: World, person: string): void {
  const open = screenOf(world, person).stack.pop();
  if (open) world.views.delete(open.view.id);
  changedFor(world, person);
}

/** Takes every modal away. */
export function closeAll(world: World, person: string): void {
  const { stack } = screenOf(world, person);
  for (const open of stack.splice(0)) {
    world.views.delete(open.view.id);
    changedFor(world, person);
  }
}

/** The open modal with this id or external id. */
export function findView(world: World, team: Team, id: string, external: string): OpenView | undefined {
  if (id !== '') {
    const open = world.views.get(id);
    return open?.team === team.id ? open : undefined;
  }
  return [...world.views.values()].find((open) => open.team === team.id && external !== '' && open.view.external_id === external);
}

function externalIdTaken(world: World, team: Team, external: string, old: ViewRecord | undefined): boolean {
  const shown: Fields[] = [
    ...[...world.views.values()].filter((open) => open.team === team.id).map((open) => open.view),
    ...team.homes.values(),
  ];
  return shown.some((view) => view.external_id === external && view.id !== old?.id);
}

function startValues(open: OpenView): void {
  for (const { block, element } of inputsOf(open.view)) {
    const id = textOf(block.block_id);
    if (textOf(element.type).endsWith('external_select') && !open.offered.has(id)) {
      open.offered.set(id, [
        ...(isFields(element.initial_option) ? [element.initial_option] : []),
        ...fieldsList(element.initial_options),
      ]);
    }
    if (!open.values.has(id)) open.values.set(id, initialValues(element));
  }
}
