import type { ViewOutput } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { slack, socketApp } from './bolt.ts';
import { input, modal, openForm, opening } from './view-parts.ts';

const picked = (name: string, words: string) => ({ name, base64: Buffer.from(words).toString('base64') });
const withFile = (element: object = {}, more: object = {}) => modal([input('sheet', { type: 'file_input', ...element }, more)]);

async function opened(view: object, manifest?: object) {
  const sandbox = await slack(manifest ? { manifest } : {});
  const submitted: ViewOutput[] = [];
  const app = await socketApp(
    sandbox,
    opening(view, (one) => one.view('form', async ({ ack, view: sent }) => ack(void submitted.push(sent) as undefined))),
  );
  const files = () => Object.values(submitted.at(-1)?.state.values.sheet ?? {})[0]?.files ?? [];
  return { sandbox, app, files, ann: await openForm(sandbox) };
}

describe('a file in a form', () => {
  it('is uploaded by the person, and described in what is sent', async () => {
    const { ann, files } = await opened(withFile({ filetypes: ['csv'], max_files: 1 }));

    const field = ann.form()?.fields[0];
    await ann.submit({}, { sheet: picked('rooms.csv', 'A1') });

    expect(field).toMatchObject({ type: 'file', endings: ['csv'], value: [] });
    expect(files()).toMatchObject([{ name: 'rooms.csv', filetype: 'csv', size: 2, user: 'U0ANN' }]);
  });

  it('is handed out to the bot’s token alone', async () => {
    const { ann, app, sandbox, files } = await opened(withFile());
    await ann.submit({}, { sheet: picked('rooms.csv', 'A1,Hall') });
    const [file] = files();
    const info = await app.client.files.info({ file: String(file?.id) });
    const get = (token?: string) =>
      fetch(String(info.file?.url_private_download), {
        redirect: 'manual',
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      });

    const answers = await Promise.all([get(sandbox.environment.SLACK_BOT_TOKEN), get(), get('xoxb-other')]);

    expect(answers.map(({ status }) => status)).toEqual([200, 302, 302]);
    expect(await answers[0]?.text()).toBe('A1,Hall');
    await expect(app.client.files.info({ file: 'F0NONE' })).rejects.toThrow('file_not_found');
  });

  it('is required unless the block says otherwise, and of the right kind', async () => {
    const { ann, files } = await opened(withFile({ filetypes: ['csv'] }));

    await expect(ann.submit({})).rejects.toThrow('Please complete this required field.');
    await expect(ann.submit({}, { sheet: picked('rooms.pdf', 'x') })).rejects.toThrow('cannot be added here');
    await expect(ann.submit({}, { other: picked('rooms.csv', 'x') })).rejects.toThrow('takes no file in other');
    expect(files()).toEqual([]);
  });

  it('may be left out where it is optional', async () => {
    const { ann, files } = await opened(withFile({}, { optional: true }));

    await ann.submit({});

    expect(files()).toEqual([]);
    expect(ann.form()).toBeUndefined();
  });
});
