import { type ChainId, parseChainId, parsePictureId } from '../../core/custom-id.ts';
import { mayUse } from '../../services/jobs/find-picture.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderChain } from '../../views/chain-page.ts';
import { renderNotice } from '../../views/notices.ts';
import type { Actor } from '../actor.ts';
import type { InteractionPayload } from '../interaction-payload.ts';
import type { Reply } from '../reply.ts';
import type { ReadChain } from './read-chain.ts';
import type { Repeat } from './repeat.ts';

type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

export interface ChainParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly readChain: ReadChain;
  readonly repeat: Repeat;
  readonly showJob: (actor: Actor, jobId: string, reply: Reply) => Promise<void>;
}

/** How a picture came about, and going on from any of its steps. */
export function createChains({ store, readChain, showJob, repeat }: ChainParts) {
  /** Undefined for what is none of the member's business, too. */
  async function find({ subject }: ChainId, actor: Actor): Promise<HeldJob | undefined> {
    const job = await store.jobs.byId(subject);
    const post = job && (await store.posts.byId(job.postId));
    return post && mayUse(job, post, actor) ? job : undefined;
  }

  async function showChain(id: ChainId, actor: Actor, reply: Reply): Promise<void> {
    const job = await find(id, actor);
    const found = job && (await readChain(job, id.n, actor));
    const { language } = actor.place;
    if (!found) return void (await reply.show(renderNotice({ kind: 'job-missing' }, language), true));
    await reply.show(renderChain(found.page, language), true, found.files);
  }

  async function branch({ data }: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const chosen = parsePictureId(data?.values?.[0] ?? '');
    if (chosen) return showJob(actor, chosen.subject, reply);
    await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true);
  }

  return {
    /** Undefined for other ids. */
    answering(customId: string): Handler | undefined {
      const id = parseChainId(customId);
      switch (id?.deed) {
        case 'chain':
          return (_, actor, reply) => showChain(id, actor, reply);
        case 'redo':
          return async (payload, actor, reply) => repeat(id, await find(id, actor), { payload, actor, reply });
        case 'branch':
          return branch;
        default:
          return undefined;
      }
    },
  };
}

export type Chains = ReturnType<typeof createChains>;
