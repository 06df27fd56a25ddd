import { type CardState, isReady, mayShow, retired } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import { isErased, type Post, promptOf } from '../../core/job.ts';
import type { Catalog } from '../../core/operation.ts';
import type { JobSuggestion } from '../../core/pages.ts';
import { isUlid } from '../../core/ulid.ts';
import type { PicturesOfPage } from '../../services/delivery/attachments.ts';
import { mayUse } from '../../services/pictures/find.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { jobChoices } from '../../views/autocomplete.ts';
import { renderCard } from '../../views/card.ts';
import { withChain } from '../../views/chain.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../shared/actor.ts';
import type { PageAnswer } from '../shared/reply.ts';
import type { ReadCard } from './card.ts';
import type { ReadChain } from './chain.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly picturesOfPage: PicturesOfPage;
  readonly readChain: ReadChain;
  readonly readCard: ReadCard;
}

/** Enough that typing finds what was made this week, few enough to be read at every key. */
const RECENT = 100;
/** Of one message. */
const MOST_FILES = 10;

interface Found {
  readonly job: HeldJob;
  readonly post: Post;
}

/** One job by its id: the member's own, or a public one of the same server. */
export function createShowCommand({ store, clock, catalog, picturesOfPage, readChain, readCard }: Parts) {
  /** One and the same undefined for all that the member may not know of. */
  async function find(actor: Actor, typed: string): Promise<Found | undefined> {
    const id = typed.trim().toUpperCase();
    const job = isUlid(id) ? await store.jobs.byId(id) : undefined;
    const post = job && !isErased(job) ? await store.posts.byId(job.postId) : undefined;
    return job && post && mayUse(job, post, actor) ? { job, post } : undefined;
  }

  /** Nothing for what was made from no picture of ours, or where the message is full. */
  async function chainOf(job: HeldJob, actor: Actor, files: number) {
    if (job.depth === 0 || files >= MOST_FILES) return undefined;
    return readChain(job, 1, actor);
  }

  async function read(actor: Actor, typed: string) {
    const found = await find(actor, typed);
    if (!found) return undefined;
    const { job, post } = found;
    const jobs = await store.jobs.byPost(post.id);
    // what may be shown depends on where it is shown now
    const seen: Post = { ...post, place: actor.place };
    const { files, media } = await picturesOfPage(
      jobs.filter(isReady),
      (picture) => mayShow(seen, picture),
      actor.place.attachmentLimit,
    );
    const card = await readCard(seen, jobs, media);
    const chain = await chainOf(job, actor, files.length);
    return card && { card: forViewer(card, actor), chain, files: [...files, ...(chain?.files ?? [])] };
  }

  async function showJob(actor: Actor, typed: string, answer: PageAnswer): Promise<void> {
    const { language } = actor.place;
    const found = await read(actor, typed);
    if (!found) return void (await answer.give(renderNotice({ kind: 'no-such-job' }, language)));
    const card = renderCard(found.card, language);
    await answer.give(found.chain ? withChain(card, found.chain.page, language) : card, found.files);
  }

  return {
    showJob,
    async suggest({ ownerId, place }: Actor, typed: string) {
      const jobs = await store.jobs.recent(ownerId, RECENT);
      const known = jobs
        .filter((job) => !isErased(job))
        .map(
          (job): JobSuggestion => ({
            jobId: job.id,
            title: (catalog.shown(job.operation) ?? retired(job.operation)).title,
            prompt: promptOf(job),
            ageMs: clock.now() - job.createdAt,
          }),
        );
      return jobChoices(known, typed, place.language);
    },
  };
}

/** Whoever is not the owner cannot cancel, and is not offered to. */
const forViewer = (card: CardState, { ownerId }: Actor): CardState =>
  card.ownerId === ownerId ? card : { ...card, mayCancel: false };
