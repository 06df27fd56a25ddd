import type { Credit } from '../../core/consent.ts';
import type { Job, Place } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Demand } from '../../core/limits/judge.ts';
import type { Operation, PreparedJob } from '../../core/operation.ts';
import type { Plan } from '../../core/plan.ts';
import type { CommandName } from '../../core/refusal.ts';

/** One action of a member that asks for pictures. */
export interface Order {
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  /** Same member, message and button; null for what cannot be double-clicked. */
  readonly actionKey: string | null;
  readonly ownerId: string;
  readonly scope: string;
  /** Of the member in the server. */
  readonly roles: readonly string[];
  readonly place: Place;
  readonly isPrivate: boolean;
  readonly isSpoiler: boolean;
  readonly operation: string;
  readonly prepared: PreparedJob;
  /** Of each picture, where they are not all made from the same. */
  readonly inputs?: readonly JsonObject[] | undefined;
  readonly plan?: Plan | undefined;
  /** Credits of one picture. */
  readonly price: number;
  readonly parentId: string | undefined;
  readonly credit?: Credit | undefined;
  /** The jobs that this repeats, a picture for each in their order: free once where the outcome was never known. */
  readonly retryOf: readonly Job[];
}

type Known = (name: string) => Pick<Operation, 'name' | 'localNames'> | undefined;

const nameOf = (known: Known, name: string): CommandName => known(name) ?? { name, localNames: { vi: name } };

/** What limits are asked for: all pictures of a group at once; of several steps the first, and each that follows. */
export function demandsOf(order: Order, total: number, known: Known): readonly [Demand, ...Demand[]] {
  const { operation, prepared, plan } = order;
  const first: Demand = {
    command: nameOf(known, operation),
    resolution: prepared.resolution,
    price: total,
  };
  const later = plan?.kind === 'steps' ? plan.steps.slice(1) : [];
  return [
    first,
    ...later.map((step) => ({ command: nameOf(known, step.operation), resolution: undefined, price: step.price })),
  ];
}
