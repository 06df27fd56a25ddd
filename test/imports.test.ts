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
/** What is over 400 lines, and why. */
const LONGER_THAN_400: Readonly<Record<string, string>> = {};

/** Folders and files of `services` in their order: each imports those before it only. */
const SERVICES = [
  ...['logging', 'log', 'http', 'rounds', 'images', 'files', 'store', 'settings', 'words', 'metrics', 'pictures'],
  ...['providers', 'switches', 'delivery', 'limits', 'limit-changes', 'servers', 'stats', 'doctor', 'incidents'],
  ...['jobs', 'cases', 'privacy'],
];
/** Imports against that order that are still there: the list only gets shorter. */
const STILL_AGAINST_THE_ORDER: readonly string[] = [
  'services/delivery/attach.ts imports services/jobs/pack-batch.ts',
  'services/delivery/card-body.ts imports services/jobs/learned-durations.ts',
  'services/delivery/card-body.ts imports services/limits/create-limits.ts',
  'services/delivery/film-strips.ts imports services/jobs/open-source.ts',
  'services/images/clean-source.ts imports services/files/contract.ts',
  'services/images/clean-source.ts imports services/files/disk.ts',
  'services/images/decode.ts imports services/files/contract.ts',
  'services/images/essence.ts imports services/files/contract.ts',
  'services/images/fit-bytes.ts imports services/files/contract.ts',
  'services/images/read-header.ts imports services/files/contract.ts',
  'services/images/reencode.ts imports services/files/contract.ts',
  'services/limits/admit.ts imports services/jobs/ledger-lines.ts',
  'services/limits/budget-keeper.ts imports services/jobs/rounds.ts',
  'services/metrics/measured-provider.ts imports services/jobs/rate-bucket.ts',
  'services/switches/watch-switches.ts imports services/jobs/provider-gate.ts',
  'services/switches/watch-switches.ts imports services/jobs/rate-bucket.ts',
];
/** Files that still reach themselves by imports, a circle a line: the list only gets shorter. */
const STILL_CIRCLES: readonly string[] = [
  'core/follow-up.ts core/operation.ts',
  'core/limits/denial.ts core/refusal.ts',
  'events/chains/read-chain.ts events/member-commands/parts.ts events/member-commands/read-card.ts',
  [
    'services/store/aging-jobs.ts',
    'services/store/chain-jobs-contract.ts',
    'services/store/contract.ts',
    'services/store/member-jobs-contract.ts',
    'services/store/people-contract.ts',
    'services/store/rows.ts',
    'services/store/sources-contract.ts',
    'services/store/unsent-jobs.ts',
  ].join(' '),
];

function importsOf(source: string): Import[] {
  return [...source.matchAll(STATEMENT)].map(([, type, specifier]) => ({
    isType: type !== undefined,
    specifier: specifier ?? '',
  }));
}

const folderOf = (path: string): string => {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : first.replace('.ts', '').replace(/^(main|register|backup|restored|healthy)$/, 'app');
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

test('a file over 400 lines has a reason', () => {
  const long = files.filter(({ source }) => source.split('\n').length > 401).map(({ path }) => path);
  expect(long.sort()).toEqual(Object.keys(LONGER_THAN_400).sort());
});

const ownImports = (path: string, source: string): string[] =>
  importsOf(source)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => join(dirname(path), specifier).split(sep).join('/'));

test('services import those before them only', () => {
  const rank = (path: string): number => {
    const [, name = ''] = path.split('/');
    return SERVICES.indexOf(name.replace('.ts', ''));
  };
  const services = files.filter(({ path }) => path.startsWith('services/'));
  expect(services.filter(({ path }) => rank(path) < 0)).toEqual([]);
  const against = services.flatMap(({ path, source }) =>
    ownImports(path, source)
      .filter((target) => target.startsWith('services/') && rank(target) > rank(path))
      .map((target) => `${path} imports ${target}`),
  );
  expect(against.sort()).toEqual([...STILL_AGAINST_THE_ORDER].sort());
});

/** Groups of files of which each reaches every other, by Tarjan's algorithm. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = index.size;
    index.set(file, own);
    let lowest = own;
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, low.get(next) ?? index.get(next) ?? own);
    }
    low.set(file, lowest);
    if (lowest === own) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}

test('no file reaches itself by imports, types included', () => {
  const graph = new Map(files.map(({ path, source }) => [path, ownImports(path, source)]));
  const circles = circlesOf(graph).map((circle) => circle.join(' '));
  expect(circles.sort()).toEqual([...STILL_CIRCLES].sort());
});

test('the checks of order and circles see what they forbid', () => {
  expect(circlesOf(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [] })))).toEqual([['a', 'b', 'c']]);
  expect(circlesOf(new Map(Object.entries({ a: ['b', 'c'], b: ['c'], c: [] })))).toEqual([]);
  expect(ownImports('services/limits/x.ts', `import type { A } from '../jobs/contract.ts';`)).toEqual([
    'services/jobs/contract.ts',
  ]);
});
