import type { WebClient } from '@slack/web-api';
import { cut } from '../../chat/text.ts';
import { CALL_TIMEOUT_MS, FILE_ALT } from './limits.ts';
import type { SlackMessage } from './outgoing.ts';

/** Files: asked for an address, sent there, then shared (docs.slack.dev, files.getUploadURLExternal). */

type SlackFile = SlackMessage['files'][number];

/** A file Slack has, but nobody can see yet. */
export interface UploadedFile {
  id: string;
  title: string;
}

/** Sends the contents to Slack; nobody sees them yet. Throws when that fails. */
export function uploadFiles(client: WebClient, files: readonly SlackFile[]): Promise<UploadedFile[]> {
  return Promise.all(files.map((file) => upload(client, file)));
}

async function upload(client: WebClient, file: SlackFile): Promise<UploadedFile> {
  const bytes = Buffer.from(file.base64, 'base64');
  // Slack refuses an empty file.
  const content = bytes.length > 0 ? bytes : Buffer.from('\n');
  // The library calls it alt_text; Slack's own reference says alt_txt.
  const place = await client.apiCall('files.getUploadURLExternal', {
    filename: file.name,
    length: content.length,
    ...(file.alt && { alt_txt: cut(file.alt, FILE_ALT) }),
  });
  if (!('upload_url' in place && 'file_id' in place)) throw new Error('Slack gave no address to upload to');
  const answer = await fetch(String(place.upload_url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(content),
    redirect: 'error',
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`Slack answered ${answer.status} to an upload`);
  return { id: String(place.file_id), title: file.name };
}

/** Shows uploaded files in a channel. Throws when that fails. */
export async function shareFiles(client: WebClient, files: readonly UploadedFile[], channel: string): Promise<void> {
  const [first, ...more] = files;
  if (first) await client.files.completeUploadExternal({ files: [first, ...more], channel_id: channel });
}
