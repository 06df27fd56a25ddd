import { PermissionFlagsBits } from 'discord-api-types/v10';
import { resultsOf } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import { permissionBits } from '../../core/permissions.ts';
import { writeAction } from '../../services/cases/actions.ts';
import type { TakeDown } from '../../services/delivery/take-down.ts';
import { FileStoreError } from '../../services/files/contract.ts';
import type { Erase } from '../../services/jobs/erase.ts';
import { renderConfirmDelete } from '../../views/forms.ts';
import { type Notice, renderNotice } from '../../views/notices.ts';
import { type Click, type ClickHandler, isInTheWorks, say } from './click.ts';

const ENOUGH = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator;

/** Whether the member may remove messages in the channel of the picture, by what Discord said with this very click. */
function mayModerate({ payload, post, actor }: Pick<Click, 'payload' | 'post' | 'actor'>): boolean {
  const isThere = post.place.guildId !== undefined && post.place.channelId === actor.place.channelId;
  const permissions = payload.member?.permissions ?? '0';
  return isThere && (permissionBits(permissions) & ENOUGH) !== 0n;
}

interface DeleteParts {
  readonly erase: Erase;
  readonly takeDown: TakeDown;
  readonly clock: Clock;
}

/** For ever, so it is asked first; by its owner, and by those who may remove messages there. */
export function createDelete({ erase, takeDown, clock }: DeleteParts): ClickHandler {
  /** Its owner finds out who took it away. */
  const asModerator =
    ({ post, job, actor }: Click): Parameters<Erase>[2] =>
    async (session) => {
      const { scope, ownerId } = post;
      const about = { scope, ownerId, jobId: job.id, operation: job.operation };
      const known = await session.cases.byPost(post.id);
      const action = { deed: 'delete', actorId: actor.ownerId, at: clock.now() } as const;
      await writeAction(session, { ...about, case: known }, action);
    };

  async function deleted(click: Click): Promise<Notice> {
    const { post, actor, isOwner } = click;
    try {
      if ((await erase(post, actor.ownerId, isOwner ? undefined : asModerator(click))) === 'in-the-works')
        return { kind: 'cancel-first' };
    } catch (error) {
      if (!(error instanceof FileStoreError)) throw error;
      return { kind: 'delete-later' };
    }
    return { kind: (await takeDown(post)) ? 'deleted' : 'deleted-but-shown' };
  }

  return async function remove(click) {
    const { id, step, actor, reply, jobs, isOwner } = click;
    const { language } = actor.place;
    if (!isOwner && !mayModerate(click)) return say(click, { kind: 'not-yours-to-delete' });
    if (isInTheWorks(click)) return say(click, { kind: 'cancel-first' });
    if (step !== 'sure') {
      const body = renderConfirmDelete(id, resultsOf(jobs).length, language);
      return void (await reply.show(body, true));
    }
    // removing takes as long as others take to answer
    await reply.deferUpdate();
    await reply.update(renderNotice(await deleted(click), language));
  };
}
