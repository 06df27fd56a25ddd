import type { Clock } from '../../core/clock.ts';
import type { LimitProblem } from '../../core/limit-problem.ts';
import type { Operation } from '../../core/operation.ts';
import type { LimitChanges } from '../../services/limit-changes/limit-changes.ts';
import type { Store } from '../../services/store/contract.ts';
import type { Wording } from '../../views/limits/wording.ts';
import type { MessageBody } from '../../views/message-body.ts';
import type { Actor } from '../actor.ts';
import type { CommandInput } from '../command-input.ts';
import type { InteractionPayload } from '../interaction-payload.ts';

/** A moderator's command: who asks for what, and how they are answered. */
export interface Ask {
  readonly input: CommandInput;
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly wording: Wording;
}

export type LimitDeed = (ask: Ask) => Promise<MessageBody | LimitProblem>;

export interface LimitDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: LimitChanges;
  /** That limits can be about. */
  readonly operations: readonly Operation[];
}
