import { isEnded, type Post } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import type { Attach } from './attach.ts';
import { type CardBodyParts, createCardBody } from './card-body.ts';
import { isReady } from './card-of.ts';
import type { Courier, Delivery } from './contract.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import { type Compose, createLadder } from './ladder.ts';
import type { Pacer } from './pacer.ts';
import { attachmentUrl } from './picture-files.ts';

export interface CourierParts extends CardBodyParts {
  readonly api: DiscordApi;
  readonly log: Log;
  readonly pacer: Pacer;
  readonly attach: Attach;
}

/** What is remembered of a message that is being kept up to date. */
interface Line {
  /** Edits of one message never overlap: each waits for the one before. */
  tail: Promise<unknown>;
  edits: number;
  nextProgressAt: number;
  /** Once it is known. */
  channelId: string | undefined;
  cancelTimer: () => void;
  finals: number;
  done: Map<string, number>;
}

const FIRST_INTERVAL_MS = 6000;
/** Others of the channel are shown first. */
const CROWDED_MS = 3000;
const LONGEST_INTERVAL_MS = 120_000;
const PROGRESS_TIMEOUT_MS = 5000;

export function createCourier(parts: CourierParts): Courier {
  const { api, store, clock, log, pacer, attach } = parts;
  const { load, bodyOf } = createCardBody(parts);
  const climb = createLadder(parts);
  const lines = new Map<string, Line>();
  let isStopped = false;

  function lineOf(postId: string): Line {
    const known = lines.get(postId);
    if (known) return known;
    const line: Line = {
      tail: Promise.resolve(),
      edits: 0,
      nextProgressAt: 0,
      channelId: undefined,
      cancelTimer() {},
      finals: 0,
      done: new Map(),
    };
    lines.set(postId, line);
    return line;
  }

  function inTurn<T>(line: Line, edit: () => Promise<T>): Promise<T> {
    const turn = line.tail.then(edit, edit);
    line.tail = turn.catch(() => {});
    return turn;
  }

  async function showProgress(postId: string, line: Line): Promise<void> {
    const loaded = await load(postId);
    if (!loaded || line.finals > 0) return;
    const { post, jobs } = loaded;
    const isOpen = jobs.some((job) => !isEnded(job.phase) && !isReady(job));
    const isWatched = post.acknowledgedAt !== undefined && clock.now() < post.tokenExpiresAt;
    if (!isOpen || !isWatched) return void lines.delete(postId);
    line.channelId = post.place.channelId;
    const isShown = pacer.mayShowProgress(line.channelId);
    again(postId, line, isShown ? Math.min(LONGEST_INTERVAL_MS, FIRST_INTERVAL_MS * 1.6 ** line.edits) : CROWDED_MS);
    if (!isShown) return;
    const shown = new Map(post.shown.map(({ jobId, index, name }) => [`${jobId} ${index}`, attachmentUrl(name)]));
    const body = await bodyOf(loaded, line.done, (job, index) => shown.get(`${job.id} ${index}`));
    if (!body || line.finals > 0) return;
    line.edits += 1;
    const attachments = post.shown.map(({ attachmentId, name }) => ({ id: attachmentId, filename: name }));
    await api.editOriginal(post, { ...body, attachments }, [], AbortSignal.timeout(PROGRESS_TIMEOUT_MS));
  }

  function again(postId: string, line: Line, afterMs: number): void {
    line.nextProgressAt = clock.now() + afterMs;
    line.cancelTimer();
    line.cancelTimer = clock.schedule(afterMs, () => progress(postId));
  }

  function progress(postId: string, news?: { readonly jobId: string; readonly done: number }): void {
    if (isStopped) return;
    const line = lineOf(postId);
    if (news) line.done.set(news.jobId, news.done);
    if (clock.now() < line.nextProgressAt || line.finals > 0) return;
    if (line.channelId && !pacer.hasRoom(line.channelId)) return void again(postId, line, CROWDED_MS);
    line.nextProgressAt = clock.now() + FIRST_INTERVAL_MS;
    inTurn(line, () => showProgress(postId, line)).catch((error: unknown) => {
      log.info({ post: postId, trouble: troubleOf(error) }, 'progress not shown');
    });
  }

  async function remember(
    post: Post,
    sent: { attachments: readonly { id: string; filename: string }[] },
    names: ReadonlyMap<string, { jobId: string; index: number }>,
  ) {
    const shown = sent.attachments.flatMap(({ id, filename }) => {
      const at = names.get(filename) ?? names.get(filename.replace(/^SPOILER_/, ''));
      return at ? [{ ...at, attachmentId: id, name: filename }] : [];
    });
    if (JSON.stringify(shown) !== JSON.stringify(post.shown)) await store.posts.show(post.id, shown);
  }

  async function show(postId: string, line: Line): Promise<Delivery> {
    const loaded = await load(postId);
    if (!loaded) return { kind: 'unreachable' };
    const { post, jobs } = loaded;
    let names: ReadonlyMap<string, { jobId: string; index: number }> = new Map();
    const compose: Compose = async (limit, keepsShown) => {
      const attached = await attach(post, jobs, limit, keepsShown);
      names = attached.names;
      const body = await bodyOf(loaded, line.done, attached.media);
      if (!body) throw new Error('A post without jobs');
      const added = attached.files.map(({ name }, id) => ({ id, filename: name }));
      return { body: { ...body, attachments: [...attached.kept, ...added] }, files: attached.files };
    };
    const climbed = await climb(post, jobs.some(isReady), compose);
    if (climbed.kind !== 'sent') return climbed;
    await remember(post, climbed.message, names);
    if (jobs.every((job) => isEnded(job.phase) || isReady(job))) line.cancelTimer();
    return { kind: 'shown' };
  }

  return {
    progress,
    async deliver(postId) {
      const line = lineOf(postId);
      line.finals += 1;
      const channelId = (await store.posts.byId(postId))?.place.channelId ?? '';
      const finalEnds = pacer.finalStarts(channelId);
      try {
        return await inTurn(line, () => show(postId, line));
      } finally {
        finalEnds();
        line.finals -= 1;
        if (line.finals === 0) settle(postId, line);
      }
    },
    async wasAcknowledged(post) {
      try {
        return { messageId: (await api.getOriginal(post.applicationId, post.token)).id };
      } catch (error) {
        const trouble = troubleOf(error);
        return trouble === 'token-gone' || trouble === 'message-gone' ? 'no' : 'unknown';
      }
    },
    async stop() {
      isStopped = true;
      for (const line of lines.values()) line.cancelTimer();
      await Promise.all([...lines.values()].map(({ tail }) => tail));
    },
  };

  /** Pictures of the post that are still being made keep the bar moving; otherwise it is forgotten. */
  function settle(postId: string, line: Line): void {
    line.cancelTimer();
    lines.delete(postId);
    void store.jobs.byPost(postId).then(
      (jobs) => jobs.some((job) => !isEnded(job.phase) && !isReady(job)) && progress(postId),
      () => {},
    );
  }
}
