import type { LimitItem } from '../../core/limit-item.ts';
import type { OperatorLimits } from '../../core/limit-pages.ts';
import type { Rule } from '../../core/limits.ts';
import { renderWhyList } from '../../views/limits/why-list.ts';
import type { Wording } from '../../views/limits/wording.ts';
import type { Actor } from '../actor.ts';
import type { Reply } from '../reply.ts';
import type { LimitDeskParts } from './ask.ts';

export interface WhyQuestion {
  readonly memberId: string;
  readonly roles: readonly string[];
  /** Undefined: all of them. */
  readonly command: string | undefined;
}
export type AnswerWhy = (actor: Actor, reply: Reply, question: WhyQuestion) => Promise<void>;

type Parts = Pick<LimitDeskParts, 'store' | 'clock'> & {
  readonly operator: OperatorLimits;
  readonly wordingOf: (actor: Actor) => Wording;
};

/** The nearest first: a level before the next, and in it one command before all. */
const ORDER = ['member', 'role', 'channel', 'everyone'] as const;

/** All that is set for a member where the moderator stands, in the order in which it counts. */
export function createWhyList({ store, clock, operator, wordingOf }: Parts): AnswerWhy {
  return async (actor, reply, { memberId, roles, command }) => {
    const { scope, place } = actor;
    const now = clock.now();
    const channels = [place.channelId, ...(place.parentId ? [place.parentId] : [])];
    const [block, pauses, rules, grants] = await Promise.all([
      store.limits.block(scope, memberId, now),
      store.limits.pauses(scope),
      // the role that all have is everyone
      store.limits.rulesFor({ scope, memberId, roles, channels }, now),
      store.limits.grants(scope, memberId, now),
    ]);
    const isAsked = (about: string | undefined) => command === undefined || about === undefined || about === command;
    const items: readonly LimitItem[] = [
      ...(block ? [{ kind: 'block', block } as const] : []),
      ...pauses.filter((pause) => isAsked(pause.command)).map((pause) => ({ kind: 'pause', pause }) as const),
      ...ordered(rules.filter((rule) => isAsked(rule.command))).map((rule) => ({ kind: 'rule', rule }) as const),
      ...grants.map((grant) => ({ kind: 'grant', grant }) as const),
    ];
    await reply.show(renderWhyList(memberId, items, operator, wordingOf(actor)), true);
  };
}

const ordered = (rules: readonly Rule[]): readonly Rule[] =>
  ORDER.flatMap((kind) => {
    const ofKind = rules.filter(({ whom }) => whom.kind === kind);
    return [...ofKind.filter(({ command }) => command), ...ofKind.filter(({ command }) => !command)];
  });
