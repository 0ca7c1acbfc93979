import type { WebClient } from '@slack/web-api';
import { download } from '../shared/download.ts';
import type { SubmittedFile } from './forms.ts';

/** Slack's files live there (docs.slack.dev, file objects: url_private). */
const FILES_HOST = 'files.slack.com';

/**
 * Reads files people chose in a form. They are private, so the token goes with the request: only to where Slack keeps files, or to the
 * other place that speaks Slack's API.
 */
export function fileReader(client: WebClient, token: string, apiUrl: string | undefined) {
  return async (file: SubmittedFile, most: number): Promise<Uint8Array | undefined> => {
    const url = file.url_private_download ?? (await client.files.info({ file: file.id })).file?.url_private_download;
    if (url === undefined || !isSlacks(new URL(url), apiUrl)) throw new Error('Slack gave no address of its own for a file');
    return download(url, most, { Authorization: `Bearer ${token}` });
  };
}

function isSlacks(url: URL, apiUrl: string | undefined): boolean {
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && url.hostname === FILES_HOST;
}
