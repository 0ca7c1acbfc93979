import { describe, expect, it } from 'vitest';
import { slack, socketApp } from './bolt.ts';
import { input, modal, openForm, opening, option, plain, title } from './view-parts.ts';

describe('a form', () => {
  it.each([
    [
      'a title of 25 characters',
      modal([title], { title: plain('x'.repeat(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['no submit beside an input', { ...modal([title]), submit: undefined }, 'missing required field: submit'],
    ['the same block_id twice', modal([title, title]), '`block_id` title already exists'],
    [
      '101 options',
      modal([input('a', { type: 'static_select', options: Array.from({ length: 101 }, (_, at) => option(`o${at}`)) })]),
      'no more than 100 items',
    ],
    [
      'an option value of 151',
      modal([
        input('a', { type: 'static_select', options: [option('v'.repeat(76)), { text: plain('x'), value: 'v'.repeat(151) }] }),
      ]),
      'must be less than 151',
    ],
    ['private_metadata of 3,001', modal([title], { private_metadata: 'x'.repeat(3001) }), 'must be less than 3001'],
    ['a markdown block', modal([{ type: 'markdown', text: 'x' }]), 'unsupported type: markdown'],
    ['a field for eleven files', modal([input('a', { type: 'file_input', max_files: 11 })]), 'max_files'],
    ['a field for no files', modal([input('a', { type: 'file_input', max_files: 0 })]), 'max_files'],
    ['kinds of files that are no list', modal([input('a', { type: 'file_input', filetypes: 'csv' })]), 'filetypes'],
    ['a file that stands in it already', modal([input('a', { type: 'file_input', initial_value: 'x' })]), 'initial_value'],
    ['an unknown field', modal([title], { colour: 'red' }), 'invalid additional property: colour'],
  ])('is refused with %s', async (_what, view, words) => {
    const sandbox = await slack();
    const refused: unknown[] = [];
    await socketApp(sandbox, (app) =>
      app.command('/form', async ({ ack, body, client }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: body.trigger_id, view }).catch((error: unknown) => refused.push(error));
      }),
    );

    const ann = await openForm(sandbox);

    expect(ann.form()).toBeUndefined();
    expect(refused).toMatchObject([{ data: { error: 'invalid_arguments' } }]);
    expect(JSON.stringify(refused)).toContain(JSON.stringify(words).slice(1, -1));
  });

  it('is refused when it is larger than 250 kB', async () => {
    const sandbox = await slack();
    const text = 'x'.repeat(3000);
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text: { type: 'mrkdwn', text } }));
    await socketApp(
      sandbox,
      opening(modal(blocks), (app) => app.error(async () => undefined)),
    );

    await openForm(sandbox);

    expect(sandbox.calls().at(-1)).toMatchObject({ method: 'views.open', error: 'view_too_large' });
  });
});
