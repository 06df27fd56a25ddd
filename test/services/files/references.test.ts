import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReferences, type References } from '../../../src/services/files/embedded-store.ts';

let directory: string;
let references: References;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-references-'));
  references = await createReferences(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('an id is known once it was pointed, and still after a restart', async () => {
  await references.hold('blob', 'ann');
  expect(await references.find('ann')).toBeUndefined();
  expect(await references.point('ann', 'blob')).toBeUndefined();
  const after = await createReferences(directory);
  expect(await after.find('ann')).toBe('blob');
  await after.forget('ann');
  expect(await references.find('ann')).toBeUndefined();
});

test('pointing elsewhere tells what was there before; pointing at the same tells nothing', async () => {
  await references.point('ann', 'blob');
  expect(await references.point('ann', 'blob')).toBeUndefined();
  expect(await references.point('ann', 'other')).toBe('blob');
  expect(await references.find('ann')).toBe('other');
});

test('a blob is free when the last who held it let go, and not before', async () => {
  await references.hold('blob', 'ann');
  await references.hold('blob', 'ben');
  expect(await references.letGo('blob', 'ann')).toBe(false);
  expect(await references.isHeld('blob')).toBe(true);
  expect(await references.letGo('blob', 'ben')).toBe(true);
  expect(await references.isHeld('blob')).toBe(false);
});

test('letting go of what nobody holds frees it; letting go for a stranger frees nothing', async () => {
  expect(await references.letGo('blob', 'ann')).toBe(true);
  await references.hold('blob', 'ann');
  expect(await references.letGo('blob', 'ben')).toBe(false);
});

test('two who come and go at once never take the blob from each other', async () => {
  for (let n = 0; n < 200; n++) {
    await references.hold('blob', 'ann');
    await Promise.all([references.letGo('blob', 'ann'), references.hold('blob', 'ben')]);
    expect(await references.isHeld('blob')).toBe(true);
    expect(await references.letGo('blob', 'ben')).toBe(true);
  }
});

test('many who point one id at once leave one answer and no litter', async () => {
  const blobs = Array.from({ length: 20 }, (_, n) => `blob-${n}`);
  await Promise.all(blobs.map((blob) => references.point('ann', blob)));
  expect(blobs).toContain(await references.find('ann'));
  expect(await readdir(join(directory, 'ids'))).toEqual(['ann']);
  expect(await readdir(join(directory, 'parts'))).toEqual([]);
});
