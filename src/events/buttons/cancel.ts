import { isEnded } from '../../core/job.ts';
import type { Settle } from '../../services/jobs/settle.ts';
import type { Store } from '../../services/store/contract.ts';
import type { Interaction } from '../shared/reply.ts';
import { type Click, type ClickHandler, say } from './click.ts';

interface CancelParts {
  readonly store: Pick<Store, 'posts'>;
  readonly settle: Pick<Settle, 'cancel'>;
  /** Brings the clicked list of jobs up to date; false where it was no such list. */
  readonly refresh: (interaction: Interaction) => Promise<boolean>;
}

export function createCancel({ store, settle, refresh }: CancelParts): ClickHandler {
  return async function cancel(click: Click): Promise<void> {
    const { actor, reply, payload, post, jobs, isOwner } = click;
    if (!isOwner) return say(click, { kind: 'not-yours' });
    const cancelled = await Promise.all(jobs.map((job) => settle.cancel(job)));
    if (cancelled.some(Boolean)) {
      // pressed in a list or beside a copy of the card, which does not change by itself
      if (payload.message?.id !== post.messageId) {
        return (await refresh(click)) ? undefined : say(click, { kind: 'cancelled' });
      }
      await reply.deferUpdate();
      return store.posts.renewToken(post.id, actor.token, actor.tokenExpiresAt);
    }
    const isOver = jobs.every(({ phase }) => isEnded(phase));
    return say(click, { kind: isOver ? 'already-finished' : 'too-late-to-cancel' });
  };
}
