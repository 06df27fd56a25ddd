import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPictureFile } from '../../../src/services/delivery/attachments.ts';
import { createPreviews } from '../../../src/services/images/preview.ts';
import { createFolder, halfEmpty, look } from '../images/painted.ts';

let folder: Awaited<ReturnType<typeof createFolder>>;
let path: string;
let bytes: number;
beforeAll(async () => {
  folder = await createFolder();
  path = await folder.save('cut-out.png', halfEmpty({ width: 300, height: 300 }).png({ compressionLevel: 0 }));
  bytes = (await stat(path)).size;
});
afterAll(() => folder.remove());

async function sent(maximumBytes: number) {
  const fileOf = createPictureFile({ spool: folder, previews: createPreviews(), kept: async () => undefined });
  const file = await fileOf({ spool: 'cut-out.png', type: 'png', bytes }, 'darkroom', maximumBytes);
  if (!file) throw new Error('No file');
  return { name: file.name, bytes: Buffer.from(await file.blob.arrayBuffer()) };
}

test('a cut-out that fits is sent as it is', async () => {
  const file = await sent(bytes);
  expect(file.name).toBe('darkroom.png');
  expect(file.bytes.equals(await readFile(path))).toBe(true);
});

test('in place of one that does not fit, a preview shows squares where one sees through', async () => {
  const file = await sent(bytes - 1);
  expect(file.name).toBe('darkroom.webp');
  const seen = await look(file.bytes);
  expect(seen).toMatchObject({ width: 300, height: 300, channels: 3 });
  expect(seen.at(252, 4)).not.toEqual(seen.at(260, 4));
});
