import type { Clock } from '../../../core/clock.ts';
import type { CreditPrice } from '../../../core/credit-price.ts';
import { isProblem, type LimitProblem } from '../../../core/limits/changes.ts';
import {
  EVERYONE,
  isWithin,
  parseUntil,
  REASON_LIMIT,
  type RuleFields,
  type RuleNumber,
  ruleNumbers,
  ruleRanges,
  type Whom,
} from '../../../core/limits/rules.ts';
import type { Operation } from '../../../core/operation.ts';
import { holdsMessages, mayWrite } from '../../../core/permissions.ts';
import { isResolution } from '../../../core/picture.ts';
import type { LimitChanges } from '../../../services/limits/changes.ts';
import type { Store } from '../../../services/store/contract.ts';
import { findCommand } from '../../../views/autocomplete.ts';
import type { Wording } from '../../../views/limits/items.ts';
import type { MessageBody } from '../../../views/message-body.ts';
import type { Actor } from '../../shared/actor.ts';
import {
  type ChosenChannel,
  type CommandInput,
  flagValue,
  type InteractionPayload,
  numberValue,
  textValue,
} from '../../shared/payload.ts';

/** Undefined: all of them. */
export function chosenCommand(
  input: CommandInput,
  operations: readonly Operation[],
): { readonly command: string | undefined } | LimitProblem {
  const typed = textValue(input, 'command');
  if (typed === undefined) return { command: undefined };
  const operation = findCommand(operations, typed);
  return operation ? { command: operation.name } : { problem: 'unknown-command', typed };
}

/** The same of what is to be taken back: it may have been set for a command that this version no longer has. */
export function standingCommand(
  input: CommandInput,
  operations: readonly Operation[],
  standing: readonly { readonly command: string | undefined }[],
): { readonly command: string | undefined } | LimitProblem {
  const typed = textValue(input, 'command')?.trim().replace(/^\//, '');
  const known = typed === undefined ? undefined : standing.find(({ command }) => command === typed);
  return known ? { command: known.command } : chosenCommand(input, operations);
}

/** `isSaid`: an end that is said to be none is not the same as nothing said. */
export function chosenEnd(
  input: CommandInput,
  now: number,
): { readonly isSaid: boolean; readonly until: number | undefined } | LimitProblem {
  const typed = textValue(input, 'until');
  if (typed === undefined) return { isSaid: false, until: undefined };
  const until = parseUntil(typed, now);
  if (!until) return { problem: 'bad-until', typed };
  if (until === 'never') return { isSaid: true, until: undefined };
  return until.at > now ? { isSaid: true, until: until.at } : { problem: 'past-until', until: until.at };
}

export function chosenReason(input: CommandInput): { readonly reason: string | undefined } | LimitProblem {
  const typed = textValue(input, 'reason')?.trim();
  if (typed === undefined || typed === '') return { reason: undefined };
  const { length } = typed;
  if (length > REASON_LIMIT) return { problem: 'reason-too-long', length, limit: REASON_LIMIT };
  return { reason: typed };
}

/** What a rule shall say; the client of Discord keeps to the ranges, others may not. */
export function chosenFields(input: CommandInput): { readonly fields: RuleFields } | LimitProblem {
  const numbers: Partial<Record<RuleNumber, number>> = {};
  for (const option of ruleNumbers) {
    const value = numberValue(input, option);
    if (value === undefined) continue;
    const range = ruleRanges[option];
    if (!isWithin(value, range)) return { problem: 'out-of-range', subcommand: 'set', option, ...range };
    if (option === 'concurrent' && value === 0) return { problem: 'no-jobs-at-once' };
    numbers[option] = value;
  }
  const resolution = textValue(input, 'resolution');
  if (resolution !== undefined && !isResolution(resolution))
    return { problem: 'unknown-resolution', typed: resolution };
  const allowed = flagValue(input, 'allowed');
  const fields: RuleFields = {
    ...numbers,
    ...(resolution !== undefined && { resolution }),
    ...(allowed !== undefined && { allowed }),
  };
  return { fields };
}

/** A moderator's command: who asks for what, and how they are answered. */
interface LimitQuestion {
  readonly input: CommandInput;
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly wording: Wording;
}

export type LimitAction = (question: LimitQuestion) => Promise<MessageBody | LimitProblem>;

export interface LimitsCommandParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: LimitChanges;
  /** That limits can be about. */
  readonly operations: readonly Operation[];
  /** Undefined where the operator did not say it. */
  readonly creditPrice: CreditPrice | undefined;
}

const CATEGORY = 4;

const kinds = ['role', 'member', 'channel'] as const;

/** The one that was chosen; undefined for none. The role that all have is everyone. */
export function chosenWhom({ input, payload, actor }: Pick<LimitQuestion, 'input' | 'payload' | 'actor'>) {
  const chosen: Whom[] = kinds.flatMap((kind) => {
    const id = textValue(input, kind);
    return id === undefined ? [] : [kind === 'role' && id === actor.scope ? EVERYONE : { kind, id }];
  });
  const [whom, second] = chosen;
  if (second) return { problem: 'several-whoms' } as const;
  if (whom?.kind === 'channel' && channelOf(payload, whom.id)?.type === CATEGORY) {
    return { problem: 'category' } as const;
  }
  return whom;
}

/** For whom something is to be set: no bot, since bots use no commands. */
export function whomToLimit(question: LimitQuestion): Whom | LimitProblem {
  const whom = chosenWhom(question) ?? EVERYONE;
  if (isProblem(whom)) return whom;
  return whom.kind === 'member' && isBot(question, whom.id) ? { problem: 'bot' } : whom;
}

/** Discord lets nobody leave this option out. */
export const chosenMember = ({ input }: Pick<LimitQuestion, 'input'>): string => textValue(input, 'member') ?? '';

export const isBot = ({ payload }: Pick<LimitQuestion, 'payload'>, userId: string): boolean =>
  payload.data?.resolved?.users?.get(userId)?.bot === true;

export const rolesOf = ({ payload }: Pick<LimitQuestion, 'payload'>, memberId: string): readonly string[] =>
  payload.data?.resolved?.members?.get(memberId)?.roles ?? [];

/** Where notices shall go; undefined where none was chosen. */
export function channelToWriteIn({ input, payload }: Pick<LimitQuestion, 'input' | 'payload'>) {
  const channelId = textValue(input, 'channel');
  if (channelId === undefined) return undefined;
  const channel = channelOf(payload, channelId);
  return channel && mayWriteIn(channel) ? channelId : ({ problem: 'cannot-write', channelId } as const);
}

const channelOf = (payload: LimitQuestion['payload'], id: string): ChosenChannel | undefined =>
  payload.data?.resolved?.channels?.get(id);

/** By what Discord says of the bot in that channel; the cache knows no channel that the bot cannot see. */
function mayWriteIn({ type, app_permissions: permissions }: ChosenChannel): boolean {
  // a server of Discord that does not say it yet is no reason to refuse
  return permissions !== undefined && /^\d+$/.test(permissions) ? mayWrite(permissions, type) : holdsMessages(type);
}
