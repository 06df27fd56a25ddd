import { type MemberCommandName, memberCommands } from '../commands/index.ts';
import { type PagedList, type PageId, parsePageId } from '../core/custom-id.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { createChoosePing } from './member-commands/choose-ping.ts';
import { createHelpCommand } from './member-commands/help.ts';
import { createHistoryCommand } from './member-commands/history.ts';
import { createJobsCommand } from './member-commands/jobs.ts';
import { asMessage, inPlace, type MemberCommandParts, type PageAnswer } from './member-commands/parts.ts';
import { createQuotaCommand } from './member-commands/quota.ts';
import { createReadCard } from './member-commands/read-card.ts';
import { createShowCommand } from './member-commands/show.ts';
import { isOwnPage } from './own-page.ts';
import type { Reply } from './reply.ts';

type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

/** What the commands do that make no picture. All their answers are seen by the member alone. */
export function createMemberCommands(
  parts: MemberCommandParts & { readonly openBatch: Handler; readonly runPrivacy: Handler },
) {
  const readCard = createReadCard(parts);
  const showJobs = createJobsCommand({ ...parts, readCard });
  const showQuota = createQuotaCommand(parts);
  const showHistory = createHistoryCommand(parts);
  const { showJob, suggest: suggestJobs } = createShowCommand({ ...parts, readCard });
  const { showHelp, suggest: suggestCommands } = createHelpCommand(parts);

  const handlers: Readonly<Record<MemberCommandName, Handler>> = {
    jobs: (_, actor, reply) => showJobs(actor, 1, asMessage(reply)),
    history: (payload, actor, reply) => showHistory(actor, pageIn(payload), asMessage(reply)),
    show: (payload, actor, reply) => showJob(actor, textIn(payload, 'job'), asMessage(reply)),
    batch: parts.openBatch,
    quota: (_, actor, reply) => showQuota(actor, asMessage(reply)),
    privacy: parts.runPrivacy,
    help: (payload, actor, reply) => showHelp(payload, actor, textIn(payload, 'command'), asMessage(reply)),
  };
  const lists: Readonly<Record<PagedList, (actor: Actor, page: number, answer: PageAnswer) => Promise<void>>> = {
    jobs: showJobs,
    history: showHistory,
  };
  const named = (name: string | undefined) => memberCommands.find((command) => command.name === name);

  /** After a click that changed something: false where no list of jobs was clicked. */
  async function refresh(payload: InteractionPayload, actor: Actor, reply: Reply): Promise<boolean> {
    const shown = isOwnPage(payload, actor) ? pageShownIn(payload) : undefined;
    if (shown?.list !== 'jobs') return false;
    await showJobs(actor, shown.page, inPlace(reply));
    return true;
  }

  return {
    /** Undefined for what is no command of this kind. */
    find(name: string | undefined): Handler | undefined {
      const command = named(name);
      return command && handlers[command.name];
    },
    async suggest(payload: InteractionPayload, actor: Actor) {
      const { data } = payload;
      const focused = data?.options?.find((option) => option.focused);
      const option = named(data?.name)?.options.find(({ name }) => name === focused?.name);
      const typed = String(focused?.value ?? '');
      if (option?.name === 'job') return suggestJobs(actor, typed);
      return option?.name === 'command' ? suggestCommands(payload, actor, typed) : [];
    },
    /** A page is turned in the member's own private message; pressed anywhere else, it comes as a new one. */
    async turn({ list, page }: PageId, payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
      await lists[list](actor, page, isOwnPage(payload, actor) ? inPlace(reply) : asMessage(reply));
    },
    /** One of the member's business, by the id of its job. */
    show: (actor: Actor, jobId: string, reply: Reply): Promise<void> => showJob(actor, jobId, asMessage(reply)),
    showJob,
    refresh,
    /** Undefined for ids of others. */
    answering: createChoosePing({
      wishes: parts.wishes,
      async showAgain(payload, actor, reply) {
        if (!(await refresh(payload, actor, reply))) await showJobs(actor, 1, asMessage(reply));
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
