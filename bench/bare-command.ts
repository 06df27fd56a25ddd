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
