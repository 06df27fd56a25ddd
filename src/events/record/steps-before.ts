import { isErased, type Job, type Post } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import { type PictureInput, pictureInputSchema } from '../../core/picture-input.ts';
import type { RecordSource, RecordStep } from '../../core/record.ts';
import { isOpenToModerators } from '../../services/cases/family.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import type { MemberCommandParts } from '../member-commands/parts.ts';
import { retired } from '../member-commands/read-card.ts';

interface Source {
  readonly told: RecordSource;
  /** Undefined where it may not be shown. */
  readonly picture: PictureInput | undefined;
}

const MOST_STEPS = 10;
const PRIVATE: RecordStep = { kind: 'private' };

/** What a picture came from, as far as moderators of a server may know: private pictures of members stay theirs. */
export function createStepsBefore({ store, operation }: Pick<MemberCommandParts, 'operation'> & { store: Store }) {
  async function stepOf(job: HeldJob | undefined, post: Post | undefined, scope: string): Promise<RecordStep> {
    if (!job || !post || !(await isOpenToModerators(store, post, scope))) return PRIVATE;
    const { title } = operation(job.operation) ?? retired(job.operation);
    const isGone = isErased(job);
    const link = isGone ? undefined : messageLink(post);
    return { kind: 'open', jobId: job.id, title, ownerId: job.ownerId, link, isErased: isGone };
  }

  async function sourceOf(option: string, picture: PictureInput, scope: string): Promise<Source> {
    switch (picture.kind) {
      case 'link':
        return { told: { kind: 'linked', option, host: URL.parse(picture.url)?.host ?? '' }, picture: undefined };
      case 'attachment':
      case 'stored':
        return { told: { kind: 'handed-in', option }, picture };
      case 'result': {
        const job = await store.jobs.byId(picture.jobId);
        const step = await stepOf(job, job && (await store.posts.byId(job.postId)), scope);
        const isFlagged = job?.results[picture.index]?.nsfw === true;
        const isShown = step.kind === 'open' && !step.isErased && !isFlagged;
        return { told: { kind: 'result', option, step }, picture: isShown ? picture : undefined };
      }
    }
  }

  return {
    async chain({ id, parentId }: Job, scope: string): Promise<readonly RecordStep[]> {
      if (parentId === undefined) return [];
      const jobs = (await store.jobs.chain(id, MOST_STEPS + 1)).filter((job) => job.id !== id);
      const posts = await store.posts.byIds([...new Set(jobs.map(({ postId }) => postId))]);
      const postOf = (job: HeldJob) => posts.find((post) => post.id === job.postId);
      return Promise.all(jobs.map((job) => stepOf(job, postOf(job), scope)));
    },
    sources({ input }: Job, scope: string): Promise<readonly Source[]> {
      const given = Object.entries(input).flatMap(([option, value]) => {
        const picture = pictureInputSchema.safeParse(value).data;
        return picture ? [{ option, picture }] : [];
      });
      return Promise.all(given.map(({ option, picture }) => sourceOf(option, picture, scope)));
    },
  };
}
