import { readEntries } from '../../services/limit-changes/entries.ts';
import { renderLimitLog } from '../../views/limits/log.ts';
import type { Wording } from '../../views/limits/wording.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { numberValue } from '../command-input.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';

const PAGE_SIZE = 6;
/** What fits into a button that leads back. */
const LAST_PAGE = 999_999;

/** `/limits log`, and the pages that its buttons turn. */
export function createLimitLog({ store }: Pick<LimitDeskParts, 'store'>) {
  async function page(scope: string, n: number, wording: Wording): Promise<MessageBody> {
    const { total, entries } = await readEntries(store, scope, { limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE });
    return renderLimitLog({ page: n, pages: Math.ceil(total / PAGE_SIZE), entries }, wording);
  }
  const log: LimitDeed = ({ input, actor, wording }) => {
    const wanted = numberValue(input, 'page') ?? 1;
    const isPage = Number.isInteger(wanted) && wanted > 0;
    return page(actor.scope, isPage ? Math.min(wanted, LAST_PAGE) : 1, wording);
  };
  return { log, page };
}
