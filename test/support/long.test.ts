import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TEST = fileURLToPath(new URL('../', import.meta.url));

test('a file that leaves out something long is one that test:long runs', () => {
  const files = readdirSync(TEST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  const saying = files.filter((name) => /from '.*support\/long\.ts'/.test(readFileSync(join(TEST, name), 'utf8')));
  expect(saying.length).toBeGreaterThan(10);
  expect(saying.filter((name) => !name.endsWith('.long.test.ts'))).toEqual([]);
});
