import type { CardStatus } from '../../core/card.ts';
import { PING_ID } from '../../core/custom-ids.ts';
import { messageLink, type Post, promptOf } from '../../core/job.ts';
import type { JobsPage, OpenPost, OpenStatus } from '../../core/pages.ts';
import { parsePingWish } from '../../core/settings.ts';
import type { PingWishes } from '../../services/delivery/tell-end.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderJobs } from '../../views/jobs.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../shared/actor.ts';
import type { Handler, PageAnswer } from '../shared/reply.ts';
import type { ReadCard } from './card.ts';

interface Parts {
  readonly store: Store;
  readonly wishes: PingWishes;
  readonly readCard: ReadCard;
}

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

interface ChoosePingParts {
  readonly wishes: Pick<PingWishes, 'set'>;
  /** Shows the wish where it was chosen. */
  readonly showAgain: Handler;
}

/** Whoever uses the menu says it of themselves. Undefined for other ids. */
export function createChoosePing({ wishes, showAgain }: ChoosePingParts) {
  return (customId: string): Handler | undefined => {
    if (customId !== PING_ID) return undefined;
    return async (interaction) => {
      const { payload, actor, reply } = interaction;
      const wish = parsePingWish(payload.data?.values?.[0]);
      if (!wish) return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
      await wishes.set(actor.ownerId, wish);
      await showAgain(interaction);
    };
  };
}
