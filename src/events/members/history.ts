import { mayShow, retired } from '../../core/card.ts';
import { messageLink, type Post, promptOf, type ResultPicture } from '../../core/job.ts';
import type { Catalog } from '../../core/operation.ts';
import type { HistoryJob, HistoryPage, HistoryPicture, RemovedPictures } from '../../core/pages.ts';
import type { PagePictures, PicturesOfPage } from '../../services/delivery/attachments.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderHistory } from '../../views/history.ts';
import type { Actor } from '../shared/actor.ts';
import type { PageAnswer } from '../shared/reply.ts';

interface Parts {
  readonly store: Store;
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly picturesOfPage: PicturesOfPage;
}

const PAGE_SIZE = 6;
/** A gallery of many shows none of them large. */
const PREVIEW_BYTES = 512 * 1024;
const MOST_REMOVED = 3;

/** The member's own gallery, wherever its pictures were made. */
export function createHistoryCommand({ store, catalog, picturesOfPage }: Parts) {
  function entry(job: HeldJob, post: Post, actor: Actor, pictures: PagePictures): HistoryJob {
    const { title, altText } = catalog.shown(job.operation) ?? retired(job.operation);
    return {
      jobId: job.id,
      title,
      prompt: promptOf(job),
      altText: altText(job.input),
      at: job.createdAt,
      message: messageLink(post),
      pictures: job.results.map((picture, index) =>
        shownPicture(picture, post, pictures.media(job, index), mayShow(actor, picture)),
      ),
    };
  }

  async function removed(ownerId: string): Promise<RemovedPictures | undefined> {
    const latest = await store.moderations.ofMember(ownerId, 'delete', MOST_REMOVED);
    if (latest.length === 0) return undefined;
    const total = await store.moderations.count(ownerId, 'delete');
    const titleOf = (name: string) => (catalog.shown(name) ?? retired(name)).title;
    return { total, latest: latest.map(({ jobId, operation: name, at }) => ({ jobId, at, title: titleOf(name) })) };
  }

  async function read(actor: Actor, page: number) {
    const { ownerId, place } = actor;
    const total = await store.jobs.countPictured(ownerId);
    const pages = Math.ceil(total / PAGE_SIZE);
    const window = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const jobs = page > pages ? [] : await store.jobs.pictured(ownerId, window);
    const posts = await store.posts.byIds([...new Set(jobs.map(({ postId }) => postId))]);
    const limit = Math.min(PREVIEW_BYTES, place.attachmentLimit);
    const pictures = await picturesOfPage(jobs, (picture) => mayShow(actor, picture), limit);
    const entries = jobs.flatMap((job) => {
      const post = posts.find(({ id }) => id === job.postId);
      return post ? [entry(job, post, actor, pictures)] : [];
    });
    const gone = page === 1 ? await removed(ownerId) : undefined;
    const history: HistoryPage = { page, pages, total, jobs: entries, ...(gone && { removed: gone }) };
    return { history, files: pictures.files };
  }

  return async function showHistory(actor: Actor, page: number, answer: PageAnswer): Promise<void> {
    const { history, files } = await read(actor, page);
    await answer.give(renderHistory(history, actor.place.language), files);
  };
}

function shownPicture(
  { link, nsfw, isExpired = false, width = 0, height = 0 }: ResultPicture,
  { isSpoiler }: Post,
  url: string | undefined,
  mayBeShown: boolean,
): HistoryPicture {
  const file = url === undefined ? undefined : { url, isSpoiler: isSpoiler || nsfw === true };
  return { file, isHidden: !mayBeShown, link, width, height, ...(isExpired && { isExpired }) };
}
