import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^;]*?\sfrom\s+)?'([^']+)'/gm;

interface SourceFile {
  readonly path: string;
  readonly source: string;
}

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
/** The parts of discord.js that are loaded; all of it is 40 MB and is there for its versions alone. */
const DISCORD_PARTS = ['@discordjs/rest', '@discordjs/ws', 'discord-api-types/v10'];
const DISCORD_VALUES = [
  /^events\//,
  /^views\//,
  /^services\/delivery\//,
  /^core\/fields\.ts$/,
  /^app\.ts$/,
  /^register\.ts$/,
];
/** What is over 400 lines, and why. */
const LONGER_THAN_400: Readonly<Record<string, string>> = {
  'i18n/en.ts': 'a language is one file: whoever translates has all of it before them',
  'i18n/vi.ts': 'the same as English, text by text',
};
/** What is under 25 lines and imported by one file beside it alone, and why. Entries of a registry need no reason. */
const SHORTER_THAN_25: Readonly<Record<string, string>> = {};
const REGISTRY = /\/(?:index|registry)\.ts$/;

/** Folders and files of `services` in their order: each imports those before it only. */
const SERVICES = [
  ...['log', 'http', 'rounds', 'images', 'files', 'store', 'settings', 'words', 'metrics', 'pictures', 'providers'],
  ...['switches', 'delivery', 'limits', 'servers', 'stats', 'doctor', 'incidents', 'jobs', 'cases', 'privacy'],
];
/** Folders of `events` likewise; the files beside them come last. */
const EVENTS = ['shared', 'orders', 'members', 'buttons', 'moderators'];
/** What others may take from the store beside the types of its contract. */
const STORE_VALUES = [
  ...['open-store', 'documents', 'ledger', 'audit', 'alias', 'migrations', 'people-texts'],
  ...['engines/backup', 'engines/restored', 'engines/postgres'],
];
/** Exports that tests alone use, as they look into a part that no other file needs: the list only gets shorter. */
const FOR_TESTS: Readonly<Record<string, readonly string[]>> = {
  'chaos/fuzz/run.ts': ['Trial'],
  'chaos/plan.ts': ['moments', 'sights'],
  'chaos/sights.ts': ['sightOf'],
  'docs/reference/endpoints/registry.ts': ['allEndpoints'],
  'docs/reference/examples.ts': ['fileIn', 'variableIn'],
  'sandbox/discord/permissions.ts': ['PERMISSIONS'],
  'sandbox/discord/rest/server.ts': ['Fault', 'FaultRequest'],
  'sandbox/file-service/local-file-service.ts': ['ReplyShape'],
  'sandbox/http/local-server.ts': ['Listener'],
  'sandbox/providers/apiframe-flux.ts': ['fluxBody'],
  'sandbox/providers/apiframe-v2.ts': ['generateBody'],
  'sandbox/providers/local-apiframe.ts': ['fetchBody', 'fetchManyBody'],
  'src/app/operator.ts': ['createReadiness'],
  'src/commands/expand.ts': [
    'Margins',
    'Shape',
    'exampleFor',
    'isNothing',
    'isPossible',
    'marginsFor',
    'nearestMargin',
    'nearestShape',
    'parseShape',
  ],
  'src/core/limits/budget.ts': ['BudgetFacts'],
  'src/core/operation.ts': ['refusalOf'],
  'src/core/picture.ts': ['resolutions'],
  'src/core/settings.ts': ['consentRefusals', 'consents'],
  'src/core/words/matcher.ts': ['MOST_STEPS', 'Matcher', 'createWalk', 'layOut'],
  'src/events/moderators/cases.ts': ['subjectInMessage'],
  'src/events/orders/message-menus.ts': ['picturesIn'],
  'src/http/file-routes.ts': ['parseRange'],
  'src/services/delivery/attachments.ts': ['REQUEST_BYTES'],
  'src/services/delivery/ladder.ts': ['createWays'],
  'src/services/doctor.ts': ['PATIENCE_MS', 'tryOut'],
  'src/services/files/download.ts': ['Download'],
  'src/services/files/embedded-store.ts': ['References', 'createReferences'],
  'src/services/files/file-service.ts': ['linksIn'],
  'src/services/files/spool.ts': ['createTypeReader'],
  'src/services/files/zip.ts': ['ZipTooLargeError', 'safeNames'],
  'src/services/http/fetch-link.ts': ['FetchedLink'],
  'src/services/images/chart.ts': ['barColor', 'scaleFor'],
  'src/services/images/compare.ts': ['Placed', 'compareLayout'],
  'src/services/images/film-strip.ts': ['Cell', 'filmStripLayout'],
  'src/services/images/preview.ts': ['fitBytes'],
  'src/services/incidents.ts': ['Check'],
  'src/services/jobs/accept.ts': ['lineageOf'],
  'src/services/jobs/steps/waiting.ts': ['firstPollAfter', 'likelyDuration', 'nextPollAfter'],
  'src/services/log.ts': ['LogOptions'],
  'src/services/pictures/clean-source.ts': ['CleanLimits'],
  'src/services/providers/apiframe/v1.ts': ['stateOf'],
  'src/services/providers/apiframe/v2.ts': ['stateOf'],
  'src/services/providers/freepik.ts': ['lorasOf', 'stateOf', 'taskOf'],
  'src/services/store/alias.ts': ['isAlias'],
  'src/services/store/cases.ts': ['NewCase'],
  'src/services/store/contract.ts': ['Posts'],
  'src/services/store/engines/restored.ts': ['COPY_MARK'],
  'src/services/switches/switches.ts': ['Asked'],
  'src/services/words.ts': ['Wording', 'typedTexts'],
  'src/views/cases.ts': ['longPrompt'],
  'src/views/command-body.ts': ['optionBodies'],
  'src/views/markup.ts': ['shorten'],
};

function importsOf(source: string): Import[] {
  return [...source.matchAll(STATEMENT)].map(([, type, specifier]) => ({
    isType: type !== undefined,
    specifier: specifier ?? '',
  }));
}

const folderOf = (path: string): string => {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0
    ? first
    : first.replace('.ts', '').replace(/^(main|bot|register|backup|restored|healthy)$/, 'app');
};

function violations(path: string, source: string): string[] {
  const allowed = TABLE[folderOf(path)];
  if (!allowed) return [`${path}: stands in no known folder`];
  return importsOf(source).flatMap(({ isType, specifier }) => {
    const found = `${path} imports ${specifier}`;
    if (!specifier.startsWith('.')) {
      const isForeign = folderOf(path) === 'core' && !CORE_PACKAGES.includes(specifier);
      const isDiscord = DISCORD_PARTS.includes(specifier) && !DISCORD_VALUES.some((each) => each.test(path));
      const isOther = /^discord(?:\.js|-api-types)|^@discordjs\//.test(specifier) && !DISCORD_PARTS.includes(specifier);
      return (isForeign || isDiscord || isOther) && !isType ? [found] : [];
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

/** The files of these folders, which stand beside `src`. */
const beside = ['sandbox', 'bench', 'chaos', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      path: join(folder, name).split(sep).join('/'),
      source: readFileSync(join(ROOT, folder, name), 'utf8'),
    })),
);

test('imports run one way', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(({ path, source }) => violations(path, source))).toEqual([]);
});

test('the check sees what it forbids', () => {
  expect(violations('views/x.ts', `import { a } from '../services/store/jobs.ts';`)).toHaveLength(1);
  expect(violations('core/x.ts', `import { readFile } from 'node:fs';`)).toHaveLength(1);
  expect(violations('commands/x.ts', `import { a } from '../services/store/jobs.ts';`)).toHaveLength(1);
  expect(violations('commands/x.ts', `import type { A } from '../services/store/jobs.ts';`)).toHaveLength(0);
  expect(violations('services/jobs/x.ts', `import { Routes } from 'discord-api-types/v10';`)).toHaveLength(1);
  expect(violations('services/jobs/x.ts', `import type { APIUser } from 'discord-api-types/v10';`)).toHaveLength(0);
  expect(violations('services/delivery/x.ts', `import { REST } from '@discordjs/rest';`)).toHaveLength(0);
  expect(violations('services/delivery/x.ts', `import { REST } from 'discord.js';`)).toHaveLength(1);
  expect(violations('services/delivery/x.ts', `import type { REST } from 'discord.js';`)).toHaveLength(0);
});

test('what is loaded of discord.js are the copies that it brings', () => {
  const ours = createRequire(join(ROOT, 'src/bot.ts'));
  const its = createRequire(ours.resolve('discord.js'));
  expect(DISCORD_PARTS.map((part) => ours.resolve(part))).toEqual(DISCORD_PARTS.map((part) => its.resolve(part)));
  expect(files.filter(({ source }) => /import\('discord\.js'\)/.test(source))).toEqual([]);
});

const SPREAD = /\.\.\.[A-Za-z_$][\w$]*(?:\??\.[\w$]+)*(?=\s*[,})\]])/g;

/** The bracket that is open at a place. */
function openerAt(source: string, place: number): string | undefined {
  let closed = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    const letter = source.charAt(at);
    if (')]}'.includes(letter)) closed += 1;
    else if ('([{'.includes(letter) && closed === 0) return letter;
    else if ('([{'.includes(letter)) closed -= 1;
  }
  return undefined;
}

/** Bags that are spread into an object, or taken for the rest of one: what is in them cannot be read there. */
const bagSpreads = (source: string): string[] =>
  [...source.matchAll(SPREAD)].filter(({ index }) => openerAt(source, index) === '{').map(([spread]) => spread);

test('the wiring hands on by name', () => {
  const wiring = files.filter(({ path }) => /^app(?:\.ts$|\/)/.test(path));
  expect(wiring.length).toBeGreaterThan(5);
  expect(wiring.flatMap(({ path, source }) => bagSpreads(source).map((spread) => `${path}: ${spread}`))).toEqual([]);
});

test('the check of the wiring sees what it forbids', () => {
  expect(bagSpreads('createX({ ...parts, clock })')).toEqual(['...parts']);
  expect(bagSpreads('createX({ clock, log: { ...(isLoud ? { loud } : {}) }, ...kept.common })')).toEqual([
    '...kept.common',
  ]);
  expect(bagSpreads('function openX({ clock, ...rest }: XParts) {}')).toEqual(['...rest']);
  expect(bagSpreads('createX({ ...(isLoud ? { loud } : {}), ...introduction(), list: [...first, second] })')).toEqual(
    [],
  );
});

test('no module keeps a state of its own', () => {
  expect(files.filter(({ source }) => /^(?:export )?(?:let|var) /m.test(source)).map(({ path }) => path)).toEqual([]);
});

test('folders have no index but the registries', () => {
  const indexes = files.map(({ path }) => path).filter((path) => path.endsWith('index.ts'));
  expect(indexes.sort()).toEqual(['commands/index.ts', 'i18n/index.ts']);
});

test('a file over 400 lines has a reason', () => {
  expect(beside.length).toBeGreaterThan(50);
  const long = [...files, ...beside].filter(({ source }) => source.split('\n').length > 401).map(({ path }) => path);
  expect(long.sort()).toEqual(Object.keys(LONGER_THAN_400).sort());
});

const ownImports = (path: string, source: string): string[] =>
  importsOf(source)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => join(dirname(path), specifier).split(sep).join('/'));

/** Those under 25 lines that one file alone imports, which stands beside them and is no registry. */
function shortFilesOf(all: readonly SourceFile[]): string[] {
  const importers = new Map<string, string[]>();
  for (const { path, source } of all) {
    for (const target of new Set(ownImports(path, source))) {
      importers.set(target, [...(importers.get(target) ?? []), path]);
    }
  }
  return all
    .filter(({ path, source }) => {
      const [only, ...others] = importers.get(path) ?? [];
      const isOfOneBeside = only !== undefined && others.length === 0 && dirname(only) === dirname(path);
      return isOfOneBeside && !REGISTRY.test(only) && source.split('\n').length < 26;
    })
    .map(({ path }) => path);
}

test('a file under 25 lines that one beside it alone imports has a reason', () => {
  const all = [...files.map(({ path, source }) => ({ path: `src/${path}`, source })), ...beside];
  expect(shortFilesOf(all).sort()).toEqual(Object.keys(SHORTER_THAN_25).sort());
});

/** Imports within a folder that run against the order of its parts. */
function againstTheOrder(all: readonly SourceFile[], folder: string, order: readonly string[]): string[] {
  const rank = (path: string): number => {
    const [, name = '', ...deeper] = path.split('/');
    const place = order.indexOf(name.replace('.ts', ''));
    return place < 0 && deeper.length === 0 ? order.length : place;
  };
  const inside = all.filter(({ path }) => path.startsWith(`${folder}/`));
  return inside.flatMap(({ path, source }) => [
    ...(rank(path) < 0 ? [`${path} has no place`] : []),
    ...ownImports(path, source)
      .filter((target) => target.startsWith(`${folder}/`) && rank(target) > rank(path))
      .map((target) => `${path} imports ${target}`),
  ]);
}

test('services import those before them only', () => {
  expect(againstTheOrder(files, 'services', SERVICES)).toEqual([]);
  const named = files.filter(({ path }) => path.startsWith('services/')).map(({ path }) => path.split('/')[1] ?? '');
  expect(named.filter((name) => !SERVICES.includes(name.replace('.ts', '')))).toEqual([]);
});

test('events import those before them only', () => {
  expect(againstTheOrder(files, 'events', EVENTS)).toEqual([]);
});

/** What is taken past the store's contract: types, or values that are not offered. */
function pastTheContract({ path, source }: SourceFile): string[] {
  if (path.startsWith('services/store/')) return [];
  return importsOf(source)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ isType, specifier }) => ({ isType, target: join(dirname(path), specifier).split(sep).join('/') }))
    .filter(({ target }) => target.startsWith('services/store/') && target !== 'services/store/contract.ts')
    .filter(
      ({ isType, target }) =>
        // what an engine calls its own is no row
        (isType && !target.startsWith('services/store/engines/')) ||
        !STORE_VALUES.some((name) => target === `services/store/${name}.ts`),
    )
    .map(({ target }) => `${path} imports ${target}`);
}

test('what the store is like is learnt from its contract', () => {
  expect(files.flatMap(pastTheContract)).toEqual([]);
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
  expect(circles).toEqual([]);
});

test('no file beside `src` reaches itself by imports, types included', () => {
  expect(circlesOf(new Map(beside.map(({ path, source }) => [path, ownImports(path, source)])))).toEqual([]);
});

test('the checks of order, circles and size see what they forbid', () => {
  const short = { path: 'sandbox/discord/x.ts', source: 'export const x = 1;\n' };
  const user = { path: 'sandbox/discord/y.ts', source: `import { x } from './x.ts';\n` };
  expect(shortFilesOf([short, user])).toEqual(['sandbox/discord/x.ts']);
  expect(shortFilesOf([short, { ...user, path: 'sandbox/discord/registry.ts' }])).toEqual([]);
  expect(shortFilesOf([short, user, { ...user, path: 'sandbox/discord/z.ts' }])).toEqual([]);
  expect(shortFilesOf([{ ...short, source: 'x\n'.repeat(25) }, user])).toEqual([]);
  expect(circlesOf(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['a', 'd'], d: [] })))).toEqual([['a', 'b', 'c']]);
  expect(circlesOf(new Map(Object.entries({ a: ['b', 'c'], b: ['c'], c: [] })))).toEqual([]);
  const back = { path: 'services/limits/x.ts', source: `import type { A } from '../jobs/contract.ts';` };
  expect(againstTheOrder([back], 'services', SERVICES)).toEqual([
    'services/limits/x.ts imports services/jobs/contract.ts',
  ]);
  expect(againstTheOrder([{ ...back, path: 'services/odd/x.ts' }], 'services', SERVICES)).toContain(
    'services/odd/x.ts has no place',
  );
  const row = { path: 'events/x.ts', source: `import type { A } from '../services/store/jobs.ts';` };
  expect(pastTheContract(row)).toHaveLength(1);
  expect(pastTheContract({ ...row, source: row.source.replace('jobs', 'contract') })).toEqual([]);
});

/** Packages that are loaded with these files, before any of them does anything. */
function loadedWith(all: readonly SourceFile[], first: string): string[] {
  const sources = new Map(all.map(({ path, source }) => [path, source]));
  const seen = new Set([first]);
  const packages = new Set<string>();
  for (const path of seen) {
    for (const { isType, specifier } of importsOf(sources.get(path) ?? '')) {
      if (isType || specifier.startsWith('node:')) continue;
      if (specifier.startsWith('.')) seen.add(join(dirname(path), specifier).split(sep).join('/'));
      else packages.add(specifier);
    }
  }
  return [...packages].sort();
}

test('a start loads no package that it may never need', () => {
  expect(loadedWith(files, 'bot.ts')).toEqual([
    ...['@discordjs/rest', '@discordjs/ws', '@hono/node-server', '@hono/node-server/conninfo'],
    ...['discord-api-types/v10', 'hono', 'keyv', 'kysely', 'kysely/migration', 'pino', 'prom-client', 'undici', 'zod'],
  ]);
  const later = { path: 'bot.ts', source: `const { x } = await import('./x.ts');\nimport './y.ts';\n` };
  const other = { path: 'y.ts', source: `import type { A } from 'pg';\nimport { type B } from 'sharp';\n` };
  expect(loadedWith([later, other, { path: 'x.ts', source: `import 'pg-boss';\n` }], 'bot.ts')).toEqual(['sharp']);
});

const NAMES = /^(?:import|export)\s+(?:type\s+)?([\w*{][^;]*?)\sfrom\s+'(\.[^']+)'/gm;
const LOADED_LATER = /\{([^{}]*)\} = await import\('(\.[^']+)'\)/g;
const DECLARED = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;
const PASSED_ON = /^export (?:type )?\{([^}]*)\}/gm;

const inBraces = (list: string): string[] =>
  list.split(',').flatMap((each) => /^\s*(?:type )?(\w+)/.exec(each)?.[1] ?? []);

/** Exports without a user among these files, as `path name`. */
function unusedOf(all: readonly { readonly path: string; readonly source: string }[]): string[] {
  const used = new Set<string>();
  for (const { path, source } of all) {
    for (const [, clause = '', specifier = ''] of source.matchAll(NAMES)) {
      const target = join(dirname(path), specifier).split(sep).join('/');
      if (clause.includes('*')) used.add(target);
      for (const name of inBraces(/\{([^}]*)\}/.exec(clause)?.[1] ?? '')) used.add(`${target} ${name}`);
    }
    for (const [, list = '', specifier = ''] of source.matchAll(LOADED_LATER)) {
      const target = join(dirname(path), specifier).split(sep).join('/');
      for (const name of inBraces(list)) used.add(`${target} ${name}`);
    }
  }
  return all.flatMap(({ path, source }) => {
    const declared = [...source.matchAll(DECLARED)].flatMap(([, name = '']) => name);
    const names = [...declared, ...[...source.matchAll(PASSED_ON)].flatMap(([, list = '']) => inBraces(list))];
    return [...new Set(names.map((name) => `${path} ${name}`))].filter((each) => !used.has(path) && !used.has(each));
  });
}

test('every export has a user, and those that only tests use are known', () => {
  const known = Object.entries(FOR_TESTS).flatMap(([path, names]) => names.map((name) => `${path} ${name}`));
  const all = [...files.map(({ path, source }) => ({ path: `src/${path}`, source })), ...beside];
  expect(unusedOf(all).sort()).toEqual(known.sort());
});

test('the check of exports sees what it forbids', () => {
  const made = {
    path: 'a/x.ts',
    source: `export const one = 1;\nexport interface Two {}\nexport type { Three } from './y.ts';\n`,
  };
  const user = { path: 'b/z.ts', source: `import { type Three, one as first } from '../a/x.ts';\n` };
  expect(unusedOf([made, user])).toEqual(['a/x.ts Two']);
  expect(unusedOf([made, { path: 'a/z.ts', source: `import * as all from './x.ts';\n` }])).toEqual([]);
  const later = { path: 'a/z.ts', source: `const { Two } = await import('./x.ts');\n` };
  expect(unusedOf([made, user, later])).toEqual([]);
});
