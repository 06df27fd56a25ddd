import type { Clock } from '../core/clock.ts';
import type { Plan } from '../core/job.ts';
import type { JsonObject } from '../core/json.ts';
import type { ChangeOrder, Edited } from '../core/limits/changes.ts';
import { isServer } from '../core/limits/rules.ts';
import type { Operation, OperationOption } from '../core/operation.ts';
import type { Denial } from '../core/refusal.ts';
import { ulid } from '../core/ulid.ts';
import { createMatcher } from '../core/words/matcher.ts';
import { normalize } from '../core/words/normalize.ts';
import {
  type Added,
  type DiacriticsMode,
  parseRule,
  type Removed,
  readingOf,
  type Tested,
  type WordRule,
  type WordsPage,
} from '../core/words/rules.ts';
import type { Session, Store } from './store/contract.ts';

interface CompiledRules {
  judge(text: string): Judged;
}

interface Judged {
  /** Rules that the text breaks, the oldest first. */
  readonly broken: readonly WordRule[];
  /** The text was not held against them in every way: that would have taken too long. */
  readonly isCut: boolean;
}

interface Kept {
  /** Ids are never used twice and rules never change, so these say which rules they are. */
  readonly ids: string;
  readonly compiled: CompiledRules;
}

const MOST_KEPT = 200;

/** Rules of servers made ready for many texts, for as long as they stay as they are. */
function createCompiledRules(): (scope: string, rules: readonly WordRule[]) => CompiledRules {
  const kept = new Map<string, Kept>();
  return (scope, rules) => {
    const ids = rules.map(({ id }) => id).join();
    const known = kept.get(scope);
    if (known?.ids === ids) return known.compiled;
    const compiled = compile(rules);
    kept.delete(scope);
    kept.set(scope, { ids, compiled });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return compiled;
  };
}

/** One that this version reads otherwise than the one that took it, and cannot use, has no say. */
function compile(rules: readonly WordRule[]): CompiledRules {
  const usable = rules.flatMap((rule) => {
    const parsed = parseRule(rule.word, rule.diacritics);
    return parsed.ok ? [{ rule, pattern: parsed.pattern }] : [];
  });
  const find = createMatcher(usable.map(({ pattern }) => pattern));
  return {
    judge(text) {
      const { places, isCut } = find(text);
      return { broken: places.flatMap((place) => usable[place]?.rule ?? []), isCut };
    },
  };
}

/** All that the member put into words, by what the operation itself says of its fields. */
export const typedTexts = (options: readonly OperationOption[], input: JsonObject): readonly string[] =>
  options.flatMap(({ name, kind }) => {
    const value = input[name];
    return kind === 'text' && typeof value === 'string' ? [value] : [];
  });

/** What of an order is put into words. */
export interface Wording {
  readonly scope: string;
  readonly ownerId: string;
  readonly operation: string;
  readonly prepared: { readonly input: JsonObject };
  readonly inputs?: readonly JsonObject[] | undefined;
  readonly plan?: Plan | undefined;
}

/**
 * Whether an order breaks a word rule of its server; counted in the same transaction. Nobody is exempt. Rules are read
 * each time, by one look into an index, so that a change holds at once in every process.
 */
export function createJudgeWords(operation: (name: string) => Operation | undefined) {
  const compiled = createCompiledRules();

  const textsIn = (name: string, input: JsonObject): readonly string[] =>
    typedTexts(operation(name)?.options ?? [], input);

  function textsOf({ operation: name, prepared, inputs = [], plan }: Wording): ReadonlySet<string> {
    const steps = plan?.kind === 'steps' ? plan.steps : [];
    return new Set([
      ...[prepared.input, ...inputs].flatMap((input) => textsIn(name, input)),
      ...steps.flatMap((step) => textsIn(step.operation, step.input)),
    ]);
  }

  return async function judgeWords(session: Session, order: Wording, now: number): Promise<Denial | undefined> {
    const { scope, ownerId } = order;
    const texts = textsOf(order);
    if (texts.size === 0 || !isServer(scope)) return undefined;
    const rules = await session.words.rules(scope);
    if (rules.length === 0) return undefined;
    const { judge } = compiled(scope, rules);
    for (const text of texts) {
      const [rule] = judge(text).broken;
      if (!rule) continue;
      await session.words.hit({ scope, ruleId: rule.id, memberId: ownerId }, now);
      return { code: 'word-rule', word: rule.word };
    }
    return undefined;
  };
}

interface WordRulesParts {
  readonly store: Store;
  readonly clock: Clock;
  /** What is changed, and the entry of the server's log that tells of it. */
  readonly change: (session: Session, order: ChangeOrder) => Promise<Edited>;
}

/** Who changes the rules of which server. */
interface Editor {
  readonly scope: string;
  readonly ownerId: string;
}

const PER_PAGE = 8;
const MOST_MEMBERS = 3;

/** The word rules of servers, as their moderators keep them. */
export function createWordRules({ store, clock, change }: WordRulesParts) {
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

export type WordRules = ReturnType<typeof createWordRules>;

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
