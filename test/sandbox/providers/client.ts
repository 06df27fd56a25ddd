import { z } from 'zod';
import type { LocalFreepik } from '../../../sandbox/providers/local-freepik.ts';

const answer = z.object({
  data: z.looseObject({
    task_id: z.string(),
    status: z.string(),
    generated: z.array(z.string()),
    has_nsfw: z.array(z.boolean()).optional(),
    error: z.string().optional(),
  }),
});

export function createClient(freepik: LocalFreepik) {
  const headers = { 'x-freepik-api-key': freepik.apiKey, 'content-type': 'application/json' };
  const submit = (body: unknown, more: RequestInit = {}) =>
    fetch(`${freepik.url}/v1/ai/mystic`, { method: 'POST', headers, body: JSON.stringify(body), ...more });
  const poll = (id: string, more: RequestInit = {}) => fetch(`${freepik.url}/v1/ai/mystic/${id}`, { headers, ...more });
  return {
    headers,
    submit,
    poll,
    async start(body: unknown = { prompt: 'a fox' }): Promise<string> {
      return answer.parse(await (await submit(body)).json()).data.task_id;
    },
    async look(id: string) {
      return answer.parse(await (await poll(id)).json()).data;
    },
  };
}

export async function until(isTrue: () => boolean, ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('it did not become true in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
