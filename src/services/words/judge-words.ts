import type { JsonObject } from '../../core/json.ts';
import type { Operation } from '../../core/operation.ts';
import type { Plan } from '../../core/plan.ts';
import type { Denial } from '../../core/refusal.ts';
import { typedTexts } from '../../core/words/typed-texts.ts';
import type { Session } from '../store/contract.ts';
import { createCompiledRules } from './compiled-rules.ts';

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
    if (texts.size === 0 || isOutsideServers(scope)) return undefined;
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

const isOutsideServers = (scope: string): boolean => scope.startsWith('@');
