import { isReady, mayShow, retired } from '../../core/card.ts';
import type { ChainPage, ChainStep, MadeStep } from '../../core/chain.ts';
import { type ChainId, parseChainId, parsePictureId } from '../../core/custom-ids.ts';
import { isErased, messageLink, type Post, promptOf } from '../../core/job.ts';
import type { Catalog } from '../../core/operation.ts';
import { type PictureInput, pictureInputSchema } from '../../core/picture.ts';
import { textsFor } from '../../i18n/index.ts';
import { attachmentUrl } from '../../services/delivery/attachments.ts';
import type { MessageFile } from '../../services/delivery/discord-api.ts';
import type { DrawStrip, StripFrame } from '../../services/delivery/film-strips.ts';
import { MOST_FRAMES } from '../../services/images/film-strip.ts';
import { mayUse } from '../../services/pictures/find.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderChain } from '../../views/chain.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../shared/actor.ts';
import type { Menus } from '../shared/menus.ts';
import type { Asker, Handler, Interaction } from '../shared/reply.ts';
import type { Repeat } from './repeat.ts';

interface ReadChainParts {
  readonly store: Store;
  readonly catalog: Pick<Catalog, 'known'>;
  readonly drawStrip: DrawStrip;
}

/** A step with the picture that it is seen by. */
interface Seen {
  readonly step: ChainStep;
  readonly picture: PictureInput | undefined;
  readonly isSpoiler: boolean;
}

const GAP: Seen = { step: { kind: 'gap' }, picture: undefined, isSpoiler: false };
const MOST_LATER = 13;

/** How a picture came about, as far as this member may know of it. */
export function createReadChain({ store, catalog, drawStrip }: ReadChainParts) {
  function seen(job: HeldJob, post: Post | undefined, index: number, actor: Actor): Seen {
    if (!post || !mayUse(job, post, actor)) return GAP;
    const picture = isReady(job) ? job.results[index] : undefined;
    const isShown = picture !== undefined && mayShow(actor, picture);
    return {
      step: madeStep(job, post, index),
      picture: isShown ? { kind: 'result', jobId: job.id, index } : undefined,
      isSpoiler: post.isSpoiler || picture?.nsfw === true,
    };
  }

  function madeStep(job: HeldJob, post: Post, index: number): MadeStep {
    const { title } = catalog.known(job.operation) ?? retired(job.operation);
    const isFree = job.isLate || job.phase === 'failed' || job.phase === 'cancelled';
    return {
      kind: 'made',
      jobId: job.id,
      n: index + 1,
      title,
      prompt: promptOf(job),
      price: job.price,
      charged: isFree ? 0 : job.price,
      at: job.createdAt,
      message: messageLink(post),
    };
  }

  /** What was handed in is nobody's but its member's, even where everybody sees what was made of it. */
  function sourceOf(first: HeldJob | undefined, { ownerId }: Actor): Seen[] {
    const option = first && catalog.known(first.operation)?.main?.options[0];
    const picture = option && pictureInputSchema.safeParse(first.input[option]).data;
    if (!picture || first.depth > 0 || first.ownerId !== ownerId || picture.kind !== 'stored') return [];
    return [{ step: { kind: 'source' }, picture, isSpoiler: false }];
  }

  async function steps(job: HeldJob, index: number, actor: Actor) {
    const jobs = await store.jobs.chain(job.id, MOST_FRAMES);
    const posts = await postsOf(jobs);
    const made = jobs.map((each, place) =>
      seen(each, posts.get(each.postId), jobs[place + 1]?.parentIndex ?? index, actor),
    );
    const all = withoutRepeatedGaps([...sourceOf(jobs[0], actor), ...made]);
    const isWhole = all.length <= MOST_FRAMES;
    return { told: isWhole ? all : all.slice(-MOST_FRAMES), earlier: (jobs[0]?.depth ?? 0) + (isWhole ? 0 : 1) };
  }

  async function later(job: HeldJob, index: number, actor: Actor): Promise<readonly MadeStep[]> {
    const children = (await store.jobs.children(job.id, 2 * MOST_LATER)).filter(
      (child) => child.parentIndex === index && isReady(child),
    );
    const posts = await postsOf(children);
    return children.flatMap((child) => {
      const post = posts.get(child.postId);
      return post && mayUse(child, post, actor) ? [madeStep(child, post, 0)] : [];
    });
  }

  async function postsOf(jobs: readonly HeldJob[]): Promise<ReadonlyMap<string, Post>> {
    const posts = await store.posts.byIds([...new Set(jobs.map(({ postId }) => postId))]);
    return new Map(posts.map((post) => [post.id, post]));
  }

  return async function readChain(
    job: HeldJob,
    n: number,
    actor: Actor,
  ): Promise<{ readonly page: ChainPage; readonly files: readonly MessageFile[] }> {
    const index = Math.min(n, Math.max(1, job.results.length)) - 1;
    const { told, earlier } = await steps(job, index, actor);
    const { language } = actor.place;
    const frames = told.map(({ step, picture }): StripFrame => {
      if (step.kind === 'made') return { picture, caption: step.title[language] };
      return { picture, caption: step.kind === 'source' ? textsFor(language).chain.source : '…' };
    });
    const file = await drawStrip(`darkroom-chain-${job.id.toLowerCase()}-${index + 1}`, frames);
    const strip = file && { url: attachmentUrl(file.name), isSpoiler: told.some(({ isSpoiler }) => isSpoiler) };
    const page: ChainPage = {
      jobId: job.id,
      n: index + 1,
      strip,
      steps: told.map(({ step }) => step),
      earlier,
      later: (await later(job, index, actor)).slice(0, MOST_LATER),
    };
    return { page, files: file ? [file] : [] };
  };
}

export type ReadChain = ReturnType<typeof createReadChain>;

/** How many private steps somebody else took is his business too. */
const withoutRepeatedGaps = (steps: readonly Seen[]): Seen[] =>
  steps.filter(({ step }, place) => step.kind !== 'gap' || steps[place - 1]?.step.kind !== 'gap');

interface ChainParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly readChain: ReadChain;
  readonly repeat: Repeat;
  readonly showJob: (asker: Asker, jobId: string) => Promise<void>;
  readonly menus: Pick<Menus, 'reopen'>;
}

/** How a picture came about, and going on from any of its steps. */
export function createChains({ store, readChain, showJob, repeat, menus }: ChainParts) {
  /** Undefined for what is none of the member's business, too. */
  async function find({ subject }: ChainId, actor: Actor) {
    const job = await store.jobs.byId(subject);
    const post = job && (await store.posts.byId(job.postId));
    return post && !isErased(job) && mayUse(job, post, actor) ? { job, post } : undefined;
  }

  async function showChain(id: ChainId, interaction: Interaction): Promise<void> {
    const { actor, reply } = interaction;
    const from = await find(id, actor);
    const found = from && (await readChain(from.job, id.n, actor));
    const { language } = actor.place;
    if (!found) return void (await reply.show(renderNotice({ kind: 'job-missing' }, language), true));
    await reply.show(renderChain(found.page, language), true, found.files);
    menus.reopen(interaction, from.post);
  }

  async function redo(id: ChainId, interaction: Interaction): Promise<void> {
    const from = await find(id, interaction.actor);
    await repeat(id, from?.job, interaction);
    if (from) menus.reopen(interaction, from.post);
  }

  const branch: Handler = async ({ payload, actor, reply }) => {
    const chosen = parsePictureId(payload.data?.values?.[0] ?? '');
    if (chosen) return showJob({ actor, reply }, chosen.subject);
    await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true);
  };

  return {
    /** Undefined for other ids. */
    answering(customId: string): Handler | undefined {
      const id = parseChainId(customId);
      switch (id?.action) {
        case 'chain':
          return (interaction) => showChain(id, interaction);
        case 'redo':
          return (interaction) => redo(id, interaction);
        case 'branch':
          return branch;
        default:
          return undefined;
      }
    },
  };
}

export type Chains = ReturnType<typeof createChains>;
