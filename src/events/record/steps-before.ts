import { isErased, type Job, type Post } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import { type PictureInput, pictureInputSchema } from '../../core/picture-input.ts';
import type { RecordSource, RecordStep } from '../../core/record.ts';
import { isOpenToModerators } from '../../services/cases/family.ts';
import { resultBehind } from '../../services/jobs/find-picture.ts';
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

  async function sourceOf(option: string, given: PictureInput, job: Job, scope: string): Promise<Source> {
    const result = resultBehind(job, given);
    const picture: PictureInput = result ? { kind: 'result', ...result } : given;
    switch (picture.kind) {
      case 'link':
        return { told: { kind: 'linked', option, host: URL.parse(picture.url)?.host ?? '' }, picture: undefined };
      case 'attachment':
      case 'stored':
        return { told: { kind: 'handed-in', option }, picture };
      case 'result': {
        const made = await store.jobs.byId(picture.jobId);
        const step = await stepOf(made, made && (await store.posts.byId(made.postId)), scope);
        const isFlagged = made?.results[picture.index]?.nsfw === true;
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
    sources(job: Job, scope: string): Promise<readonly Source[]> {
      const given = Object.entries(job.input).flatMap(([option, value]) => {
        const picture = pictureInputSchema.safeParse(value).data;
        return picture ? [{ option, picture }] : [];
      });
      return Promise.all(given.map(({ option, picture }) => sourceOf(option, picture, job, scope)));
    },
  };
}
