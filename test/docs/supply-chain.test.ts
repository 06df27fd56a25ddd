import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const packageSchema = z.object({
  /** Undefined: whatever registry npm is told of. */
  resolved: z.undefined().optional(),
  integrity: z.string(),
  license: z.string().default('not said'),
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const packages = Object.entries(lock.packages).flatMap(([path, entry]) =>
  path === '' ? [] : [{ name: path.split('node_modules/').at(-1) ?? path, ...packageSchema.parse(entry) }],
);

/** What the image may carry beside our own MIT. LGPL: libvips, linked as a library of its own. */
const LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'LGPL-3.0-or-later',
  'OFL-1.1',
  'CC0-1.0',
];

describe('the packages', () => {
  test('come from a registry, each by the sum of its bytes', () => {
    expect(packages.length).toBeGreaterThan(100);
    for (const { name, integrity } of packages) expect(integrity, name).toMatch(/^sha512-/);
  });

  test('that are installed with the bot have licences that let it be given away', () => {
    const odd = packages.flatMap(({ name, license, dev }) => {
      const parts = license.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /);
      return dev || parts.every((part) => LICENCES.includes(part)) ? [] : [`${name}: ${license}`];
    });
    expect(odd).toEqual([]);
  });

  test('run nothing when they are installed, but those that are listed', () => {
    const running = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    expect(running).toEqual(Object.keys(manifest.allowScripts));
  });

  test('are asked for by exact versions', () => {
    const asked = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    for (const version of asked) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

const steps = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(z.looseObject({ uses: z.string().optional() })) })),
});

describe.each(readdirSync(join(ROOT, '.github/workflows')))('%s (read, not run: it needs GitHub)', (name) => {
  const text = readFileSync(join(ROOT, '.github/workflows', name), 'utf8');

  test('uses other people’s actions by the hash of a commit, with the version beside it', () => {
    const { jobs } = steps.parse(parse(text));
    const used = Object.values(jobs).flatMap((job) => job.steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    for (const uses of used) {
      expect(uses).toMatch(/^[\w/-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+`));
    }
  });

  test('may read and nothing else, unless a job says so', () => {
    expect(parse(text)).toMatchObject({ permissions: { contents: 'read' } });
  });
});

describe('the notes of a release', () => {
  async function notes(version: string, files: { packaged: string; labelled: string; changelog: string }) {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-release-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ version: files.packaged }));
    await writeFile(join(folder, 'Dockerfile'), `LABEL org.opencontainers.image.version="${files.labelled}"`);
    await writeFile(join(folder, 'CHANGELOG.md'), files.changelog);
    const { stdout } = await run(process.execPath, [join(ROOT, '.ci/release-notes.js'), version], { cwd: folder });
    return stdout;
  }
  const changelog =
    '# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 (2026-12-01)\n\n### News\n\n- A fox.\n\n## 1.1.0\n\n- Old.\n';

  test('are what the changelog says of that version', async () => {
    const told = await notes('v1.2.0', { packaged: '1.2.0', labelled: '1.2.0', changelog });
    expect(told).toBe('### News\n\n- A fox.\n');
  });

  test.each([
    ['v1.3.0', { packaged: '1.3.0', labelled: '1.3.0' }, 'CHANGELOG.md has no section of it'],
    ['v1.2.0', { packaged: '1.1.0', labelled: '1.2.0' }, 'package.json is 1.1.0'],
    ['v1.2.0', { packaged: '1.2.0', labelled: '1.1.0' }, 'the image is labelled 1.1.0'],
    ['', { packaged: '1.2.0', labelled: '1.2.0' }, 'no version cannot be released'],
  ])('there are none for %j where %j', async (version, files, why) => {
    await expect(notes(version, { ...files, changelog })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(why),
    });
  });
});

test('the image and the package are the same version', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  expect(dockerfile).toContain(`org.opencontainers.image.version="${manifest.version}"`);
});

describe('SECURITY.md', () => {
  const rows = [...readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').matchAll(/\[\w+\]\((test\/[^)]+)\): (.+) \|$/gm)];

  test('answers whoever might try something', () => {
    expect(rows.length).toBeGreaterThanOrEqual(12);
  });

  test.each(rows.map(([, file = '', title = '']) => [file, title] as const))('%s has “%s”', (file, title) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
  });
});
