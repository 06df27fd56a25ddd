import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^;]*?\sfrom\s+)?'([^']+)'/gm;

interface Import {
  readonly isType: boolean;
  readonly specifier: string;
}

/** Which folders a folder may import; `types` marks those of which it may take types only. */
const TABLE: Readonly<Record<string, { readonly any: readonly string[]; readonly types?: readonly string[] }>> = {
  core: { any: ['core'] },
  i18n: { any: ['core', 'i18n'] },
  views: { any: ['core', 'i18n', 'views'] },
  services: { any: ['core', 'services'] },
  commands: { any: ['core', 'i18n', 'commands'], types: ['services'] },
  events: { any: ['core', 'i18n', 'services', 'views', 'commands', 'events'], types: ['config'] },
  http: { any: ['core', 'services', 'http'] },
  config: { any: ['core', 'config'] },
  app: { any: ['core', 'i18n', 'services', 'views', 'commands', 'events', 'http', 'config', 'app'] },
};
const CORE_PACKAGES = ['zod', 'node:crypto'];
const DISCORD_VALUES = [
  /^events\//,
  /^views\//,
  /^services\/delivery\//,
  /^core\/fields\.ts$/,
  /^app\.ts$/,
  /^register\.ts$/,
];
const LONGER_THAN_200: Readonly<Record<string, string>> = {};

function importsOf(source: string): Import[] {
  return [...source.matchAll(STATEMENT)].map(([, type, specifier]) => ({
    isType: type !== undefined,
    specifier: specifier ?? '',
  }));
}

const folderOf = (path: string): string => {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : first.replace('.ts', '').replace(/^(main|register|backup)$/, 'app');
};

function violations(path: string, source: string): string[] {
  const allowed = TABLE[folderOf(path)];
  if (!allowed) return [`${path}: stands in no known folder`];
  return importsOf(source).flatMap(({ isType, specifier }) => {
    const found = `${path} imports ${specifier}`;
    if (!specifier.startsWith('.')) {
      const isForeign = folderOf(path) === 'core' && !CORE_PACKAGES.includes(specifier);
      const isDiscord = specifier === 'discord.js' && !isType && !DISCORD_VALUES.some((each) => each.test(path));
      return (isForeign && !isType) || (isDiscord && source.includes(`} from 'discord.js'`)) ? [found] : [];
    }
    // what the project says of itself
    if (folderOf(path) === 'app' && specifier === '../../package.json') return [];
    const target = folderOf(join(dirname(path), specifier).split(sep).join('/'));
    const isAllowed = allowed.any.includes(target) || (isType && (allowed.types ?? []).includes(target));
    return isAllowed ? [] : [found];
  });
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({
    path: relative(SRC, join(SRC, name)).split(sep).join('/'),
    source: readFileSync(join(SRC, name), 'utf8'),
  }));

test('imports run one way', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(({ path, source }) => violations(path, source))).toEqual([]);
});

test('the check sees what it forbids', () => {
  expect(violations('views/x.ts', `import { a } from '../services/store/jobs.ts';`)).toHaveLength(1);
  expect(violations('core/x.ts', `import { readFile } from 'node:fs';`)).toHaveLength(1);
  expect(violations('commands/x.ts', `import { a } from '../services/store/jobs.ts';`)).toHaveLength(1);
  expect(violations('commands/x.ts', `import type { A } from '../services/store/jobs.ts';`)).toHaveLength(0);
  expect(violations('services/jobs/x.ts', `import { Client } from 'discord.js';`)).toHaveLength(1);
  expect(violations('services/jobs/x.ts', `import type { Client } from 'discord.js';`)).toHaveLength(0);
});

test('no module keeps a state of its own', () => {
  expect(files.filter(({ source }) => /^(?:export )?(?:let|var) /m.test(source)).map(({ path }) => path)).toEqual([]);
});

test('folders have no index but the registries', () => {
  const indexes = files.map(({ path }) => path).filter((path) => path.endsWith('index.ts'));
  expect(indexes.sort()).toEqual(['commands/index.ts', 'i18n/index.ts']);
});

test('a file over 200 lines has a reason', () => {
  const long = files.filter(({ source }) => source.split('\n').length > 201).map(({ path }) => path);
  expect(long.filter((path) => !(path in LONGER_THAN_200))).toEqual([]);
});
