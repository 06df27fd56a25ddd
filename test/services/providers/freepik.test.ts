import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createFreepik } from '../../../src/services/providers/freepik.ts';
import { stateOf, taskOf } from '../../../src/services/providers/freepik-answer.ts';
import { lorasOf } from '../../../src/services/providers/freepik-loras.ts';
import { providerConformance } from './conformance.ts';

const secret = 'key-that-must-not-be-seen';
const http = createHttp();
const timeouts = { connectMs: 500, headersMs: 400, bodyMs: 400 };
const create = (baseUrl: URL) =>
  createFreepik({ http, baseUrl, apiKey: secret, keyHeader: 'x-freepik-api-key', clock: systemClock, timeouts });

providerConformance(create, {
  secret,
  path: '/v1/ai/mystic',
  pending: (task_id) => ({ data: { task_id, status: 'CREATED', generated: [] } }),
  succeeded: (task_id, url) => ({
    data: { task_id, status: 'COMPLETED', generated: ['not a link', url], has_nsfw: [false, false] },
  }),
  failed: (task_id) => ({ data: { task_id, status: 'FAILED', generated: [] } }),
  refused: (task_id) => ({ data: { task_id, status: 'FAILED', error: 'Content policy violation', generated: [] } }),
  unknownStatus: (task_id) => ({ data: { task_id, status: 'DREAMING', generated: [] } }),
});

test('an answer counts with and without data, with status and task_status', () => {
  const bare = { task_id: 'a-1', task_status: 'COMPLETED', generated: [{ url: 'https://x.example/a.png' }] };
  for (const body of [bare, { data: bare }]) {
    const { id, fields } = taskOf(body);
    expect(id).toBe('a-1');
    expect(stateOf(fields, 't')).toMatchObject({
      status: 'succeeded',
      images: [{ source: { url: 'https://x.example/a.png' } }],
    });
  }
});

test('a flag of the provider stays with its picture', () => {
  const fields = { status: 'COMPLETED', generated: ['no link', 'https://x.example/b.png'], has_nsfw: [false, true] };
  expect(stateOf(fields, 't')).toMatchObject({ images: [{ nsfw: true }] });
});

test('looks and characters are read from both shapes', () => {
  const items = [
    { id: 1, name: 'Vintage', type: 'style', description: 'old' },
    { id: 2, name: 'robin', type: 'character' },
    { broken: true },
  ];
  for (const data of [{ default: items }, [{ default: items }]]) {
    expect(lorasOf({ data })).toEqual({
      looks: [{ id: '1', name: 'Vintage', description: 'old' }],
      characters: [{ id: '2', name: 'robin', description: '' }],
    });
  }
  expect(lorasOf(undefined)).toEqual({ looks: [], characters: [] });
});

test('a ticket that is no path of ours is never asked for', async () => {
  const state = await create(new URL('http://127.0.0.1:1')).poll('/v1/ai/../../admin', AbortSignal.timeout(1000));
  expect(state.status).toBe('failed');
});
