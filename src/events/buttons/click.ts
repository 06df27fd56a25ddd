import { type CustomId, formatCustomId } from '../../core/custom-id.ts';
import { isEnded, type Job, type Post, type ResultPicture } from '../../core/job.ts';
import type { ResultInput } from '../../core/picture-input.ts';
import type { Step } from '../../core/step-id.ts';
import { isReady } from '../../services/delivery/card-of.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { type Notice, renderNotice } from '../../views/notices.ts';
import type { Actor } from '../actor.ts';
import type { InteractionPayload } from '../interaction-payload.ts';
import type { Reply } from '../reply.ts';

/** A button that was pressed, with what is on record of its job. */
export interface Click {
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly reply: Reply;
  readonly id: CustomId;
  /** The second step of an action that asks something first. */
  readonly step: Step | undefined;
  readonly job: HeldJob;
  readonly post: Post;
  /** All of the post, in order. */
  readonly jobs: readonly HeldJob[];
  readonly isOwner: boolean;
}

export type Deed = (click: Click) => Promise<void>;

export interface ChosenPicture {
  readonly job: Job;
  readonly index: number;
  readonly picture: ResultPicture;
}

export async function say({ actor, reply }: Pick<Click, 'actor' | 'reply'>, notice: Notice): Promise<void> {
  await reply.show(renderNotice(notice, actor.place.language), true);
}

/** Pictures as the message numbers them. */
export function picturesOf(jobs: readonly Job[]): readonly ChosenPicture[] {
  return jobs.filter(isReady).flatMap((job) => job.results.map((picture, index) => ({ job, picture, index })));
}

export const chosenPicture = ({ jobs, id }: Click): ChosenPicture | undefined => picturesOf(jobs)[id.n - 1];

/** Why the picture that the button is about cannot be had; undefined where it can. */
export function lackOf(click: Click): Notice | undefined {
  const chosen = chosenPicture(click);
  if (!chosen) return { kind: isInTheWorks(click) ? 'not-ready' : 'job-missing' };
  return chosen.picture.isExpired ? { kind: 'expired' } : undefined;
}

export const isInTheWorks = ({ jobs }: Pick<Click, 'jobs'>): boolean =>
  jobs.some((job) => !isEnded(job.phase) && !isReady(job));

export function asInput({ job, index, picture: { width, height } }: ChosenPicture): ResultInput {
  return { kind: 'result', jobId: job.id, index, ...(width && height ? { width, height } : {}) };
}

/** Same member, message and button, whether it stood alone or in a menu: pressed twice in a moment, it counts once. */
export const actionKeyOf = ({ actor, payload, id }: Click, choice = ''): string =>
  [actor.ownerId, payload.message?.id ?? '', formatCustomId(id), choice].join(':');
