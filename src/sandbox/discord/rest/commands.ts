import { checked, isRecord } from '../checks/check.ts';
import { type CommandInput, command, commandList } from '../checks/commands.ts';
import { type Call, nothing, ok, param, type Reply, type Route } from '../http/route.ts';
import { refusals } from '../refusal.ts';
import type { Command } from '../wire.ts';

/** Chat input commands, and as many of them as an application may have per scope. */
const CHAT_INPUT = 1;
const MOST = 100;

type Verb = Pick<Route, 'method' | 'run'> & { one?: boolean };

const verbs: Verb[] = [
  { method: 'GET', run: (call) => ok(inScope(call)) },
  { method: 'PUT', run: overwrite },
  { method: 'POST', run: create },
  { method: 'GET', one: true, run: (call) => ok(existing(call)) },
  { method: 'PATCH', one: true, run: change },
  { method: 'DELETE', one: true, run: remove },
];

/** Registered commands: for everywhere, and for single servers. */
export const commandRoutes: Route[] = [
  '/applications/:application/commands',
  '/applications/:application/guilds/:guild/commands',
].flatMap((base) =>
  verbs.map(
    ({ method, one, run }): Route => ({
      method,
      path: one ? `${base}/:command` : base,
      major: ['guild'],
      run(call) {
        if (param(call, 'application') !== call.hub.bot.id) throw refusals.unknownApplication();
        if (call.params.guild && !call.hub.cast.community(call.params.guild)) throw refusals.missingAccess();
        return run(call);
      },
    }),
  ),
);

function inScope({ hub, params }: Call): Command[] {
  return hub.store.commands.filter((one) => one.guild_id === params.guild);
}

function existing(call: Call): Command {
  const found = inScope(call).find((one) => one.id === param(call, 'command'));
  if (!found) throw refusals.unknownCommand();
  return found;
}

function overwrite(call: Call): Reply {
  const inputs = checked(commandList, call.body);
  if (inputs.filter(({ type }) => type === CHAT_INPUT).length > MOST) throw refusals.tooManyCommands();
  const earlier = inScope(call);
  const registered = inputs.map((input) => build(call, input, find(earlier, input)));
  replace(call, registered);
  return ok(registered);
}

function create(call: Call): Reply {
  const input = checked(command, call.body);
  const earlier = inScope(call);
  const same = find(earlier, input);
  if (!same && input.type === CHAT_INPUT && earlier.filter(({ type }) => type === CHAT_INPUT).length >= MOST)
    throw refusals.tooManyCommands();
  const built = build(call, input, same);
  replace(call, [...earlier.filter((one) => one !== same), built]);
  return { status: same ? 200 : 201, body: built };
}

function change(call: Call): Reply {
  const earlier = existing(call);
  const { name, type, description, options, default_member_permissions, contexts, integration_types, nsfw } = earlier;
  const before = { name, type, description, options, default_member_permissions, contexts, integration_types, nsfw };
  const input = checked(command, { ...before, ...(isRecord(call.body) ? call.body : {}) });
  const built = build(call, input, earlier);
  replace(
    call,
    inScope(call).map((one) => (one === earlier ? built : one)),
  );
  return ok(built);
}

function remove(call: Call): Reply {
  const earlier = existing(call);
  replace(
    call,
    inScope(call).filter((one) => one !== earlier),
  );
  return nothing;
}

function find(list: Command[], { type, name }: CommandInput): Command | undefined {
  return list.find((one) => one.type === type && one.name === name);
}

function build({ hub, params }: Call, input: CommandInput, same: Command | undefined): Command {
  return {
    id: same?.id ?? hub.store.ids.next(),
    application_id: hub.bot.id,
    ...(params.guild ? { guild_id: params.guild } : {}),
    version: hub.store.ids.next(),
    type: input.type,
    name: input.name,
    description: input.description,
    options: input.options ?? [],
    default_member_permissions: input.default_member_permissions ?? null,
    contexts: params.guild ? null : (input.contexts ?? null),
    integration_types: input.integration_types ?? [0],
    nsfw: input.nsfw ?? false,
  };
}

function replace({ hub, params }: Call, commands: Command[]): void {
  hub.store.commands = [...hub.store.commands.filter((one) => one.guild_id !== params.guild), ...commands];
  hub.store.touch();
}
