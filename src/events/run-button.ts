import type { Action } from '../core/custom-id.ts';
import { isErased } from '../core/job.ts';
import { maySee } from '../services/jobs/find-picture.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import { type Click, type Deed, say } from './buttons/click.ts';
import { readId } from './buttons/read-id.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import type { Reply } from './reply.ts';

export interface RunButtonParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly deeds: Readonly<Partial<Record<Action, Deed>>>;
}

/** A button says what it does by itself; rights, limits and existence are looked at when it is pressed. */
export function createRunButton({ store, deeds }: RunButtonParts) {
  return async function runButton(payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const read = readId(payload);
    const deed = read && deeds[read.id.action];
    if (!read || !deed) return say({ actor, reply }, { kind: 'unknown-button' });
    const job = await store.jobs.byId(read.id.subject);
    const post = job && (await store.posts.byId(job.postId));
    if (!job || !post || isErased(job) || !maySee(job, post, actor))
      return say({ actor, reply }, { kind: 'job-missing' });
    const jobs = await store.jobs.byPost(post.id);
    const click: Click = { payload, actor, reply, ...read, job, post, jobs, isOwner: post.ownerId === actor.ownerId };
    await deed(click);
  };
}
