import type { Block, Budget, Grant, OpenGrant, Pause, Rule, RuleKey, Subject, Whom } from '../../core/limits.ts';

export const limitKinds = ['rules', 'grants', 'blocks', 'pauses', 'budgets'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** What moderators set. What has ended by `now` is not there. */
export interface Limits {
  /** All that may have a say about the subject. */
  rulesFor(subject: Subject, now: number): Promise<readonly Rule[]>;
  /** Of which kinds anything is there at all: most servers have none, and are asked nothing more. */
  kinds(scope: string): Promise<ReadonlySet<LimitKind>>;
  rules(scope: string, now: number): Promise<readonly Rule[]>;
  rule(key: RuleKey): Promise<Rule | undefined>;
  /** In place of the one of the same whom and command. */
  putRule(rule: Rule): Promise<void>;
  removeRule(key: RuleKey): Promise<void>;
  rulesOf(scope: string, whom: Whom): Promise<readonly Rule[]>;

  grants(scope: string, memberId: string, now: number): Promise<readonly Grant[]>;
  /** Of all members. */
  grantsIn(scope: string, now: number): Promise<readonly Grant[]>;
  /** Those with something left, the one that ends first first. */
  openGrants(scope: string, memberId: string, now: number): Promise<readonly OpenGrant[]>;
  putGrant(grant: Grant): Promise<void>;
  removeGrant(id: string): Promise<void>;

  block(scope: string, memberId: string, now: number): Promise<Block | undefined>;
  blocks(scope: string, now: number): Promise<readonly Block[]>;
  putBlock(block: Block): Promise<void>;
  removeBlock(scope: string, memberId: string): Promise<void>;

  pauses(scope: string): Promise<readonly Pause[]>;
  putPause(pause: Pause): Promise<void>;
  removePause(pause: Pick<Pause, 'scope' | 'command' | 'cause'>): Promise<void>;

  budget(scope: string): Promise<Budget | undefined>;
  putBudget(budget: Budget): Promise<void>;
  removeBudget(scope: string): Promise<void>;
}
