import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import { troubleOf } from '../../services/delivery/discord-error.ts';
import { isOpen } from '../../services/delivery/reach.ts';
import { versionOf } from '../../services/delivery/show-post.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import type { Actor } from '../shared/actor.ts';
import { asMessage, inPlace, type PageAnswer } from '../shared/reply.ts';
import type { Click, ClickHandler } from './click.ts';

interface GetResultParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly showJob: (actor: Actor, jobId: string, answer: PageAnswer) => Promise<void>;
  /** Messages that are in doubt are shown now, where this process is the one that does it. */
  readonly hurry: () => void;
}

/** Brings what there is, and the token by which the rest will come, however old the message is. */
export function createGetResult({ store, clock, showJob, hurry }: GetResultParts): ClickHandler {
  const renew = (post: Post, actor: Actor) => store.posts.renewToken(post.id, actor.token, actor.tokenExpiresAt);

  /** What is still being made is shown by those who always show it, with the fresh token. */
  async function goOn(post: Post): Promise<void> {
    await store.posts.doubt(post.id, clock.now());
    hurry();
  }

  /** The message is gone: a new one that the member alone sees takes its place. */
  async function startAnew({ actor, reply, job, post }: Click): Promise<void> {
    const isReply = !reply.isAnswered();
    const give: PageAnswer['give'] = async (body, files) => {
      const sent = await reply.show(body, true, files);
      if (sent && isReply && post.isPrivate) await store.posts.moved(post.id, sent.id);
    };
    reply.plan('privately');
    await showJob(actor, job.id, { give });
  }

  /** Says all that there will be: nobody has to touch the message again. */
  async function showEnd({ actor, reply, job, post }: Click, jobs: readonly HeldJob[]): Promise<void> {
    await showJob(actor, job.id, inPlace(reply));
    const version = versionOf(post, jobs, clock.now());
    await store.posts.show(post.id, { pictures: [], copy: undefined, version, checkAt: null });
  }

  return async function getResult(click: Click): Promise<void> {
    const { payload, actor, reply, job, post } = click;
    // a copy elsewhere: what the post's own message says is none of its business
    if (payload.message?.id !== post.messageId) return showJob(actor, job.id, asMessage(reply));
    const jobs = await store.jobs.byPost(post.id);
    const isOver = !jobs.some(isOpen);
    try {
      if (isOver && post.isPrivate) await showEnd(click, jobs);
      else await reply.deferUpdate();
    } catch (error) {
      if (troubleOf(error) !== 'message-gone') throw error;
      await startAnew(click);
    }
    await renew(post, actor);
    if (!isOver || !post.isPrivate) await goOn(post);
  };
}
