import sharp from 'sharp';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineEndpoint } from '../../../sandbox/providers/endpoint.ts';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient } from './client.ts';

const mirror = defineEndpoint({
  name: 'mirror',
  path: '/v1/ai/mirror/flat',
  pollPath: '/v1/ai/mirror',
  schema: z.strictObject({ image: z.string() }),
  pictureFields: ['image'],
  webhookUrl: () => undefined,
  ignored: () => [],
  isRefused: () => false,
  outputs: (_, { image }) => [
    { nsfw: false, render: () => sharp(image?.bytes).flop().png().toBuffer() },
    { nsfw: true, render: () => sharp(image?.bytes).flip().png().toBuffer() },
  ],
});

it('another endpoint is its definition and a line in the list, wherever its tasks are asked for', async () => {
  const freepik = await startLocalFreepik({ taskMs: 0, endpoints: [mirror] });
  const { headers } = createClient(freepik);
  const left = await sharp({ create: { width: 4, height: 2, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const picture = await sharp({ create: { width: 8, height: 2, channels: 3, background: '#000' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer();

  const body = JSON.stringify({ image: picture.toString('base64') });
  const submitted = await fetch(`${freepik.url}/v1/ai/mirror/flat`, { method: 'POST', headers, body });
  const { data } = z.object({ data: z.object({ task_id: z.string() }) }).parse(await submitted.json());
  const polled = await (await fetch(`${freepik.url}/v1/ai/mirror/${data.task_id}`, { headers })).json();
  const result = z.object({ data: z.object({ generated: z.array(z.string()) }) }).parse(polled).data;
  const mirrored = await (await fetch(result.generated[0] ?? '')).arrayBuffer();
  const elsewhere = await fetch(`${freepik.url}/v1/ai/mystic`, { headers });
  await freepik.close();

  expect(polled).toMatchObject({ data: { status: 'COMPLETED', has_nsfw: [false, true] } });
  const [first, last] = await Promise.all(
    [0, 7].map((at) => sharp(mirrored).extract({ left: at, top: 0, width: 1, height: 1 }).greyscale().raw().toBuffer()),
  );
  expect([first?.[0], last?.[0]]).toEqual([0, 255]);
  expect(elsewhere.status).toBe(404);
  expect(freepik.tasks).toMatchObject([{ endpoint: 'mirror', body: { image: { width: 8, height: 2 } } }]);
});
