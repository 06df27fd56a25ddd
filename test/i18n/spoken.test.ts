import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/core/language.ts';
import { boldAsMeant } from './bold.ts';
import { bodiesSay } from './rendered.ts';
import { commands, nameIn, registrySays, type Said, textsSay } from './spoken.ts';

const written = (language: Language): readonly Said[] => [...registrySays(language), ...textsSay(language)];
const everything = (language: Language): readonly Said[] => [...written(language), ...bodiesSay(language)];

/** Where and what, for every text in which something is found. */
const found = (said: readonly Said[], pattern: RegExp): readonly string[] =>
  said.filter(([, text]) => pattern.test(text)).map(([where, text]) => `${where}: ${text}`);

const bare = (text: string): string => text.replaceAll('\\', '');
const notBefore = String.raw`(?<![\p{L}\p{N}_./:-])/`;
const notAfter = String.raw`(?![\p{L}\p{N}_./-])`;

/** Names of commands that the language has other names for, with their subcommands. */
function foreignNames(language: Language): readonly string[] {
  return languages
    .filter((other) => other !== language)
    .flatMap((other) =>
      commands.flatMap((command) => {
        const own = nameIn(command, language);
        const theirs = nameIn(command, other);
        const inner = (command.subcommands ?? [])
          .filter((each) => nameIn(each, other) !== nameIn(each, language))
          .map((each) => `${own} ${nameIn(each, other)}`);
        return [...(theirs === own ? [] : [theirs]), ...inner];
      }),
    );
}

describe.each(languages)('all that is said in %s', (language) => {
  const said = everything(language);

  it('calls commands as this language shows them', () => {
    const names = foreignNames(language);
    expect(names.length).toBeGreaterThan(20);
    const foreign = new RegExp(`${notBefore}(?:${names.join('|')})${notAfter}`, 'u');
    expect(
      found(
        said.map(([where, text]) => [where, bare(text)] as const),
        foreign,
      ),
    ).toEqual([]);
  });

  it('names no command, subcommand or option that is not there', () => {
    const mentions = said.flatMap(([where, text]) =>
      [...text.matchAll(/\*\*\/([^*\n]+)\*\*/g)].map(([, typed = '']) => ({ where, typed: bare(typed) })),
    );
    expect(mentions.length).toBeGreaterThan(40);
    const unknown = mentions.filter(({ typed }) => {
      const [name, second, third] = typed.split(' ');
      const command = commands.find((each) => nameIn(each, language) === name);
      if (!command) return true;
      const inner = command.subcommands?.find((each) => nameIn(each, language) === second);
      if (second !== undefined && !inner) return true;
      return third !== undefined && !inner?.options.some((option) => nameIn(option, language) === third);
    });
    expect(unknown).toEqual([]);
  });

  it('escapes the underscores of every command in bold, and none where Discord reads no markup', () => {
    const inBold = said.filter(([, text]) =>
      [...text.matchAll(/\*\*\/[^*\n]+\*\*/g)].some(([bold]) => /(?<!\\)_/.test(bold)),
    );
    expect(inBold).toEqual([]);
    expect(found(registrySays(language), /\\|\*\*/)).toEqual([]);
  });

  it('has no bold within bold, and shows nothing that is not there', () => {
    expect(found(bodiesSay(language), /\bundefined\b|\bNaN\b|\[object/)).toEqual([]);
    expect(found(said, /\*{3}/)).toEqual([]);
    expect(bodiesSay(language).filter(([, text]) => !boldAsMeant(text))).toEqual([]);
  });

  it('calls no two commands of a list, and no two options of a command, by one name that Discord takes', () => {
    const lists = commands.flatMap((command) => {
      const inner = command.subcommands ?? [];
      return [command.options, inner, ...inner.map(({ options }) => options)];
    });
    for (const list of [commands, ...lists]) {
      const names = list.map((each) => nameIn(each, language));
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
        expect(name).toBe(name.toLowerCase().normalize('NFC'));
      }
    }
  });

  it('writes a percentage in one way', () => {
    expect(found(said, /\d %/)).toEqual([]);
  });
});

describe('English', () => {
  it('is spelled as the names of the options are', () => {
    const british = /colour|\bgrey\b|favour|centre\b|behaviour|licence|modelling|organis|recognis|for ever\b/i;
    expect(found(written('en'), british)).toEqual([]);
  });
});

describe('Vietnamese', () => {
  const said = everything('vi');

  it('is composed letters', () => {
    for (const [, text] of written('vi')) expect(text).toBe(text.normalize('NFC'));
  });

  it('puts tone marks where most writers put them: hóa, khỏe, thủy', () => {
    expect(found(said, /(?<!\p{L})\p{L}*(?:o[áàảãạéèẻẽẹ]|(?<!q)u[ýỳỷỹỵ])(?!\p{L})/iu)).toEqual([]);
  });

  it.each([
    ['điểm', /\bcredits?\b/i],
    ['mình', /(?<!\p{L})tôi(?!\p{L})/iu],
    ['người điều hành', /người kiểm duyệt|quản trị viên/i],
    ['kênh văn bản', /kênh chữ/i],
    ['chủ đề', /luồng/i],
    ['dịch vụ lưu tệp', /(?<!\p{L})(?:dịch vụ tệp|nơi lưu tệp)/iu],
    ['hiểu là', /được đọc là/i],
    ['ảnh do bot tạo', /ảnh mình tạo|do mình tạo(?! nên)/i],
  ])('says %s, and no other word for it', (_, other) => {
    expect(found(written('vi'), other)).toEqual([]);
  });
});
