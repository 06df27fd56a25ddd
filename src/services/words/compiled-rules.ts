import { createMatcher } from '../../core/words/matcher.ts';
import { parseRule, type WordRule } from '../../core/words/rule.ts';

export interface CompiledRules {
  judge(text: string): Judged;
}

export interface Judged {
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
export function createCompiledRules(): (scope: string, rules: readonly WordRule[]) => CompiledRules {
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
export function compile(rules: readonly WordRule[]): CompiledRules {
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
