import type { Action } from '../core/custom-id.ts';
import { isErased } from '../core/job.ts';
import { unreachable } from '../core/json.ts';
import { maySee } from '../services/jobs/find-picture.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import { type Click, type Deed, say } from './buttons/click.ts';
import { readId } from './buttons/read-id.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { isEphemeral } from './own-page.ts';
import type { Manner, Reply } from './reply.ts';

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
    reply.plan(mannerOf(read, payload));
    const job = await store.jobs.byId(read.id.subject);
    const post = job && (await store.posts.byId(job.postId));
    if (!job || !post || isErased(job) || !maySee(job, post, actor))
      return say({ actor, reply }, { kind: 'job-missing' });
    const jobs = await store.jobs.byPost(post.id);
    const click: Click = { payload, actor, reply, ...read, job, post, jobs, isOwner: post.ownerId === actor.ownerId };
    await deed(click);
  };
}

/** What is not found out in time is announced by what is known without looking: a private message stays alone. */
function mannerOf({ id, step }: NonNullable<ReturnType<typeof readId>>, payload: InteractionPayload): Manner {
  switch (id.action) {
    case 'cancel':
    case 'get':
      return 'in place';
    case 'delete':
      return step === 'sure' ? 'in place' : 'privately';
    case 'share':
      return 'to all';
    case 'again':
    case 'retry':
    case 'vary':
    case 'upscale':
    case 'rmbg':
      return isEphemeral(payload) ? 'privately' : 'to all';
    case 'reword':
    case 'prompt':
      return step === 'form' && !isEphemeral(payload) ? 'to all' : 'privately';
    case 'expand':
    case 'relight':
    case 'restyle':
    case 'compare':
    case 'report':
      return 'privately';
    default:
      return unreachable(id.action);
  }
}
