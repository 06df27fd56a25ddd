import { type LimitsSubcommand, limits } from '../../../commands/limits.ts';
import { settingsWords } from '../../../commands/settings.ts';
import type { Clock } from '../../../core/clock.ts';
import type { ModId } from '../../../core/custom-ids.ts';
import { unreachable } from '../../../core/json.ts';
import { isProblem, type LimitItem, type LimitProblem } from '../../../core/limits/changes.ts';
import type { LimitTable, OperatorLimits } from '../../../core/limits/pages.ts';
import { parseSubject, type Rule, subjectOf, type Whom, whomId } from '../../../core/limits/rules.ts';
import type { Operation } from '../../../core/operation.ts';
import { isUlid } from '../../../core/ulid.ts';
import type { LimitChanges, UndoOutcome } from '../../../services/limits/changes.ts';
import type { LimitEngine } from '../../../services/limits/limits.ts';
import { readEntries } from '../../../services/limits/log.ts';
import type { Store } from '../../../services/store/contract.ts';
import { commandChoices } from '../../../views/autocomplete.ts';
import { renderChangedSince, renderLimitLog, renderLimitTable, renderUndone } from '../../../views/limits/answers.ts';
import { createWording, type Wording } from '../../../views/limits/items.ts';
import { renderLimitProblem } from '../../../views/limits/problems.ts';
import { renderWhy } from '../../../views/limits/quota.ts';
import type { MessageBody } from '../../../views/message-body.ts';
import { renderNotice } from '../../../views/notices.ts';
import type { Actor } from '../../shared/actor.ts';
import { managesServer } from '../../shared/moderator.ts';
import { numberValue } from '../../shared/payload.ts';
import { type Asker, asMessage, inPlace, isOwnPage } from '../../shared/reply.ts';
import type { ModeratorClick, ModeratorCommand, RunModeratorCommand } from '../registry.ts';
import {
  createBlock,
  createBudget,
  createClearRule,
  createGrant,
  createPause,
  createResume,
  createSetRule,
  createUnblock,
} from './changes.ts';
import {
  chosenCommand,
  chosenMember,
  chosenWhom,
  type LimitAction,
  type LimitsCommandParts,
  rolesOf,
} from './options.ts';

const LOG_PAGE_SIZE = 6;
/** What fits into a button that leads back. */
const LAST_PAGE = 999_999;

/** `/limits log`, and the pages that its buttons turn. */
function createLimitLog({ store }: Pick<LimitsCommandParts, 'store'>) {
  async function page(scope: string, n: number, wording: Wording): Promise<MessageBody> {
    const { total, entries } = await readEntries(store, scope, {
      limit: LOG_PAGE_SIZE,
      offset: (n - 1) * LOG_PAGE_SIZE,
    });
    return renderLimitLog({ page: n, pages: Math.ceil(total / LOG_PAGE_SIZE), entries }, wording);
  }
  const log: LimitAction = ({ input, actor, wording }) => {
    const wanted = numberValue(input, 'page') ?? 1;
    const isPage = Number.isInteger(wanted) && wanted > 0;
    return page(actor.scope, isPage ? Math.min(wanted, LAST_PAGE) : 1, wording);
  };
  return { log, page };
}

type Parts = Pick<LimitsCommandParts, 'store' | 'clock'> & { readonly operator: OperatorLimits };

const RULES_PAGE_SIZE = 8;
/** The widest first, as people read it. */
const ORDER = ['everyone', 'channel', 'role', 'member'] as const;

/** `/limits show`, and the pages that its buttons turn. */
function createShowLimits({ store, clock, operator }: Parts) {
  async function read(scope: string, about: Whom | undefined, page: number): Promise<LimitTable> {
    const now = clock.now();
    const { limits } = store;
    const [rules, blocks, pauses, budget, grants] = await Promise.all([
      limits.rules(scope, now),
      limits.blocks(scope, now),
      limits.pauses(scope),
      limits.budget(scope),
      limits.grantsIn(scope, now),
    ]);
    const isMember = (memberId: string) => about?.kind === 'member' && about.id === memberId;
    const items: readonly LimitItem[] = [
      ...sorted(rules.filter(({ whom }) => !about || isSame(whom, about))).map(
        (rule) => ({ kind: 'rule', rule }) as const,
      ),
      ...blocks
        .filter(({ memberId }) => !about || isMember(memberId))
        .map((block) => ({ kind: 'block', block }) as const),
      ...grants.filter(({ memberId }) => isMember(memberId)).map((grant) => ({ kind: 'grant', grant }) as const),
    ];
    return {
      page,
      pages: Math.ceil(items.length / RULES_PAGE_SIZE),
      about,
      items: items.slice((page - 1) * RULES_PAGE_SIZE, page * RULES_PAGE_SIZE),
      budget,
      pauses,
      blocks: blocks.length,
      grants: {
        count: grants.length,
        members: new Set(grants.map(({ memberId }) => memberId)).size,
        credits: grants.reduce((sum, { credits }) => sum + credits, 0),
      },
      operator,
    };
  }

  const page = async (scope: string, about: Whom | undefined, n: number, wording: Wording): Promise<MessageBody> =>
    renderLimitTable(await read(scope, about, n), wording);

  const show: LimitAction = async (ask) => {
    const about = chosenWhom(ask);
    return isProblem(about) ? about : page(ask.actor.scope, about, 1, ask.wording);
  };
  return { show, page };
}

const isSame = (one: Whom, other: Whom): boolean => one.kind === other.kind && whomId(one) === whomId(other);

const sorted = (rules: readonly Rule[]): readonly Rule[] =>
  ORDER.flatMap((kind) => rules.filter(({ whom }) => whom.kind === kind));

/** A click on *Undo*; `subject` names the entry, and how it stood where that was asked about. */
function createUndo({ changes }: { readonly changes: LimitChanges }) {
  return async (
    actor: Actor,
    subject: string,
    wording: Wording,
    mayGiveRights: boolean,
  ): Promise<MessageBody | LimitProblem> => {
    const [entryId = '', seen] = subject.split('.');
    if (!isUlid(entryId)) return { problem: 'no-such-entry' };
    const outcome = await changes.undo({ scope: actor.scope, actorId: actor.ownerId, entryId, seen, mayGiveRights });
    return answer(outcome, entryId, wording);
  };
}

function answer(outcome: UndoOutcome, entryId: string, wording: Wording): MessageBody | LimitProblem {
  switch (outcome.kind) {
    case 'no-such-entry':
    case 'unreadable-entry':
    case 'undone-already':
    case 'as-before':
    case 'words-full':
    case 'manage-server-only':
      return { problem: outcome.kind };
    case 'changed-since':
      return renderChangedSince({ ...outcome, entryId }, wording);
    case 'undone':
      return renderUndone({ ...outcome, notes: [] }, wording);
    default:
      return unreachable(outcome);
  }
}

interface WhyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly operations: readonly Operation[];
}

interface WhyQuestion {
  readonly memberId: string;
  readonly roles: readonly string[];
  readonly command: string | undefined;
}

/** To a moderator: which rule decides for a member, in the channel where they ask. */
export function createWhy({ store, clock, limits, operations }: WhyParts) {
  return async function why({ actor, reply }: Asker, { memberId, roles, command }: WhyQuestion): Promise<void> {
    const subject = subjectOf({ ...actor, ownerId: memberId, roles });
    const known = operations.find(({ name }) => name === command);
    const question = { subject, command: known, commands: operations, now: clock.now() };
    const { overview } = await limits.readOverview(store, question);
    await reply.show(renderWhy(overview, operations, actor.place.language), true);
  };
}

type Why = ReturnType<typeof createWhy>;

interface WholeCommandParts extends LimitsCommandParts {
  readonly operator: OperatorLimits;
  readonly why: Why;
}

type Answered = MessageBody | LimitProblem;

/** `/limits`: its subcommands, what its buttons do, and its suggestions. All of it is seen by the moderator alone. */
export function createLimitsCommand(parts: WholeCommandParts): ModeratorCommand & { readonly click: ModeratorClick } {
  const { operations } = parts;
  const names = operations.map(({ name }) => name);
  const wordingOf = ({ place }: Actor): Wording =>
    createWording({ limits, settings: settingsWords }, operations, place.language);
  const bodyOf = (answered: Answered, wording: Wording): MessageBody =>
    isProblem(answered) ? renderLimitProblem(answered, names, wording) : answered;

  const { show, page: showPage } = createShowLimits(parts);
  const { log, page: logPage } = createLimitLog(parts);
  const undo = createUndo(parts);
  const actions: Readonly<Record<Exclude<LimitsSubcommand, 'why'>, LimitAction>> = {
    show,
    set: createSetRule(parts),
    clear: createClearRule(parts),
    grant: createGrant(parts),
    block: createBlock(parts),
    unblock: createUnblock(parts),
    pause: createPause(parts),
    resume: createResume(parts),
    budget: createBudget(parts),
    log,
  };

  const run: RunModeratorCommand = async (input, interaction) => {
    const { payload, actor, reply } = interaction;
    const wording = wordingOf(actor);
    const ask = { input, actor, payload, wording };
    const { give } = asMessage(reply);
    if (input.subcommand === 'why') {
      const memberId = chosenMember(ask);
      const chosen = chosenCommand(input, operations);
      if (isProblem(chosen)) return void (await give(bodyOf(chosen, wording)));
      return parts.why(interaction, { memberId, roles: rolesOf(ask, memberId), command: chosen.command });
    }
    const name = limits.subcommands.find((each) => each.name === input.subcommand)?.name;
    const action = name === undefined || name === 'why' ? show : actions[name];
    await give(bodyOf(await action(ask), wording));
  };

  async function clicked(
    { action, subject, n }: ModId,
    actor: Actor,
    wording: Wording,
    mayGiveRights: boolean,
  ): Promise<Answered | undefined> {
    const shown = action === 'show' ? parseSubject(subject) : undefined;
    if (shown) return showPage(actor.scope, shown.about, n, wording);
    if (action === 'log') return logPage(actor.scope, n, wording);
    return action === 'undo' || action === 'undo-sure' ? undo(actor, subject, wording, mayGiveRights) : undefined;
  }

  const click: ModeratorClick = async (id, interaction) => {
    const { payload, actor, reply } = interaction;
    const wording = wordingOf(actor);
    // a page is turned where it is, and what is asked is answered where it was asked
    const isInPlace = id.action !== 'undo' && isOwnPage(interaction);
    const { give } = isInPlace ? inPlace(reply) : asMessage(reply);
    const answered = await clicked(id, actor, wording, managesServer(payload));
    const unknown = renderNotice({ kind: 'unknown-button' }, wording.language);
    await give(answered ? bodyOf(answered, wording) : unknown);
  };

  return {
    run,
    suggest: async ({ focused }, { place }) =>
      focused?.name === 'command' ? commandChoices(operations, focused.typed, place.language) : [],
    click,
  };
}
