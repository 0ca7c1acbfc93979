import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Check, checked } from '../../../src/sandbox/discord/checks/check.ts';
import { command } from '../../../src/sandbox/discord/checks/commands.ts';
import { messageInput } from '../../../src/sandbox/discord/checks/message.ts';
import { modal } from '../../../src/sandbox/discord/checks/modal.ts';
import { APPLICATION, bot, call, GENERAL, GRACE, GUILD, PRIYA, sandbox } from './kit.ts';
import { problemsBySpec } from './spec.ts';

test("what the sandbox answers has the shape of Discord's own description", async () => {
  const local = await sandbox();
  const answers: [string, unknown][] = [];
  const note = (schema: string, ...bodies: unknown[]) => {
    for (const body of bodies) answers.push([schema, body]);
  };
  const client = await bot(local, async (interaction) => {
    const callback = `/interactions/${interaction.id}/${interaction.token}/callback?with_response=true` as const;
    note(
      'InteractionCallbackResponseSchema',
      await client.rest.post(callback, { auth: false, body: { type: 4, data: { content: 'x' } } }),
    );
    const body = { flags: 1 << 15, components: everything };
    note('MessageResponseSchema', await client.rest.post(`/webhooks/${APPLICATION}/${interaction.token}`, { auth: false, body }));
  });
  const commands = await call(local, 'PUT', `/applications/${APPLICATION}/commands`, [
    { name: 'a', description: 'b', options: [{ type: 3, name: 'x', description: 'y', choices: [{ name: 'n', value: 'v' }] }] },
  ]);
  await local.as(PRIYA).type(GENERAL, '/a x:n');
  await local.as(GRACE).type(GENERAL, 'Hello @Priya Shah and @everyone');

  note('ApplicationCommandResponseSchema', ...list(commands.body));
  const post = { content: `hi <@${PRIYA}>`, nonce: 'x', embeds: [{ title: 't' }] };
  note('MessageResponseSchema', (await call(local, 'POST', `/channels/${GENERAL}/messages`, post)).body);
  note('MessageResponseSchema', ...list((await call(local, 'GET', `/channels/${GENERAL}/messages`)).body));
  note('PrivateChannelResponseSchema', (await call(local, 'POST', '/users/@me/channels', { recipient_id: PRIYA })).body);
  note('GuildChannelResponseSchema', (await call(local, 'GET', `/channels/${GENERAL}`)).body);
  note('UserPIIResponseSchema', (await call(local, 'GET', '/users/@me')).body);
  note('UserResponseSchema', (await call(local, 'GET', `/users/${PRIYA}`)).body);
  note('GuildMemberResponseSchema', ...list((await call(local, 'GET', `/guilds/${GUILD}/members?limit=10`)).body));
  note('GuildRoleResponseSchema', ...list((await call(local, 'GET', `/guilds/${GUILD}/roles`)).body));
  note('GuildWithCountsResponseSchema', (await call(local, 'GET', `/guilds/${GUILD}`)).body);
  note('GatewayBotResponseSchema', (await call(local, 'GET', '/gateway/bot')).body);
  note('PrivateApplicationResponseSchema', (await call(local, 'GET', '/applications/@me')).body);
  note('ErrorResponseSchema', (await call(local, 'GET', '/channels/123456')).body);

  expect(client.errors).toEqual([]);
  expect(answers.length).toBeGreaterThan(18);
  expect(answers.flatMap(([schema, body]) => problemsBySpec(schema, body).map((problem) => `${schema} ${problem}`))).toEqual([]);
});

const everything = [
  {
    type: 17,
    components: [
      { type: 10, content: 'x' },
      { type: 1, components: [{ type: 3, custom_id: 'c', options: [{ label: 'l', value: 'v' }] }] },
      { type: 1, components: [{ type: 5, custom_id: 'd' }] },
      { type: 9, components: [{ type: 10, content: 'y' }], accessory: { type: 11, media: { url: 'https://example.org/a.png' } } },
      { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
      { type: 14 },
    ],
  },
];

function list(body: unknown): unknown[] {
  return Array.isArray(body) ? body : [];
}

// Texts and lists just inside and just outside the limits, so that about half of all bodies are refused.
const near = (limit: number) =>
  fc.constantFrom(1, 2, limit - 1, limit, limit + 1).map((length) => 'x'.repeat(Math.max(0, length)));
const within = (limit: number) => fc.constantFrom(1, 2, limit).map((length) => 'x'.repeat(length));
const mostly = (limit: number) => fc.oneof({ weight: 30, arbitrary: within(limit) }, { weight: 1, arbitrary: near(limit) });
let unique = 0;
const customId = fc.oneof({ weight: 30, arbitrary: fc.constant('id') }, { weight: 1, arbitrary: near(100) }).map((id) => {
  unique += 1;
  return id.length > 50 ? id : `${id}${unique}`;
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const many = <T>(arbitrary: fc.Arbitrary<T>, max: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: Math.min(3, max) }) },
    { weight: 1, arbitrary: fc.array(arbitrary, { minLength: max, maxLength: max + 1 }) },
  );

const option = fc.record({ label: mostly(100), value: customId, description: maybe(mostly(100)) });
const button = fc.record({
  type: fc.constant(2),
  style: fc.constantFrom(1, 2, 3, 4),
  label: mostly(80),
  custom_id: customId,
  disabled: maybe(fc.boolean()),
});
const select = fc.record({
  type: fc.constant(3),
  custom_id: customId,
  placeholder: maybe(mostly(150)),
  options: many(option, 25),
});
const row = fc.oneof(
  fc.record({ type: fc.constant(1), components: many(button, 5) }),
  fc.record({ type: fc.constant(1), components: fc.tuple(select) }),
);
const words = fc.record({
  type: fc.constant(10),
  content: fc.oneof({ weight: 20, arbitrary: within(60) }, { weight: 1, arbitrary: near(4000) }),
});
const section = fc.record({ type: fc.constant(9), components: many(words, 3), accessory: button });
const container = fc.record({
  type: fc.constant(17),
  accent_color: maybe(fc.constantFrom(0, 0xffffff, 0x1000000)),
  components: many(fc.oneof(row, words, section), 8),
});
const embed = fc.record({
  title: maybe(mostly(256)),
  description: mostly(4096),
  fields: maybe(many(fc.record({ name: mostly(256), value: mostly(1024) }), 25)),
});
const plainMessage = fc.record({
  content: maybe(mostly(2000)),
  nonce: maybe(near(25)),
  embeds: maybe(many(embed, 10)),
  components: maybe(many(row, 5)),
});
const modernMessage = fc.record({ flags: fc.constant(1 << 15), components: many(fc.oneof(row, words, section, container), 10) });

const field = fc.oneof(
  fc.record({
    type: fc.constant(4),
    style: fc.constantFrom(1, 2, 3),
    custom_id: customId,
    value: maybe(mostly(4000)),
    placeholder: maybe(mostly(100)),
    max_length: maybe(fc.constantFrom(1, 4000, 4001)),
  }),
  select,
  fc.record({ type: fc.constant(5), custom_id: customId, max_values: maybe(fc.constantFrom(1, 25, 26)) }),
  fc.record({ type: fc.constant(21), custom_id: customId, options: fc.array(option, { minLength: 1, maxLength: 11 }) }),
  fc.record({ type: fc.constant(22), custom_id: customId, options: many(option, 10) }),
  fc.record({ type: fc.constant(23), custom_id: customId }),
);
const label = fc.record({ type: fc.constant(18), label: mostly(45), description: maybe(mostly(100)), component: field });
const form = fc.record({ custom_id: mostly(100), title: mostly(45), components: many(fc.oneof(label, words), 5) });

const choice = fc.record({ name: mostly(100), value: mostly(100) });
const commandOption = fc
  .record({
    type: fc.constantFrom(3, 3, 3, 6),
    name: mostly(32).chain((name) => fc.nat(99).map((number) => `${name.slice(2)}${number}`)),
    description: mostly(100),
    required: fc.constant(false),
  })
  .chain((base) =>
    base.type === 3
      ? maybe(many(choice, 25)).map((choices) => ({ ...base, ...(choices ? { choices } : {}) }))
      : fc.constant(base),
  );
const slash = fc.record({ name: mostly(32), description: mostly(100), options: maybe(many(commandOption, 25)) });

describe("nothing passes here that Discord's own description refuses", () => {
  const kinds: [string, fc.Arbitrary<unknown>, Check<unknown>, string][] = [
    ['messages', plainMessage, messageInput(), 'MessageCreateRequestSchema'],
    ['Components V2 messages', modernMessage, messageInput(), 'MessageCreateRequestSchema'],
    ['modals', form, modal, 'ModalInteractionCallbackRequestDataSchema'],
    ['commands', slash, command, 'ApplicationCommandUpdateRequestSchema'],
  ];
  test.each(kinds)('%s', (_name, bodies, check, schema) => {
    const passed = { yes: 0, no: 0 };
    fc.assert(
      fc.property(bodies, (generated) => {
        const body: unknown = JSON.parse(JSON.stringify(generated));
        if (!accepts(check, body)) {
          passed.no += 1;
          return;
        }
        passed.yes += 1;
        expect(problemsBySpec(schema, body)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    // Both kinds must have come up, or the property says nothing.
    expect(passed.yes).toBeGreaterThan(30);
    expect(passed.no).toBeGreaterThan(10);
  });
});

function accepts(check: Check<unknown>, body: unknown): boolean {
  try {
    checked(check, body);
    return true;
  } catch {
    return false;
  }
}
