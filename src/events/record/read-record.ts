import type { Reports } from '../../core/case.ts';
import { isErased, type Job, type Post, type ResultPicture } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import type { PictureRecord, RecordPhase } from '../../core/record.ts';
import { textsFor } from '../../i18n/index.ts';
import { sharesOf } from '../../services/cases/family.ts';
import { isGone, type Subject, type SubjectPicture } from '../../services/cases/find-subject.ts';
import { isReady, mayShow } from '../../services/delivery/card-of.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import type { DrawStrip, StripFrame } from '../../services/delivery/film-strips.ts';
import { attachmentUrl } from '../../services/delivery/picture-files.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import type { Actor } from '../actor.ts';
import type { MemberCommandParts } from '../member-commands/parts.ts';
import { retired } from '../member-commands/read-card.ts';
import { createStepsBefore } from './steps-before.ts';

export interface ReadRecordParts extends Pick<MemberCommandParts, 'clock' | 'operation'> {
  readonly store: Store;
  readonly drawStrip: DrawStrip;
}

const MOST_REASONS = 3;
const MOST_FRAMES = 8;

/** Everything that moderators are told of a picture whose rows are there. */
export function createReadRecord({ store, clock, operation, drawStrip }: ReadRecordParts) {
  const steps = createStepsBefore({ store, operation });

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
      operation: operation(job.operation) ?? retired(job.operation),
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

export type ReadRecord = ReturnType<typeof createReadRecord>;

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
