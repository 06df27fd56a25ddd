import type { Clock } from '../../core/clock.ts';
import { ulid } from '../../core/ulid.ts';
import type { Added, Removed, Tested, WordsPage } from '../../core/words/answers.ts';
import { normalize } from '../../core/words/normalize.ts';
import { type DiacriticsMode, MOST_RULES, parseRule, readingOf, type WordRule } from '../../core/words/rule.ts';
import type { Session, Store } from '../store/contract.ts';
import { compile } from './compiled-rules.ts';

export interface WordBookParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Who changes the rules of which server. */
export interface Editor {
  readonly scope: string;
  readonly ownerId: string;
}

const PER_PAGE = 8;
const MOST_MEMBERS = 3;

/** The word rules of servers, as their moderators keep them. */
export function createWordBook({ store, clock }: WordBookParts) {
  const note = (session: Session, { scope, ownerId }: Editor, action: string, { id, word, diacritics }: WordRule) =>
    session.audit.append({
      at: clock.now(),
      scope,
      actorId: ownerId,
      action,
      detail: JSON.stringify({ id, word, diacritics }),
    });

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
      return store.transaction(async (session) => {
        await session.ledger.lock(scope, setBy);
        if ((await session.words.count(scope)) >= MOST_RULES) return { kind: 'refused', problem: 'full', word };
        const rule = { scope, id: ulid(now), word, diacritics, setBy, setAt: now };
        if (!(await session.words.add(rule, reading))) return { kind: 'refused', problem: 'known', word };
        await note(session, editor, 'words-add', rule);
        return { kind: 'added', word, reading, diacritics: parsed.pattern.mode };
      });
    },

    /** By its id, or by the word. */
    async remove(editor: Editor, named: string): Promise<Removed> {
      return store.transaction(async (session) => {
        const rule = await find(session, editor.scope, tidy(named));
        const isGone = rule && (await session.words.remove(editor.scope, rule.id));
        if (!rule || !isGone) return { kind: 'no-such-rule', word: tidy(named) };
        await note(session, editor, 'words-remove', rule);
        return { kind: 'removed', word: rule.word };
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
