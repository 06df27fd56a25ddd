import { existsSync, openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWays } from '../../../src/services/delivery/ladder.ts';
import { madePost } from './made-post.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-ways-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** How often the message was put together, and what was sent, with this happening while it waited for its turn. */
async function edit(meanwhile: (path: string) => Promise<void>) {
  const path = join(folder, 'picture.png');
  await writeFile(path, 'a picture');
  const sent: number[] = [];
  const message = { id: 'message', attachments: [], components: [] };
  const api = {
    editMessage: async (_at: unknown, _body: unknown, files: readonly unknown[]) => {
      sent.push(files.length);
      return message;
    },
    createMessage: async () => message,
    editOriginal: async () => message,
    recentMessages: async () => [],
    openDirectChannel: async () => 'direct',
  };
  const ways = createWays(api, () => meanwhile(path));
  const [way] = ways.byOwnEdit(madePost({ messageId: 'message' }));
  const composed: number[] = [];
  await way?.send(async () => {
    const files = existsSync(path) ? [{ name: 'picture.png', blob: await openAsBlob(path) }] : [];
    composed.push(files.length);
    return { body: { components: [] }, newBody: { components: [] }, files };
  });
  return { composed, sent };
}

test('a message is sent as it was put together before its turn', async () => {
  expect(await edit(async () => {})).toEqual({ composed: [1], sent: [1] });
});

test('one whose file was removed while it waited is put together anew', async () => {
  expect(await edit((path) => rm(path))).toEqual({ composed: [1, 0], sent: [0] });
});
