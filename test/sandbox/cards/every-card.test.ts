import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { everyCard } from '../../../sandbox/cards/every-card.ts';
import { type Language, languages } from '../../../src/core/language.ts';
import { textsFor } from '../../../src/i18n/index.ts';

const VIEWS = fileURLToPath(new URL('../../../src/views/', import.meta.url));
/** What Discord's own lists and menus of commands are made of: no message. */
const NO_MESSAGES = ['autocomplete.ts', 'command-body.ts'];
const OTHER_FUNCTIONS: Readonly<Record<string, string>> = {
  'option-names.ts commandPaths': 'what makes names into mentions as a message is sent',
  'message-body.ts privately': 'how a message is sent, not what is in it',
  'words.ts wordChoices': 'what Discord suggests while somebody types',
};

/** Texts that stand in no message of the bot, and where they are. */
const ELSEWHERE: readonly (readonly [where: RegExp, why: string])[] = [
  [/^\/pages\/(?:ago|ownFile)$/, 'suggestions while somebody types'],
  [/^\/privacy\/(?:readme|unsentTitle|noLink)$/, 'files of an export'],
  [/^\/record\/(?:source|result)$/, 'captions in a picture'],
  [/^\/record\/blockReason$/, 'kept with the block, and shown from there'],
  [/^\/stats\/(?:chart\/\w+|credits|done|failed|cancelled)$/, 'words in a chart'],
  [/^\/results\/deeds\/(?:again|retry|share)$/, 'always a button, never a line of the menu'],
  [/^\/settings\/unset\/(?:consent|spoiler)$/, 'always set'],
];

const inBothLanguages = () => languages.map((language) => everyCard(language));

/** `file name` of the functions of `src/views` that were called meanwhile. */
async function calledWhile(work: () => void): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const called = result.flatMap(({ url, functions }) => {
      const [, file] = /\/src\/views\/(.+\.ts)$/.exec(url) ?? [];
      const some = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
      return file === undefined ? [] : some.map(({ functionName }) => `${file} ${functionName}`);
    });
    return new Set(called);
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

const DECLARED = /^(?:export )?(?:function (\w+)|const (\w+) =[^;=]*?(?:\([^;]*?\)|\w+)(?:: [^;=]+?)? =>)/gm;

/** `file name` of the functions that stand in the files of `src/views` by themselves. */
function declaredIn(file: string, source: string): readonly string[] {
  return [...source.matchAll(DECLARED)].map(([, one, other]) => `${file} ${one ?? other}`);
}

/** Texts that nothing asked for meanwhile. */
function unreadWhile(language: Language, work: () => void): readonly string[] {
  const unread = new Set<string>();
  const undo: (() => void)[] = [];
  const watch = (texts: object, path: string): void => {
    for (const [key, text] of Object.entries(texts)) {
      const where = `${path}/${key}`;
      if (typeof text === 'object' && text !== null) {
        watch(text, where);
        continue;
      }
      unread.add(where);
      const get = () => {
        unread.delete(where);
        return text;
      };
      Object.defineProperty(texts, key, { configurable: true, enumerable: true, get });
      undo.push(() =>
        Object.defineProperty(texts, key, { configurable: true, enumerable: true, writable: true, value: text }),
      );
    }
  };
  watch(textsFor(language), '');
  try {
    work();
  } finally {
    for (const putBack of undo) putBack();
  }
  return [...unread];
}

describe('the gallery', () => {
  test('calls every function that draws a message', async () => {
    const files = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !NO_MESSAGES.includes(name))
      .map((name) => name.replaceAll('\\', '/'));
    const declared = files.flatMap((file) => declaredIn(file, readFileSync(join(VIEWS, file), 'utf8')));
    expect(declared.filter((each) => / render\w+$/.test(each)).length).toBeGreaterThan(40);
    const called = await calledWhile(inBothLanguages);
    expect(declared.filter((each) => !called.has(each)).sort()).toEqual(Object.keys(OTHER_FUNCTIONS).sort());
  });

  test.each(languages)('says every text that a message can have, in %s', (language) => {
    const unread = unreadWhile(language, () => everyCard(language));
    expect(unread.filter((where) => !ELSEWHERE.some(([each]) => each.test(where)))).toEqual([]);
    for (const [each] of ELSEWHERE) expect(unread.some((where) => each.test(where))).toBe(true);
  });

  test('the check of functions sees each kind of them', () => {
    const source = `export function one() {}\nfunction two<T>(\nexport const three = (a: string): string => a;
const four = ({ b }: Readonly<Record<string, number>>) =>\n  b;\nconst FIVE = 5;\n  const six = () => 6;
export const seven = <Value>(\n  value: Value,\n): Value => value;\n`;
    expect(declaredIn('x.ts', source)).toEqual(['one', 'two', 'three', 'four', 'seven'].map((name) => `x.ts ${name}`));
  });

  test('gives each card of a group a name of its own, the same in both languages', () => {
    const [inEnglish, inVietnamese] = inBothLanguages().map((groups) =>
      Object.entries(groups).flatMap(([group, cards]) => cards.map(({ name }) => `${group}: ${name}`)),
    );
    expect(new Set(inEnglish).size).toBe(inEnglish?.length);
    expect(inVietnamese).toEqual(inEnglish);
  });

  test.each(languages)('shows nothing that is not there, in %s', (language) => {
    for (const { name, body } of Object.values(everyCard(language)).flat())
      expect(JSON.stringify(body), name).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\bnull\b/);
  });
});
