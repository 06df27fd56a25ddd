import type { InteractionHandle } from '../sandbox/discord/interactions.ts';
import type { Stage } from '../sandbox/stage.ts';

/** The least of /imagine, for handlers that register nothing themselves. */
export async function registerBareCommand({ discord }: Stage): Promise<void> {
  await fetch(`${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      { name: 'imagine', description: 'x', options: [{ type: 3, name: 'prompt', description: 'x', required: true }] },
    ]),
  });
}

/** Limits out of the way of what is measured. */
export const OPEN = {
  PROVIDER_CONCURRENCY: '5000',
  PROVIDER_REQUESTS_PER_MINUTE: '600000',
  DEFAULT_CONCURRENT_JOBS: '5000',
  DEFAULT_DAILY_CREDITS: '5000',
};

const LONGEST_MS = 400_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Until every message shows its picture, or far too long. */
export async function arrival(handles: readonly InteractionHandle[]): Promise<void> {
  for (const until = Date.now() + LONGEST_MS; Date.now() < until; ) {
    if (handles.every((handle) => handle.message()?.attachments.length)) return;
    await pause(200);
  }
}
