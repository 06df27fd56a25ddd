import { sleep } from '../../core/clock.ts';
import { ERASED_VERSION } from '../../core/job.ts';
import { attachmentUrl } from './attachments.ts';
import type { Courier, Delivery } from './contract.ts';
import { AS_IT_IS } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import { createChannelQueue, type Pacer } from './pacing.ts';
import { isOpen } from './reach.ts';
import { createShowPost, type ShowPostParts } from './show-post.ts';
import { createTakeDown } from './take-down.ts';

interface CourierParts extends Omit<ShowPostParts, 'turn'> {
  readonly pacer: Pacer;
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
  /** The final edit that has not begun: it will say what was stored until then, for all who wait for one. */
  nextFinal: Promise<Delivery> | undefined;
  done: Map<string, number>;
  /** An edit was given up, and may be on its way all the same. */
  isUnsure: boolean;
}

const FIRST_INTERVAL_MS = 6000;
/** Others of the channel are shown first. */
const CROWDED_MS = 3000;
const LONGEST_INTERVAL_MS = 120_000;
const PROGRESS_TIMEOUT_MS = 5000;
/** Discord takes five messages in two seconds by one token: a bar, pictures of a group that end together, and the call. */
const FINALS_APART_MS = 700;

export function createCourier(parts: CourierParts): Courier {
  const { api, store, clock, log, pacer } = parts;
  const stopping = new AbortController();
  const turn = createChannelQueue(clock, stopping.signal);
  const { load, bodyOf, show, isWrong, checkLater } = createShowPost({ ...parts, turn });
  const takeDown = createTakeDown(parts);
  const lines = new Map<string, Line>();
  /** Of posts whose final edit was a moment ago: the next one says what comes meanwhile, too. */
  const rests = new Map<string, Promise<void>>();

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
      nextFinal: undefined,
      done: new Map(),
      isUnsure: false,
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
    const isWatched = post.acknowledgedAt !== undefined && clock.now() < post.tokenExpiresAt;
    if (!jobs.some(isOpen) || !isWatched) return void lines.delete(postId);
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
    if (stopping.signal.aborted) return;
    const line = lineOf(postId);
    if (news) line.done.set(news.jobId, news.done);
    if (clock.now() < line.nextProgressAt || line.finals > 0) return;
    if (line.channelId && !pacer.hasRoom(line.channelId)) return void again(postId, line, CROWDED_MS);
    line.nextProgressAt = clock.now() + FIRST_INTERVAL_MS;
    inTurn(line, () => showProgress(postId, line)).catch((error: unknown) => {
      const trouble = troubleOf(error);
      line.isUnsure ||= trouble === 'later';
      log.info({ post: postId, trouble }, 'progress not shown');
    });
  }

  async function showFinal(postId: string, line: Line): Promise<Delivery> {
    await rests.get(postId);
    line.nextFinal = undefined;
    const delivery = await show(postId, line.done, line.isUnsure);
    const rest = sleep(clock, FINALS_APART_MS, stopping.signal).then(() => void rests.delete(postId));
    rests.set(postId, rest);
    if (delivery.kind === 'shown') line.isUnsure = false;
    return delivery;
  }

  async function deliver(postId: string): Promise<Delivery> {
    const line = lineOf(postId);
    line.finals += 1;
    let finalEnds = () => {};
    try {
      const channelId = (await store.posts.byId(postId))?.place.channelId ?? '';
      finalEnds = pacer.finalStarts(channelId);
      line.nextFinal ??= inTurn(line, () => showFinal(postId, line));
      return await line.nextFinal;
    } finally {
      finalEnds();
      line.finals -= 1;
      if (line.finals === 0) settle(postId, line);
    }
  }

  return {
    progress,
    deliver,
    async check(postId) {
      const loaded = await load(postId);
      if (loaded?.post.shownVersion === ERASED_VERSION) await takeDown(loaded.post);
      else if (await isWrong(postId, loaded)) await checkLater(postId, await deliver(postId));
    },
    async redraw(at, madeAt) {
      if (stopping.signal.aborted || !pacer.mayShowProgress(at.channelId)) return;
      await turn(at.channelId, madeAt);
      await api.editMessage(at, AS_IT_IS, []);
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
      stopping.abort();
      for (const line of lines.values()) line.cancelTimer();
      await Promise.all([...lines.values()].map(({ tail }) => tail));
    },
  };

  /** Pictures of the post that are still being made keep the bar moving; otherwise it is forgotten. */
  function settle(postId: string, line: Line): void {
    line.cancelTimer();
    lines.delete(postId);
    void store.jobs.byPost(postId).then(
      (jobs) => jobs.some(isOpen) && progress(postId),
      () => {},
    );
  }
}
