import { type MemberCommandName, memberCommands } from '../../commands/index.ts';
import type { Clock } from '../../core/clock.ts';
import type { CreditPrice } from '../../core/credit-price.ts';
import { type PagedList, type PageId, parsePageId } from '../../core/custom-ids.ts';
import type { Catalog, Prices, Quotes } from '../../core/operation.ts';
import type { PicturesOfPage } from '../../services/delivery/attachments.ts';
import type { ParentOf } from '../../services/delivery/card.ts';
import type { PingWishes } from '../../services/delivery/tell-end.ts';
import type { LimitEngine } from '../../services/limits/limits.ts';
import type { LearnedDurations } from '../../services/providers/durations.ts';
import type { Store } from '../../services/store/contract.ts';
import type { Actor } from '../shared/actor.ts';
import type { InteractionPayload } from '../shared/payload.ts';
import {
  type Asker,
  asMessage,
  type Handler,
  type Interaction,
  inPlace,
  isOwnPage,
  type PageAnswer,
  type Question,
} from '../shared/reply.ts';
import { createReadCard } from './card.ts';
import type { ReadChain } from './chain.ts';
import { createHelpCommand } from './help.ts';
import { createHistoryCommand } from './history.ts';
import { createChoosePing, createJobsCommand } from './jobs.ts';
import { createQuotaCommand } from './quota.ts';
import { createShowCommand } from './show.ts';

interface MemberCommandParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly wishes: PingWishes;
  readonly catalog: Pick<Catalog, 'shown' | 'offeredNow' | 'factsNow'>;
  readonly prices: Prices;
  readonly quotes: Pick<Quotes, 'of'>;
  readonly creditPrice: CreditPrice | undefined;
  readonly learned: LearnedDurations;
  readonly parentOf: ParentOf;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly picturesOfPage: PicturesOfPage;
  readonly readChain: ReadChain;
  readonly openBatch: Handler;
  readonly runPrivacy: Handler;
}

/** What the commands do that make no picture. All their answers are seen by the member alone. */
export function createMemberCommands({
  store,
  clock,
  wishes,
  catalog,
  prices,
  quotes,
  creditPrice,
  learned,
  parentOf,
  limits,
  picturesOfPage,
  readChain,
  openBatch,
  runPrivacy,
}: MemberCommandParts) {
  const readCard = createReadCard({ store, clock, learned, parentOf, catalog, quotes });
  const showJobs = createJobsCommand({ store, wishes, readCard });
  const showQuota = createQuotaCommand({ store, clock, limits, catalog, prices, creditPrice });
  const showHistory = createHistoryCommand({ store, catalog, picturesOfPage });
  const { showJob, suggest: suggestJobs } = createShowCommand({
    store,
    clock,
    catalog,
    picturesOfPage,
    readChain,
    readCard,
  });
  const { showHelp, suggest: suggestCommands } = createHelpCommand({ store, catalog, prices });

  const handlers: Readonly<Record<MemberCommandName, Handler>> = {
    jobs: ({ actor, reply }) => showJobs(actor, 1, asMessage(reply)),
    history: ({ payload, actor, reply }) => showHistory(actor, pageIn(payload), asMessage(reply)),
    show: ({ payload, actor, reply }) => showJob(actor, textIn(payload, 'job'), asMessage(reply)),
    batch: openBatch,
    quota: ({ actor, reply }) => showQuota(actor, asMessage(reply)),
    privacy: runPrivacy,
    help: (interaction) => showHelp(interaction, textIn(interaction.payload, 'command'), asMessage(interaction.reply)),
  };
  const lists: Readonly<Record<PagedList, (actor: Actor, page: number, answer: PageAnswer) => Promise<void>>> = {
    jobs: showJobs,
    history: showHistory,
  };
  const named = (name: string | undefined) => memberCommands.find((command) => command.name === name);

  /** After a click that changed something: false where no list of jobs was clicked. */
  async function refresh(interaction: Interaction): Promise<boolean> {
    const shown = isOwnPage(interaction) ? pageShownIn(interaction.payload) : undefined;
    if (shown?.list !== 'jobs') return false;
    await showJobs(interaction.actor, shown.page, inPlace(interaction.reply));
    return true;
  }

  return {
    /** Undefined for what is no command of this kind. */
    find(name: string | undefined): Handler | undefined {
      const command = named(name);
      return command && handlers[command.name];
    },
    async suggest(question: Question) {
      const { data } = question.payload;
      const focused = data?.options?.find((option) => option.focused);
      const option = named(data?.name)?.options.find(({ name }) => name === focused?.name);
      const typed = String(focused?.value ?? '');
      if (option?.name === 'job') return suggestJobs(question.actor, typed);
      return option?.name === 'command' ? suggestCommands(question, typed) : [];
    },
    /** A page is turned in the member's own private message; pressed anywhere else, it comes as a new one. */
    async turn({ list, page }: PageId, interaction: Interaction): Promise<void> {
      const { actor, reply } = interaction;
      await lists[list](actor, page, isOwnPage(interaction) ? inPlace(reply) : asMessage(reply));
    },
    /** One of the member's business, by the id of its job. */
    show: ({ actor, reply }: Asker, jobId: string): Promise<void> => showJob(actor, jobId, asMessage(reply)),
    showJob,
    refresh,
    /** Undefined for ids of others. */
    answering: createChoosePing({
      wishes,
      async showAgain(interaction) {
        const { actor, reply } = interaction;
        if (!(await refresh(interaction))) await showJobs(actor, 1, asMessage(reply));
      },
    }),
  };
}

export type MemberCommands = ReturnType<typeof createMemberCommands>;

/** A list's first button that leads to a page leads to the one that is shown. */
function pageShownIn({ message }: InteractionPayload): PageId | undefined {
  const [, id] = /"custom_id":"(v1:page:[^"]+)"/.exec(JSON.stringify(message?.components ?? [])) ?? [];
  return id === undefined ? undefined : parsePageId(id);
}

const valueIn = ({ data }: InteractionPayload, name: string) =>
  data?.options?.find((option) => option.name === name)?.value;

const textIn = (payload: InteractionPayload, name: string): string => String(valueIn(payload, name) ?? '');

function pageIn(payload: InteractionPayload): number {
  const page = valueIn(payload, 'page');
  return typeof page === 'number' && Number.isSafeInteger(page) && page > 0 ? page : 1;
}
