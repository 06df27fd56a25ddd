import { createHash } from 'node:crypto';
import { isReady } from '../../core/card.ts';
import type { Job, MessagePlace, Post, ShownPicture } from '../../core/job.ts';
import type { Log } from '../log.ts';
import type { HeldJob } from '../store/contract.ts';
import type { Attach, Attached } from './attachments.ts';
import { type CardBodyParts, createCardBody } from './card.ts';
import type { Delivery } from './contract.ts';
import type { DiscordApi, SentMessage } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import { type Compose, createLadder, SAFE_LIMIT } from './ladder.ts';
import { GET_AFTER_MS, isOpen, isTokenOnly, offersGet } from './reach.ts';
import { createTellEnd, mentioning, type TellEndParts } from './tell-end.ts';

/** What was shown is not what is to be shown, whatever that is. */
const UNSURE = '';

const isHeld = ({ heldHost }: Job): boolean => heldHost !== undefined;

/** Of what a message must not miss; its bar and its place in line may lag behind. */
export function versionOf(post: Post, jobs: readonly Job[], now: number): string {
  const said = jobs.map((job) => {
    if (isOpen(job)) return isHeld(job) ? 'held' : 'open';
    const pictures = job.results.map(({ link, storedId, nsfw }) => [link ?? '', storedId !== undefined, nsfw === true]);
    return [job.phase === 'delivering' ? 'done' : job.phase, job.isLate, job.failure?.code ?? '', pictures];
  });
  const whole = JSON.stringify([offersGet(post, jobs, now), said, ...(post.plan ? [post.plan] : [])]);
  return createHash('sha256').update(whole).digest('base64url').slice(0, 16);
}

/** Whether the message says how its jobs stand; the first answer said that they had been taken on. */
function agrees(post: Post, jobs: readonly Job[], now: number): boolean {
  if (post.shownVersion !== undefined) return post.shownVersion === versionOf(post, jobs, now);
  return jobs.every((job) => isOpen(job) && !isHeld(job)) && !offersGet(post, jobs, now);
}

export interface ShowPostParts extends CardBodyParts, Omit<TellEndParts, 'api' | 'store'> {
  readonly api: DiscordApi;
  readonly log: Log;
  readonly attach: Attach;
}

interface Shown {
  readonly post: Post;
  readonly jobs: readonly HeldJob[];
}

const CHECK_MS = 300_000;
const SOON_MS = 30_000;

/** Brings the state of a post, as it is stored now, to wherever its member sees it. */
export function createShowPost(parts: ShowPostParts) {
  const { api, store, clock, log, attach, turn } = parts;
  const { load, bodyOf } = createCardBody(parts);
  const climb = createLadder(parts);
  const tellEnd = createTellEnd(parts);

  function nextCheck(post: Post, jobs: readonly HeldJob[]): number | null {
    if (!jobs.some(isOpen)) return null;
    const now = clock.now();
    const getAt = post.createdAt + GET_AFTER_MS;
    return isTokenOnly(post) && getAt > now ? Math.min(getAt, now + CHECK_MS) : now + CHECK_MS;
  }

  /** `isUnsure`: an edit before this one may still reach Discord after it. */
  async function show(postId: string, done: ReadonlyMap<string, number>, isUnsure: boolean): Promise<Delivery> {
    const loaded = await load(postId);
    if (!loaded) return { kind: 'unreachable' };
    const { post, jobs } = loaded;
    const isCallDue = await tellEnd.isWanted(post, jobs);
    // written down before a crash: nothing but the call is left to be done
    if (agrees(post, jobs, clock.now()) && !jobs.some(isOpen)) {
      await tellEnd.tell(post, jobs, isCallDue);
      return { kind: 'shown' };
    }
    const version = versionOf(post, jobs, clock.now());
    let names: Attached['names'] = new Map();
    const compose: Compose = async (size) => {
      const seen = size.isDirect ? betweenUs(post) : post;
      const attached = await attach(seen, jobs, size);
      names = attached.names;
      const body = await bodyOf({ ...loaded, post: seen }, done, attached.media);
      if (!body) throw new Error('A post without jobs');
      const added = attached.files.map(({ name }, id) => ({ id, filename: name }));
      const whole = { ...body, attachments: [...attached.kept, ...added] };
      const newBody = isCallDue ? { ...whole, allowed_mentions: mentioning(post.ownerId) } : whole;
      return { body: whole, newBody, files: attached.files };
    };
    const earlierTokens = await store.posts.earlierTokens(post.id, clock.now());
    const wanted = { jobId: jobs[0]?.id ?? '', hasPictures: jobs.some(isReady), earlierTokens };
    const climbed = await climb(post, wanted, compose);
    if (climbed.kind !== 'sent') return climbed;
    await store.posts.show(post.id, {
      pictures: picturesIn(climbed.message, names),
      copy: climbed.copy,
      version: isUnsure ? UNSURE : version,
      checkAt: isUnsure ? clock.now() + SOON_MS : nextCheck(post, jobs),
    });
    if (post.copy && !climbed.copy) await leave({ post, jobs }, post.copy, compose);
    await tellEnd.tell(post, jobs, isCallDue && !climbed.isNew);
    return { kind: 'shown' };
  }

  /** What stood in for a message that is within reach again says the end; as long as there is none, it goes. */
  async function leave({ post, jobs }: Shown, copy: MessagePlace, compose: Compose): Promise<void> {
    try {
      if (jobs.some(isOpen)) return await api.deleteMessage(copy);
      const isDirect = copy.channelId !== post.place.channelId;
      const { body, files } = await compose({ limit: SAFE_LIMIT, scale: 1, keepsShown: false, isDirect });
      await turn(copy.channelId, post.createdAt);
      await api.editMessage(copy, body, files);
    } catch (error) {
      log.info({ post: post.id, trouble: troubleOf(error) }, 'copy left as it was');
    }
  }

  return {
    load,
    bodyOf,
    show,
    /** Whether the message says something else than is true, and who is to look next if it does not. */
    async isWrong(postId: string, loaded: Shown | undefined): Promise<boolean> {
      if (!loaded || loaded.post.acknowledgedAt === undefined) {
        await store.posts.checkAt(postId, loaded ? nextCheck(loaded.post, loaded.jobs) : null);
        return false;
      }
      const { post, jobs } = loaded;
      // those that work on these jobs tell of them
      const isBeingTold = jobs.some(({ phase, isTold }) => phase === 'delivering' || (!isTold && !isOpenPhase(phase)));
      const isRight = agrees(post, jobs, clock.now());
      if (isRight || isBeingTold)
        await store.posts.checkAt(postId, isRight ? nextCheck(post, jobs) : clock.now() + SOON_MS);
      return !isRight && !isBeingTold;
    },
    async checkLater(postId: string, delivery: Delivery): Promise<void> {
      if (delivery.kind === 'shown') return;
      const loaded = await load(postId);
      if (!loaded) return store.posts.checkAt(postId, null);
      const { post, jobs } = loaded;
      const mayStillWork = jobs.some(isOpen) && clock.now() < post.tokenExpiresAt;
      const soon = delivery.kind === 'later' ? delivery.afterMs : SOON_MS;
      const isSoon = delivery.kind === 'later' || mayStillWork;
      await store.posts.checkAt(postId, isSoon ? clock.now() + soon : nextCheck(post, jobs));
    },
  };
}

/** What may not be shown to a channel is shown to the member, in the member's language. */
const betweenUs = (post: Post): Post => ({ ...post, isPrivate: true, place: { ...post.place, context: 'bot-dm' } });

const isOpenPhase = (phase: HeldJob['phase']) => phase !== 'done' && phase !== 'failed' && phase !== 'cancelled';

function picturesIn({ attachments }: SentMessage, names: Attached['names']): ShownPicture[] {
  return attachments.flatMap(({ id, filename }) => {
    const at = names.get(filename) ?? names.get(filename.replace(/^SPOILER_/, ''));
    return at ? [{ ...at, attachmentId: id, name: filename }] : [];
  });
}
