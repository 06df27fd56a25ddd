import type { Clock } from '../../core/clock.ts';
import type { Store } from '../../services/store/contract.ts';
import { type Deed, say } from './click.ts';

interface ReportParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Once for each member and message; nobody but the moderators learns of it. */
export function createReport({ store, clock }: ReportParts): Deed {
  const write = (postId: string, detail: string, scope: string, actorId: string) =>
    store.transaction(async (session) => {
      await session.ledger.lock(scope, actorId);
      const key = `report:${postId}:${actorId}`;
      if ((await session.documents.get(key)) !== undefined) return false;
      const at = clock.now();
      await session.documents.set(key, String(at));
      await session.audit.append({ at, scope, actorId, action: 'report', detail });
      return true;
    });

  return async function report(click) {
    const { post, job, actor, isOwner } = click;
    if (isOwner) return say(click, { kind: 'report-own' });
    const { guildId, isBotPresent } = post.place;
    if (guildId === undefined || !isBotPresent) return say(click, { kind: 'report-elsewhere' });
    const isNew = await write(post.id, job.id, guildId, actor.ownerId);
    return say(click, { kind: isNew ? 'reported' : 'reported-already' });
  };
}
