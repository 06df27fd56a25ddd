import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allEndpoints } from '../../docs/reference/endpoints/registry.ts';
import { apiReference } from '../../docs/reference/page.ts';
import { languages } from '../../src/core/language.ts';
import { programsIn } from './programs.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const FILES = { en: 'docs/api.md', vi: 'docs/api.vi.md' } as const;

test.each(languages)('the committed page is what `npm run docs` writes (%s)', (language) => {
  expect(read(FILES[language]) === apiReference(language), `${FILES[language]} is stale: npm run docs`).toBe(true);
});

test('both languages have the same programs, and every endpoint its two', () => {
  const programs = programsIn(apiReference('en'));
  expect(programsIn(apiReference('vi'))).toEqual(programs);
  for (const { example } of allEndpoints) {
    expect(programs).toHaveProperty([`${example.name}.sh`], example.curl);
    expect(programs).toHaveProperty([`${example.name}.ts`], example.typescript);
  }
});

describe.each(languages)('the page in %s', (language) => {
  const page = apiReference(language);
  const prose = page.replaceAll(/^```[\s\S]*?^```/gm, '');

  test('leads to places that exist', () => {
    const places = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    const links = [...prose.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(new Set(places).size).toBe(places.length);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((id) => !places.includes(id))).toEqual([]);
    for (const [, file = ''] of prose.matchAll(/\]\(([\w.]+\.md)\)/g))
      expect(readdirSync(new URL('docs', ROOT))).toContain(file);
  });

  test('has tables whose rows are as wide as their heads', () => {
    const rows = prose.split('\n').filter((line) => line.startsWith('|'));
    const widths = prose
      .split(/\n\n/)
      .filter((block) => block.startsWith('|'))
      .map(
        (block) =>
          new Set(
            block
              .split('\n')
              .filter((line) => line.startsWith('|'))
              .map((line) => line.split(/(?<!\\)\|/).length),
          ),
      );
    expect(rows.length).toBeGreaterThan(100);
    expect(widths.filter(({ size }) => size !== 1)).toEqual([]);
  });

  test('names every field of every endpoint', () => {
    for (const { title, parameters } of allEndpoints) {
      const section = page
        .slice(page.indexOf(`\n### ${title}\n`))
        .split('\n### ', 2)
        .join('');
      for (const { name } of parameters) expect(section, title).toContain(`| \`${name}\` |`);
    }
  });
});

test('nothing is left in English on the Vietnamese page', () => {
  const sentences = (language: 'en' | 'vi') =>
    apiReference(language)
      .replaceAll(/^```[\s\S]*?^```|^ *- \[.*$/gm, '')
      .split(/\n|(?<= \|) /)
      .filter((line) => (line.replaceAll(/`[^`]*`/g, '').match(/\p{L}{2,}/gu) ?? []).length > 5);
  const english = new Set(sentences('en'));
  expect(english.size).toBeGreaterThan(150);
  expect(sentences('vi').filter((line) => english.has(line))).toEqual([]);
});

test('no key stands on the page, in an example or in its data', () => {
  const folder = fileURLToPath(new URL('docs/reference', ROOT));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|sh)$/.test(name));
  expect(sources.length).toBeGreaterThan(30);
  const texts = [...sources.map((name) => read(`docs/reference/${name}`)), read(FILES.en), read(FILES.vi)];
  for (const text of texts) expect(text).not.toMatch(/FPSX|afk_\w|_API_KEY=['"]?\w{8}|\b[0-9a-f]{32}\b/);
});

test('the README leads to both pages', () => {
  for (const file of Object.values(FILES)) expect(read('README.md')).toContain(`](${file})`);
});
