import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { isJsonObject } from '../../src/core/json.ts';
import { type Bench, openBench } from './bench.ts';
import { namesIn, readFigures } from './figures.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const OURS = /\b(?:darkroom|process)_[a-z_]+/g;
const namesOf = (texts: readonly string[]) => new Set(texts.flatMap((text) => text.match(OURS) ?? []));

/** Every `expr`, however deep it lies. */
function queriesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(queriesIn);
  if (!isJsonObject(value)) return [];
  const { expr, ...rest } = value;
  return [...(typeof expr === 'string' ? [expr] : []), ...Object.values(rest).flatMap(queriesIn)];
}

/** From `expr:` to the next key of the rule. */
const rulesIn = (text: string) =>
  [...text.matchAll(/^ {8}expr:([\s\S]*?)(?=^ {8}[a-z]+:)/gm)].map(([, expr = '']) => expr);

async function realNames(): Promise<ReadonlySet<string>> {
  bench = await openBench();
  return new Set(namesIn(await readFigures(bench.app.port)));
}

const isBalanced = (text: string) =>
  [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ].every(([open = '', close = '']) => text.split(open).length === text.split(close).length);

test('the dashboard and the alerts ask for figures that there are', async () => {
  const real = await realNames();
  const queries = queriesIn(JSON.parse(read('grafana-dashboard.json')));
  const rules = rulesIn(read('alerts.yml'));
  expect(queries.length).toBeGreaterThan(20);
  expect(rules).toHaveLength(read('alerts.yml').match(/- alert:/g)?.length ?? 0);
  for (const name of namesOf([...queries, ...rules])) expect(real, name).toContain(name);
  for (const query of [...queries, ...rules]) expect(isBalanced(query), query).toBe(true);
});

test('every figure stands in the operators’ guide and on the dashboard, and no other', async () => {
  const real = [...(await realNames())].map((name) => name.replace(/(?<=_seconds)_(?:bucket|sum|count)$/, ''));
  const told = [...read('operating.md').matchAll(/^\| `((?:darkroom|process)_[a-z_]+)` \|/gm)].map(([, name]) => name);
  expect([...new Set(real)].sort()).toEqual(told.sort());
  const shown = namesOf(queriesIn(JSON.parse(read('grafana-dashboard.json'))));
  const bare = new Set([...shown].map((name) => name.replace(/(?<=_seconds)_(?:bucket|count)$/, '')));
  expect([...new Set(real)].filter((name) => !bare.has(name))).toEqual([]);
});
