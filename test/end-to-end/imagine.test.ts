import { afterEach, expect, test } from 'vitest';
import { type Bench, buttonOf, createScene, openBench, textOf } from './bench.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

test('a member types /imagine and gets the picture in the same message, with a link to the original', async () => {
  bench = await openBench({ freepik: { taskMs: 300 } });
  const { discord, freepik, files } = bench;
  const { channel, user } = createScene(bench);
  const handle = await discord.runCommand({
    user,
    channel,
    name: 'imagine',
    options: { prompt: 'a red fox', resolution: '1k' },
  });
  const { type } = await handle.acknowledged;
  expect(type).toBe(4);
  await discord.until(() => handle.message()?.attachments.length || undefined, 15_000);
  const message = handle.message();
  expect(discord.messages(channel.id)).toHaveLength(1);
  expect(textOf(message)).toContain('a red fox');
  expect(textOf(message)).toContain(files?.linkHost);
  expect(textOf(message)).not.toContain(freepik.resultHost);
  expect(buttonOf(message, 'again')).toBeDefined();
  expect(freepik.billed).toBe(1);
  expect(freepik.complaints).toEqual([]);
  expect(files?.files.size).toBe(1);
});
