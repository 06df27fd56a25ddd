import type { WordRule } from '../../core/words/rule.ts';

export interface HitKey {
  readonly scope: string;
  readonly ruleId: string;
  readonly memberId: string;
}

export interface RuleHits {
  readonly ruleId: string;
  readonly total: number;
  /** Who it caught most often first. */
  readonly members: readonly { readonly memberId: string; readonly count: number; readonly lastAt: number }[];
}

export interface Words {
  /** The oldest first. */
  rules(scope: string): Promise<readonly WordRule[]>;
  rule(scope: string, id: string): Promise<WordRule | undefined>;
  count(scope: string): Promise<number>;
  /** False where the server has a rule with this reading. */
  add(rule: WordRule, reading: string): Promise<boolean>;
  /** Its hits go with it. False where there is none. */
  remove(scope: string, id: string): Promise<boolean>;
  hit(key: HitKey, at: number): Promise<void>;
  /** Of those rules that caught somebody, with the `most` members whom they caught most often. */
  hits(scope: string, ruleIds: readonly string[], most: number): Promise<readonly RuleHits[]>;
}
