import type { Clock } from '../../core/clock.ts';
import type { ChangeOrder, Edited } from '../../core/limit-item.ts';
import { ulid } from '../../core/ulid.ts';
import type { Added, Removed, Tested, WordsPage } from '../../core/words/answers.ts';
import { normalize } from '../../core/words/normalize.ts';
import { type DiacriticsMode, parseRule, readingOf, type WordRule } from '../../core/words/rule.ts';
import type { Session, Store } from '../store/contract.ts';
import { compile } from './compiled-rules.ts';

export interface WordBookParts {
  readonly store: Store;
  readonly clock: Clock;
  /** What is changed, and the entry of the server's log that tells of it. */
  readonly change: (session: Session, order: ChangeOrder) => Promise<Edited>;
}

/** Who changes the rules of which server. */
export interface Editor {
  readonly scope: string;
  readonly ownerId: string;
}

const PER_PAGE = 8;
const MOST_MEMBERS = 3;

/** The word rules of servers, as their moderators keep them. */
export function createWordBook({ store, clock, change }: WordBookParts) {
  async function find(session: Session, scope: string, named: string): Promise<WordRule | undefined> {
    const rules = await session.words.rules(scope);
    const byReading = ({ word, diacritics }: WordRule) => readAs(named, diacritics) === readAs(word, diacritics);
    return rules.find(({ id }) => id === named) ?? rules.find(({ word }) => word === named) ?? rules.find(byReading);
  }

  return {
    async add(editor: Editor, typed: string, diacritics: DiacriticsMode): Promise<Added> {
      const word = tidy(typed);
      const parsed = parseRule(word, diacritics);
      if (!parsed.ok) return { kind: 'refused', problem: parsed.problem, word };
      const reading = readingOf(parsed.pattern);
      const now = clock.now();
      const { scope, ownerId: setBy } = editor;
      const rule = { scope, id: ulid(now), word, diacritics, setBy, setAt: now };
      const target = { kind: 'word', scope, id: rule.id, word } as const;
      return store.transaction(async (session) => {
        const { refused } = await change(session, { actorId: setBy, target, edit: () => ({ kind: 'word', rule }) });
        if (refused) return { kind: 'refused', problem: refused, word };
        return { kind: 'added', word, reading, diacritics: parsed.pattern.mode, longer: longerThan(word) };
      });
    },

    /** By its id, or by the word. */
    async remove(editor: Editor, named: string): Promise<Removed> {
      return store.transaction(async (session) => {
        const rule = await find(session, editor.scope, tidy(named));
        if (!rule) return { kind: 'no-such-rule', word: tidy(named) };
        const { scope, id, word } = rule;
        const target = { kind: 'word', scope, id, word } as const;
        const { entryId } = await change(session, { actorId: editor.ownerId, target, edit: () => undefined });
        return entryId === undefined ? { kind: 'no-such-rule', word } : { kind: 'removed', word };
      });
    },

    async page(scope: string, page: number): Promise<WordsPage> {
      const rules = await store.words.rules(scope);
      const pages = Math.ceil(rules.length / PER_PAGE);
      const shown = rules.slice((page - 1) * PER_PAGE, page * PER_PAGE);
      const ids = shown.map(({ id }) => id);
      const hits = new Map((await store.words.hits(scope, ids, MOST_MEMBERS)).map((each) => [each.ruleId, each]));
      return {
        page,
        pages,
        total: rules.length,
        rules: shown.map(({ id, word, diacritics, setBy, setAt }) => {
          const { total = 0, members = [] } = hits.get(id) ?? {};
          return { word, diacritics, setBy, setAt, hits: total, members };
        }),
      };
    },

    async test(scope: string, text: string): Promise<Tested> {
      const rules = await store.words.rules(scope);
      const { broken, isCut } = compile(rules).judge(text);
      const words = broken.map(({ word }) => word);
      return { kind: 'tested', reading: normalize(text), broken: words, rules: rules.length, isCut };
    },

    rules: (scope: string): Promise<readonly WordRule[]> => store.words.rules(scope),
  };
}

export type WordBook = ReturnType<typeof createWordBook>;

/** One line of what a database keeps as it is. */
const tidy = (typed: string): string =>
  typed
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();

function readAs(word: string, diacritics: DiacriticsMode): string | undefined {
  const parsed = parseRule(word, diacritics);
  return parsed.ok ? readingOf(parsed.pattern) : undefined;
}

function longerThan(word: string): string | undefined {
  const longer = `${word}*`;
  return /^[\p{L}\p{M}]+$/u.test(word) && parseRule(longer, 'auto').ok ? longer : undefined;
}
