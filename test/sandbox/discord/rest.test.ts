import { expect, test } from 'vitest';
import { APPLICATION, bot, call, directOf, GENERAL, GRACE, GUILD, newest, PRIYA, STAFF, sandbox, TOM } from './kit.ts';

const V2 = 1 << 15;

test('without the right token every call is 401', async () => {
  const local = await sandbox();

  const answer = await call(local, 'GET', '/users/@me', undefined, { authorization: 'Bot nonsense' });

  expect(answer).toMatchObject({ status: 401, body: { code: 0, message: '401: Unauthorized' } });
});

test('what is not there is unknown, each in its own words', async () => {
  const local = await sandbox({ channelAccess: { [STAFF]: 'hidden', [GENERAL]: 'readOnly' } });
  const code = async (method: string, path: string, body?: unknown) => {
    const answer = await call(local, method, path, body);
    return [answer.status, answer.body.code];
  };

  expect(await code('GET', '/channels/1200000000000000999')).toEqual([404, 10003]);
  expect(await code('GET', '/guilds/1200000000000000999')).toEqual([404, 10004]);
  expect(await code('GET', `/channels/${GENERAL}/messages/1200000000000000999`)).toEqual([404, 10008]);
  expect(await code('GET', '/users/1200000000000000999')).toEqual([404, 10013]);
  expect(await code('GET', `/channels/${STAFF}`)).toEqual([403, 50001]);
  expect(await code('POST', `/channels/${GENERAL}/messages`, { content: 'x' })).toEqual([403, 50013]);
  expect(await code('POST', '/users/@me/channels', { recipient_id: '1200000000000000999' })).toEqual([404, 10013]);
  expect(await code('GET', '/no/such/route')).toEqual([404, 0]);
  expect(await code('PUT', `/channels/${GENERAL}`)).toEqual([405, 0]);
});

test('history is newest first, and before, after and around cut it', async () => {
  const local = await sandbox();
  const priya = local.as(PRIYA);
  for (let index = 0; index < 6; index += 1) await priya.type(GENERAL, `m${index}`);
  const ids = priya.messages(GENERAL).map((message) => message.id);
  const read = async (query: string) => {
    const { body } = await call(local, 'GET', `/channels/${GENERAL}/messages?${query}`);
    return Array.isArray(body) ? body.map((message) => message.content) : body;
  };

  expect(await read('limit=2')).toEqual(['m5', 'm4']);
  expect(await read(`limit=2&before=${ids[3]}`)).toEqual(['m2', 'm1']);
  expect(await read(`limit=2&after=${ids[1]}`)).toEqual(['m3', 'm2']);
  expect(await read(`limit=3&around=${ids[3]}`)).toEqual(['m4', 'm3', 'm2']);
  expect(await call(local, 'GET', `/channels/${GENERAL}/messages?limit=101`)).toMatchObject({
    status: 400,
    body: { code: 50035 },
  });
});

test('a nonce comes back in the answer but is not kept in history, and without enforcing it sends twice', async () => {
  const local = await sandbox();
  const post = (more = {}) => call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'x', nonce: 'n1', ...more });

  const first = await post({ enforce_nonce: true });
  const again = await post({ enforce_nonce: true });
  const other = await post();
  const history = await call(local, 'GET', `/channels/${GENERAL}/messages`);

  expect(first.body.nonce).toBe('n1');
  expect(again.body.id).toBe(first.body.id);
  expect(other.body.id).not.toBe(first.body.id);
  expect(JSON.stringify(history.body)).not.toContain('n1');
});

test('the bot changes and deletes its own messages only', async () => {
  const local = await sandbox();
  await local.as(PRIYA).type(GENERAL, 'mine');
  const mine = newest(local.as(PRIYA), GENERAL).id;
  const own = await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'ours' });
  const path = `/channels/${GENERAL}/messages`;

  const edited = await call(local, 'PATCH', `${path}/${own.body.id}`, { content: 'changed' });
  const foreign = await call(local, 'PATCH', `${path}/${mine}`, { content: 'changed' });
  const foreignGone = await call(local, 'DELETE', `${path}/${mine}`);
  const gone = await call(local, 'DELETE', `${path}/${own.body.id}`);

  expect(edited.body.edited_timestamp).not.toBeNull();
  expect(foreign).toMatchObject({ status: 403, body: { code: 50005 } });
  expect(foreignGone).toMatchObject({ status: 403, body: { code: 50013 } });
  expect(gone.status).toBe(204);
  expect(
    local
      .as(PRIYA)
      .messages(GENERAL)
      .map((message) => message.text),
  ).toEqual(['mine']);
});

test('Components V2 cannot be taken back, and old content must go first', async () => {
  const local = await sandbox();
  const path = `/channels/${GENERAL}/messages`;
  const modern = await call(local, 'POST', path, { flags: V2, components: [{ type: 10, content: 'x' }] });
  const plain = await call(local, 'POST', path, { content: 'x' });

  const back = await call(local, 'PATCH', `${path}/${modern.body.id}`, { content: 'plain again' });
  const kept = await call(local, 'PATCH', `${path}/${plain.body.id}`, { flags: V2, components: [{ type: 10, content: 'y' }] });
  const cleared = await call(local, 'PATCH', `${path}/${plain.body.id}`, {
    flags: V2,
    content: null,
    components: [{ type: 10, content: 'y' }],
  });

  expect([back.status, kept.status, cleared.status]).toEqual([400, 400, 200]);
  expect(newest(local.as(PRIYA), GENERAL).text).toBe('y');
});

test('mentions notify as far as allowed_mentions lets them: everything by default, nothing when told so', async () => {
  const local = await sandbox();
  const content = `<@${PRIYA}> and <@${TOM}> and @everyone, not \`<@${GRACE}>\``;
  const pings = async (more: object) => {
    await call(local, 'POST', `/channels/${GENERAL}/messages`, more);
    const spans = newest(local.as(TOM), GENERAL).blocks.flatMap((block) => (block.type === 'text' ? block.text : []));
    return spans.flatMap((span) => (span.pings ? [span.pings.id ?? span.pings.kind] : []));
  };

  expect(await pings({ content })).toEqual([PRIYA, TOM, 'everyone']);
  expect(await pings({ content, allowed_mentions: { parse: [] } })).toEqual([]);
  expect(await pings({ content, allowed_mentions: { users: [TOM] } })).toEqual([TOM]);
  expect(await pings({ flags: V2, components: [{ type: 10, content }] })).toEqual([PRIYA, TOM, 'everyone']);
});

test('a reply notifies whom it answers, unless told not to', async () => {
  const local = await sandbox();
  await local.as(PRIYA).type(GENERAL, 'a question');
  const message_reference = { message_id: newest(local.as(PRIYA), GENERAL).id };
  const path = `/channels/${GENERAL}/messages`;

  const loud = await call(local, 'POST', path, { content: 'an answer', message_reference });
  const quiet = await call(local, 'POST', path, { content: 'an answer', message_reference, allowed_mentions: { parse: [] } });

  expect(loud.body).toMatchObject({ type: 19, mentions: [{ id: PRIYA }], referenced_message: { content: 'a question' } });
  expect(quiet.body.mentions).toEqual([]);
});

test('commands of one server belong to that server', async () => {
  const local = await sandbox();
  const base = `/applications/${APPLICATION}`;
  const made = await call(local, 'POST', `${base}/guilds/${GUILD}/commands`, { name: 'here', description: 'Here' });
  await call(local, 'PUT', `${base}/commands`, [{ name: 'everywhere', description: 'Everywhere' }]);

  const again = await call(local, 'POST', `${base}/guilds/${GUILD}/commands`, { name: 'here', description: 'Changed' });
  const offered = local
    .as(PRIYA)
    .commands()
    .map(({ path, about }) => [path, about]);
  await call(local, 'DELETE', `${base}/guilds/${GUILD}/commands/${made.body.id}`);

  expect([made.status, again.status]).toEqual([201, 200]);
  expect(again.body.id).toBe(made.body.id);
  expect(offered).toEqual([
    ['/everywhere', 'Everywhere'],
    ['/here', 'Changed'],
  ]);
  expect(
    local
      .as(PRIYA)
      .commands()
      .map(({ path }) => path),
  ).toEqual(['/everywhere']);
});

test('files arrive as multipart, are served, and can be shown by File, gallery and thumbnail', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR42mP8z8BQz0AEYBxVSF8AXgAF/g8K0eUAAAAASUVORK5CYII=',
    'base64',
  );
  const channel = await client.channels.fetch(GENERAL);
  if (!channel?.isSendable()) throw new Error('not sendable');

  const sent = await channel.send({
    flags: V2,
    files: [
      { attachment: Buffer.from('a,b\n1,2\n'), name: 'voice report.csv' },
      { attachment: png, name: 'map.png', description: 'Where' },
    ],
    components: [
      {
        type: 9,
        components: [{ type: 10, content: 'Map' }],
        accessory: { type: 11, media: { url: 'attachment://map.png' }, description: 'Small' },
      },
      { type: 12, items: [{ media: { url: 'attachment://map.png' }, description: 'Where' }] },
      { type: 13, file: { url: 'attachment://voice_report.csv' } },
    ],
  });
  const shown = newest(local.as(PRIYA), GENERAL);
  const file = shown.blocks.at(-1);
  const served = file?.type === 'file' ? await fetch(file.url) : undefined;

  expect(sent.attachments.map(({ name, size, width, height }) => [name, size, width ?? null, height ?? null])).toEqual([
    ['voice_report.csv', 8, null, null],
    ['map.png', png.length, 2, 3],
  ]);
  expect(shown.blocks.map(({ type }) => type)).toEqual(['text', 'image', 'image', 'file']);
  expect(file).toMatchObject({ name: 'voice_report.csv', bytes: 8 });
  expect(await served?.text()).toBe('a,b\n1,2\n');
  expect(served?.headers.get('content-type')).toContain('text/csv');
  expect(local.calls().at(-1)).toMatchObject({ body: { files: [{ name: 'voice report.csv', bytes: 8 }, { name: 'map.png' }] } });
});

test('an edit keeps files, or replaces them when it lists which to keep', async () => {
  const local = await sandbox();
  const client = await bot(local);
  const channel = await client.channels.fetch(GENERAL);
  if (!channel?.isSendable()) throw new Error('not sendable');
  const sent = await channel.send({ content: 'x', files: [{ attachment: Buffer.from('one'), name: 'one.txt' }] });

  const kept = await sent.edit('y');
  const names = kept.attachments.map((attachment) => attachment.name);
  const replaced = await sent.edit({ attachments: [], files: [{ attachment: Buffer.from('two'), name: 'two.txt' }] });

  expect(names).toEqual(['one.txt']);
  expect(replaced.attachments.map((attachment) => attachment.name)).toEqual(['two.txt']);
  expect(newest(local.as(PRIYA), GENERAL).blocks.at(-1)).toMatchObject({ type: 'file', name: 'two.txt' });
});

test('a person hears of every change to what they see, and of nobody else’s private things', async () => {
  const local = await sandbox();
  const heard: string[] = [];
  const stop = local.as(PRIYA).onChange(() => heard.push('priya'));
  local.as(TOM).onChange(() => heard.push('tom'));
  const direct = await call(local, 'POST', '/users/@me/channels', { recipient_id: PRIYA });

  await call(local, 'POST', `/channels/${direct.body.id}/messages`, { content: 'private' });
  const afterPrivate = [...heard];
  await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'public' });
  stop();
  await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: 'public' });

  expect(direct.body.id).toBe(directOf(local.as(PRIYA)));
  expect(afterPrivate).toEqual(['priya']);
  expect(heard).toEqual(['priya', 'priya', 'tom', 'tom']);
});
