import { isReady, mayShow, retired } from '../../core/card.ts';
import type { PictureRecord, RecordPhase, RecordSource, RecordStep, Reports } from '../../core/cases.ts';
import type { Clock } from '../../core/clock.ts';
import { isErased, type Job, messageLink, type Post, type ResultPicture } from '../../core/job.ts';
import type { Catalog } from '../../core/operation.ts';
import { type PictureInput, pictureInputSchema } from '../../core/picture.ts';
import { textsFor } from '../../i18n/index.ts';
import {
  isGone,
  isOpenToModerators,
  type Subject,
  type SubjectPicture,
  sharesOf,
} from '../../services/cases/subject.ts';
import { attachmentUrl } from '../../services/delivery/attachments.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import type { DrawStrip, StripFrame } from '../../services/delivery/film-strips.ts';
import { resultBehind } from '../../services/pictures/find.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import type { Actor } from '../shared/actor.ts';

interface Source {
  readonly told: RecordSource;
  /** Undefined where it may not be shown. */
  readonly picture: PictureInput | undefined;
}

const MOST_STEPS = 10;
const PRIVATE: RecordStep = { kind: 'private' };

/** What a picture came from, as far as moderators of a server may know: private pictures of members stay theirs. */
interface StepsParts {
  readonly store: Store;
  readonly catalog: Pick<Catalog, 'known'>;
}

function createStepsBefore({ store, catalog }: StepsParts) {
  async function stepOf(job: HeldJob | undefined, post: Post | undefined, scope: string): Promise<RecordStep> {
    if (!job || !post || !(await isOpenToModerators(store, post, scope))) return PRIVATE;
    const { title } = catalog.known(job.operation) ?? retired(job.operation);
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

export interface ReadRecordParts {
  readonly clock: Clock;
  readonly catalog: Pick<Catalog, 'known'>;
  readonly store: Store;
  readonly drawStrip: DrawStrip;
}

const MOST_REASONS = 3;
const MOST_FRAMES = 8;

/** Everything that moderators are told of a picture whose rows are there. */
export function createReadRecord({ store, clock, catalog, drawStrip }: ReadRecordParts) {
  const steps = createStepsBefore({ store, catalog });

  async function charged(jobs: readonly HeldJob[]): Promise<number> {
    const lines = (await Promise.all(jobs.map(({ id }) => store.ledger.byJob(id)))).flat();
    const sum = (kind: string) =>
      lines.filter((line) => line.kind === kind).reduce((total, { credits }) => total + credits, 0);
    return Math.max(0, sum('charged') - sum('given-back'));
  }

  /** Of all messages that show it: a private one was reported where it was shared. */
  async function reportsOn({ post }: SubjectPicture, subject: Subject): Promise<Reports | undefined> {
    const shares = post.isPrivate ? await sharesOf(store, post) : [];
    const known = await Promise.all(shares.map(({ id }) => store.cases.byPost(id)));
    const cases = [subject.case, ...known].filter((each) => each !== undefined);
    const [first, ...others] = await Promise.all(cases.map(({ id }) => store.cases.reports(id, MOST_REASONS)));
    return others.reduce(together, first);
  }

  function frames(sources: Awaited<ReturnType<typeof steps.sources>>, { jobs }: SubjectPicture, actor: Actor) {
    const { source, result } = textsFor(actor.place.language).record;
    const before = sources.flatMap(({ picture }): StripFrame[] => (picture ? [{ picture, caption: source }] : []));
    const after = jobs
      .filter(isReady)
      .flatMap(({ id, results }) =>
        results.flatMap((picture, index): StripFrame[] =>
          mayShow(actor, picture) ? [{ picture: { kind: 'result', jobId: id, index }, caption: result }] : [],
        ),
      );
    return [...before, ...after].slice(0, MOST_FRAMES);
  }

  return async function readRecord(
    subject: Subject,
    picture: SubjectPicture,
    actor: Actor,
  ): Promise<{ readonly record: PictureRecord; readonly files: readonly MessageFile[] }> {
    const { scope, ownerId } = subject;
    const { job, post, jobs } = picture;
    const [sources, chain, reports, block, deletions, suspensions, shares, paid] = await Promise.all([
      steps.sources(job, scope),
      steps.chain(job, scope),
      reportsOn(picture, subject),
      store.limits.block(scope, ownerId, clock.now()),
      store.moderations.count(ownerId, 'delete', scope),
      store.moderations.count(ownerId, 'suspend', scope),
      post.isPrivate ? sharesOf(store, post) : [],
      charged(jobs),
    ]);
    const shown = frames(sources, picture, actor);
    const strip = shown.length > 0 ? await drawStrip(`darkroom-${job.id.toLowerCase()}-record`, shown) : undefined;
    const results = jobs.flatMap((each): readonly ResultPicture[] => each.results);
    const record: PictureRecord = {
      subject: subject.case?.id ?? job.id,
      ...aboutPost(post),
      jobId: job.id,
      operation: catalog.known(job.operation) ?? retired(job.operation),
      input: job.input,
      link: isGone(subject) ? undefined : messageLink(post),
      isErased: isGone(subject),
      shared: await linksOf(shares),
      strip: strip && { url: attachmentUrl(strip.name), isSpoiler: true },
      sources: sources.map(({ told }) => told),
      chain,
      price: jobs.reduce((sum, { price }) => sum + price, 0),
      charged: paid,
      phases: phasesOf(jobs),
      pictures: results.length,
      flagged: results.filter(({ nsfw }) => nsfw === true).length,
      provider: job.provider,
      reports,
      isCaseOpen: subject.case !== undefined && !subject.case.closed,
      block,
      deletions,
      suspensions,
    };
    return { record, files: strip ? [strip] : [] };
  };

  async function linksOf(shares: readonly Post[]): Promise<readonly (string | undefined)[]> {
    const rows = await store.jobs.byPosts(shares.map(({ id }) => id));
    const isThere = (post: Post) => rows.some((job) => job.postId === post.id && !isErased(job));
    return shares.filter(isThere).map(messageLink);
  }
}

const aboutPost = ({ ownerId, createdAt: at, isPrivate, isSpoiler }: Post) => ({ ownerId, at, isPrivate, isSpoiler });

const together = (sum: Reports | undefined, each: Reports): Reports => ({
  count: (sum?.count ?? 0) + each.count,
  lastAt: Math.max(sum?.lastAt ?? 0, each.lastAt),
  reasons: [...(sum?.reasons ?? []), ...each.reasons].slice(0, MOST_REASONS),
});

function phasesOf(jobs: readonly Job[]): readonly RecordPhase[] {
  const phases = new Map<string, RecordPhase>();
  for (const { phase, failure } of jobs) {
    const key = `${phase} ${failure?.code ?? ''}`;
    phases.set(key, { phase, failure: failure?.code, count: (phases.get(key)?.count ?? 0) + 1 });
  }
  return [...phases.values()];
}
