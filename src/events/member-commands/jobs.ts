import type { CardStatus } from '../../core/card.ts';
import type { Post } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import type { JobsPage, OpenPost, OpenStatus } from '../../core/pages.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { renderJobs } from '../../views/jobs-page.ts';
import type { Actor } from '../actor.ts';
import type { MemberCommandParts, PageAnswer } from './parts.ts';
import { promptOf, type ReadCard } from './read-card.ts';

type Parts = Pick<MemberCommandParts, 'store' | 'wishes'> & { readonly readCard: ReadCard };

const PAGE_SIZE = 8;

/** What the member has in the works, here and elsewhere. */
export function createJobsCommand({ store, wishes, readCard }: Parts) {
  async function openPost(post: Post, jobs: readonly HeldJob[]): Promise<OpenPost[]> {
    const card = await readCard(post, jobs);
    if (!card) return [];
    const { jobId, operation, mayCancel } = card;
    const status = statusOf(card.status, jobs);
    return [{ jobId, title: operation.title, prompt: promptOf(card), status, message: messageLink(post), mayCancel }];
  }

  async function read(ownerId: string, wanted: number): Promise<JobsPage> {
    const total = await store.jobs.countOpenPosts(ownerId);
    const pages = Math.ceil(total / PAGE_SIZE);
    // what was on the last page may be finished by now
    const page = Math.min(wanted, Math.max(1, pages));
    const ids = await store.jobs.openPosts(ownerId, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
    const [posts, jobs] = await Promise.all([store.posts.byIds(ids), store.jobs.byPosts(ids)]);
    const found = ids.flatMap((id) => posts.find((post) => post.id === id) ?? []);
    const open = await Promise.all(
      found.map((post) =>
        openPost(
          post,
          jobs.filter(({ postId }) => postId === post.id),
        ),
      ),
    );
    return { page, pages, total, posts: open.flat(), ping: await wishes.of(ownerId) };
  }

  return async function showJobs({ ownerId, place }: Actor, page: number, answer: PageAnswer): Promise<void> {
    const found = await read(ownerId, page);
    await answer.give(renderJobs(found, place.language));
  };
}

function statusOf(status: CardStatus, jobs: readonly HeldJob[]): OpenStatus {
  if (status.kind === 'queued') return status;
  if (status.kind !== 'working') return { kind: 'delivering' };
  const { ready, total, expectedAt } = status;
  const since = Math.min(...jobs.map(({ submittedAt, createdAt }) => submittedAt ?? createdAt));
  return { kind: 'working', ready, total, since, expectedAt };
}
