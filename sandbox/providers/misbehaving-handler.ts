import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, sleep } from '../../src/core/clock.ts';
import { type Answer, drain, page, send } from './answer.ts';
import {
  createMisbehaviour,
  isOneOf,
  type MisbehaviourRule,
  replacingFaults,
  spoilingFaults,
  type WorkFault,
  workFaults,
} from './misbehaviour.ts';
import { sendFault } from './replacing-faults.ts';
import { sendCutOff, spoil } from './spoiling-faults.ts';

export interface Exchange<Kind extends string> {
  readonly kind: Kind;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What rules get to see of the body; absent where it is streamed. */
  read?(): Promise<unknown>;
  /** The true answer; a fault of the work is its own to apply. */
  answer(fault: WorkFault | undefined): Promise<Answer>;
}

/**
 * One way through for every request of every local server, so that each fault works everywhere alike. `reword` puts
 * those that are answers into the provider's own words.
 */
export function createMisbehavingHandler<Kind extends string>(
  clock: Clock,
  reword: (answer: Answer) => Answer = (answer) => answer,
) {
  const rules = createMisbehaviour<Kind>(clock.now);
  const counts = new Map<Kind, number>();
  let punishedUntil = Number.NEGATIVE_INFINITY;

  return {
    misbehave(rule: MisbehaviourRule<Kind>): () => void {
      return rules.add(rule);
    },

    async handle({ kind, request, response, read, answer }: Exchange<Kind>): Promise<void> {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const context = { on: kind, method: request.method ?? '', path, count };

      // results lie behind another door
      if (kind !== 'download' && clock.now() < punishedUntil) {
        await drain(request);
        return send(request, response, page(403, 'Penalty Box for WAF'));
      }
      if (rules.take(context, true)) {
        request.socket.resetAndDestroy();
        return;
      }
      const rule = rules.take({ ...context, body: await read?.() }, false);
      const as = rule?.as ?? 'none';
      if (rule && isOneOf(replacingFaults, as)) {
        if (as === 'firewall') punishedUntil = clock.now() + (rule.punishMs ?? 0);
        if (rule.accepted === true) await answer(undefined);
        else if (as !== 'hang') await drain(request);
        return sendFault({ ...rule, as }, request, response, reword);
      }
      const truth = await answer(isOneOf(workFaults, as) ? as : undefined);
      if (as === 'slow') await sleep(clock, rule?.ms ?? 1000);
      if (as === 'cut-off') return sendCutOff(response, truth);
      await send(request, response, isOneOf(spoilingFaults, as) ? await spoil(as, truth) : truth);
    },
  };
}
