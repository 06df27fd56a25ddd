import { parseCustomId } from '../core/custom-id.ts';
import type { Job, Post } from '../core/job.ts';
import type { Operation } from '../core/operation.ts';
import type { Settle } from '../services/jobs/settle.ts';
import type { HeldJob, Store } from '../services/store/contract.ts';
import { type Notice, renderNotice } from '../views/notices.ts';
import type { Actor } from './actor.ts';
import type { AskFor } from './ask-for.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import type { Reply } from './reply.ts';

export interface RunButtonParts {
  readonly store: Store;
  readonly operation: (name: string) => Operation | undefined;
  readonly settle: Settle;
  readonly askFor: AskFor;
  readonly getResult: (click: Click) => Promise<void>;
  /** Brings the clicked list of jobs up to date; false where it was no such list. */
  readonly refresh: (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<boolean>;
}

interface Click {
  readonly actor: Actor;
  readonly reply: Reply;
  readonly payload: InteractionPayload;
  readonly job: HeldJob;
  readonly post: Post;
}

/** A button says what it does by itself; rights, limits and existence are looked at when it is pressed. */
export function createRunButton({ store, operation, settle, askFor, refresh, getResult }: RunButtonParts) {
  const say = async ({ actor, reply }: Pick<Click, 'actor' | 'reply'>, notice: Notice): Promise<void> => {
    await reply.show(renderNotice(notice, actor.place.language), true);
  };

  async function repeat(click: Click, retryOf: Job | undefined): Promise<void> {
    const { actor, reply, payload, job, post } = click;
    const known = operation(job.operation);
    if (!known) return say(click, { kind: 'unknown-command' });
    const count = retryOf ? 1 : (await store.jobs.byPost(post.id)).length;
    await askFor(
      {
        operation: known,
        raw: job.input,
        count,
        isPrivate: post.isPrivate,
        isSpoiler: post.isSpoiler,
        actionKey: `${actor.ownerId}:${payload.message?.id ?? ''}:${payload.data?.custom_id ?? ''}`,
        parentId: job.id,
        retryOf,
      },
      actor,
      reply,
    );
  }

  async function cancel(click: Click): Promise<void> {
    const { actor, reply, payload, post } = click;
    const jobs = await store.jobs.byPost(post.id);
    const cancelled = await Promise.all(jobs.map((job) => settle.cancel(job)));
    if (cancelled.some(Boolean)) {
      // pressed in a list or beside a copy of the card, which does not change by itself
      if (payload.message?.id !== post.messageId) {
        return (await refresh(payload, actor, reply)) ? undefined : say(click, { kind: 'cancelled' });
      }
      await reply.deferUpdate();
      return store.posts.renewToken(post.id, actor.token, actor.tokenExpiresAt);
    }
    const isOver = jobs.every(({ phase }) => phase === 'done' || phase === 'failed' || phase === 'cancelled');
    return say(click, { kind: isOver ? 'already-finished' : 'too-late-to-cancel' });
  }

  return async function runButton(payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const id = parseCustomId(payload.data?.custom_id ?? '');
    if (!id) return say({ actor, reply }, { kind: 'unknown-button' });
    const job = await store.jobs.byId(id.subject);
    const post = job && (await store.posts.byId(job.postId));
    const isOwner = post?.ownerId === actor.ownerId;
    // somebody else's private picture does not exist
    if (!job || !post || (post.isPrivate && !isOwner)) return say({ actor, reply }, { kind: 'job-missing' });
    const click: Click = { actor, reply, payload, job, post };
    switch (id.action) {
      case 'again':
        return repeat(click, undefined);
      case 'retry':
        return isOwner ? repeat(click, job) : say(click, { kind: 'not-yours' });
      case 'cancel':
        return isOwner ? cancel(click) : say(click, { kind: 'not-yours' });
      case 'get':
        return getResult(click);
      default:
        return say(click, { kind: 'unknown-button' });
    }
  };
}
