import { isReady, type JobResult, resultsOf } from '../../core/card.ts';
import { type CustomId, formatCustomId, type PictureId, type Step } from '../../core/custom-ids.ts';
import { isEnded, type Post } from '../../core/job.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { type Notice, renderNotice } from '../../views/notices.ts';
import type { Asker, Interaction } from '../shared/reply.ts';

/** A message that was clicked, with what is on record of its job. */
export interface Clicked extends Interaction {
  readonly job: HeldJob;
  readonly post: Post;
  /** All of the post, in order. */
  readonly jobs: readonly HeldJob[];
  readonly isOwner: boolean;
}

/** A button that was pressed, wherever it stood. */
export interface Click extends Clicked {
  readonly id: CustomId;
  /** The second step of an action that asks something first. */
  readonly step: Step | undefined;
}

type OfPicture = Clicked & { readonly id: PictureId };

export type ClickHandler = (click: Click) => Promise<void>;

export async function say({ actor, reply }: Asker, notice: Notice): Promise<void> {
  await reply.show(renderNotice(notice, actor.place.language), true);
}

export const chosenPicture = ({ jobs, id }: OfPicture): JobResult | undefined => resultsOf(jobs)[id.n - 1];

/** Why the picture that the button is about cannot be had; undefined where it can. */
export function lackOf(click: OfPicture): Notice | undefined {
  const chosen = chosenPicture(click);
  if (!chosen) return { kind: isInTheWorks(click) ? 'not-ready' : 'job-missing' };
  return chosen.picture.isExpired ? { kind: 'expired' } : undefined;
}

export const isInTheWorks = ({ jobs }: Pick<Click, 'jobs'>): boolean =>
  jobs.some((job) => !isEnded(job.phase) && !isReady(job));

/** Same member, message and button, whether it stood alone or in a menu: pressed twice in a moment, it counts once. */
export const actionKeyOf = ({ actor, payload, id }: Click, choice = ''): string =>
  [actor.ownerId, payload.message?.id ?? '', formatCustomId(id), choice].join(':');
