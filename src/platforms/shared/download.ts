/** How long a small file may take, in ms: whoever sent the form waits for it. */
const DOWNLOAD_MS = 10_000;

/** Fetches a file, not more of it than allowed; undefined when there is more. Throws when it is not handed over. */
export async function download(url: string, most: number, headers: Record<string, string> = {}): Promise<Uint8Array | undefined> {
  // Whoever is not let in is led to a page to sign in at: that is no file.
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (!answer.ok || !answer.body) throw new Error(`a file was answered ${answer.status}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length;
    if (bytes > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
