import { isLoopback } from './loopback.ts';

export const NOT_DOWNLOADED = 'Failed to download the image';

/** Undefined when it cannot be had, as of any address off this machine. */
export async function fetchPicture(url: string, limit = 64 * 1024 * 1024): Promise<Buffer | undefined> {
  if (!isLoopback(url)) return undefined;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return undefined;
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > limit) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}
