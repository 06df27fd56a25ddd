import type { Clock } from '../../core/clock.ts';
import { subjectOf } from '../../core/limits/subject.ts';
import type { Operation } from '../../core/operation.ts';
import type { LimitEngine } from '../../services/limits/create-limits.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderWhy } from '../../views/why-page.ts';
import type { Actor } from '../actor.ts';
import type { Reply } from '../reply.ts';

interface WhyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly operations: readonly Operation[];
}

export interface WhyQuestion {
  readonly memberId: string;
  readonly roles: readonly string[];
  readonly command: string | undefined;
}

/** To a moderator: which rule decides for a member, in the channel where they ask. */
export function createWhy({ store, clock, limits, operations }: WhyParts) {
  return async function why(actor: Actor, reply: Reply, { memberId, roles, command }: WhyQuestion): Promise<void> {
    const subject = subjectOf({ ...actor, ownerId: memberId, roles });
    const known = operations.find(({ name }) => name === command);
    const question = { subject, command: known, commands: operations, now: clock.now() };
    const { overview } = await limits.readOverview(store, question);
    await reply.show(renderWhy(overview, operations, actor.place.language), true);
  };
}

export type Why = ReturnType<typeof createWhy>;
