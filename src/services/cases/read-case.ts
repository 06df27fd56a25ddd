import type { Case, CaseState } from '../../core/case.ts';
import type { Clock } from '../../core/clock.ts';
import { isErased, type Job } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import type { Operation } from '../../core/operation.ts';
import { isReady } from '../delivery/card-of.ts';
import type { MessageFile } from '../delivery/discord-api.ts';
import type { GatherPictures } from '../delivery/page-pictures.ts';
import type { Store } from '../store/contract.ts';

export interface ReadCaseParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly gather: GatherPictures;
  readonly operation: (name: string) => Operation | undefined;
}

export interface ReadCase {
  readonly state: CaseState;
  readonly files: readonly MessageFile[];
}

const MOST_REASONS = 3;
const MOST_DEEDS = 8;
/** It is there to be recognised. */
const PREVIEW_BYTES = 512 * 1024;

/** What the message of a case shows, as it is on record now. */
export function createReadCase({ store, clock, gather, operation }: ReadCaseParts) {
  const promptIn = ({ input }: Pick<Job, 'input'>) =>
    typeof input['prompt'] === 'string' ? input['prompt'] : undefined;

  return async function readCase(known: Case): Promise<ReadCase> {
    const { id, jobId, ownerId, openedAt, closed } = known;
    const [job, post, jobs, reports, deeds, block] = await Promise.all([
      store.jobs.byId(jobId),
      store.posts.byId(known.postId),
      store.jobs.byPost(known.postId),
      store.cases.reports(id, MOST_REASONS),
      store.moderations.ofCase(id, MOST_DEEDS),
      store.limits.block(known.scope, ownerId, clock.now()),
    ]);
    const made = job && operation(job.operation);
    const name = job?.operation ?? '';
    const ready = jobs.filter(isReady);
    // whether the log channel is marked as NSFW is not known here, and unknown means that it is not
    const { files, media } = await gather(ready, ({ nsfw }) => nsfw !== true, PREVIEW_BYTES);
    const pictures = ready.flatMap((each) =>
      each.results.map((_, index) => {
        const url = media(each, index);
        return { file: url === undefined ? undefined : { url, isSpoiler: true } };
      }),
    );
    const isGone = jobs.every(isErased);
    const state: CaseState = {
      id,
      jobId,
      ownerId,
      title: made?.title ?? { en: name, vi: name },
      prompt: job && promptIn(job),
      altText: job && made && !isGone ? made.altText(job.input) : { en: '', vi: '' },
      link: post && !isGone ? messageLink(post) : undefined,
      at: post?.createdAt ?? openedAt,
      pictures,
      flagged: ready.flatMap(({ results }) => results).filter(({ nsfw }) => nsfw === true).length,
      reports,
      deeds,
      closed,
      isSuspended: block !== undefined,
      isErased: isGone,
    };
    return { state, files };
  };
}
