import type { LimitItem } from '../../core/limit-item.ts';
import type { LimitTable, OperatorLimits } from '../../core/limit-pages.ts';
import { isProblem } from '../../core/limit-problem.ts';
import { type Rule, type Whom, whomId } from '../../core/limits.ts';
import { renderLimitTable } from '../../views/limits/table.ts';
import type { Wording } from '../../views/limits/wording.ts';
import type { MessageBody } from '../../views/message-body.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';
import { chosenWhom } from './chosen.ts';

type Parts = Pick<LimitDeskParts, 'store' | 'clock'> & { readonly operator: OperatorLimits };

const PAGE_SIZE = 8;
/** The widest first, as people read it. */
const ORDER = ['everyone', 'channel', 'role', 'member'] as const;

/** `/limits show`, and the pages that its buttons turn. */
export function createShowLimits({ store, clock, operator }: Parts) {
  async function read(scope: string, about: Whom | undefined, page: number): Promise<LimitTable> {
    const now = clock.now();
    const { limits } = store;
    const [rules, blocks, pauses, budget, grants] = await Promise.all([
      limits.rules(scope, now),
      limits.blocks(scope, now),
      limits.pauses(scope),
      limits.budget(scope),
      limits.grantsIn(scope, now),
    ]);
    const isMember = (memberId: string) => about?.kind === 'member' && about.id === memberId;
    const items: readonly LimitItem[] = [
      ...sorted(rules.filter(({ whom }) => !about || isSame(whom, about))).map(
        (rule) => ({ kind: 'rule', rule }) as const,
      ),
      ...blocks
        .filter(({ memberId }) => !about || isMember(memberId))
        .map((block) => ({ kind: 'block', block }) as const),
      ...grants.filter(({ memberId }) => isMember(memberId)).map((grant) => ({ kind: 'grant', grant }) as const),
    ];
    return {
      page,
      pages: Math.ceil(items.length / PAGE_SIZE),
      about,
      items: items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      budget,
      pauses,
      blocks: blocks.length,
      grants: {
        count: grants.length,
        members: new Set(grants.map(({ memberId }) => memberId)).size,
        credits: grants.reduce((sum, { credits }) => sum + credits, 0),
      },
      operator,
    };
  }

  const page = async (scope: string, about: Whom | undefined, n: number, wording: Wording): Promise<MessageBody> =>
    renderLimitTable(await read(scope, about, n), wording);

  const show: LimitDeed = async (ask) => {
    const about = chosenWhom(ask);
    return isProblem(about) ? about : page(ask.actor.scope, about, 1, ask.wording);
  };
  return { show, page };
}

const isSame = (one: Whom, other: Whom): boolean => one.kind === other.kind && whomId(one) === whomId(other);

const sorted = (rules: readonly Rule[]): readonly Rule[] =>
  ORDER.flatMap((kind) => rules.filter(({ whom }) => whom.kind === kind));
