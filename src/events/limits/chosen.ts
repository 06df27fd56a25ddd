import { PermissionFlagsBits } from 'discord.js';
import { isProblem, type LimitProblem } from '../../core/limit-problem.ts';
import { EVERYONE, type Whom } from '../../core/limits.ts';
import { textValue } from '../command-input.ts';
import type { ChosenChannel } from '../interaction-payload.ts';
import type { Ask } from './ask.ts';

const CATEGORY = 4;
/** Channels in which writing is a right of its own. */
const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);
/** Text, voice, announcements, stages: whatever has messages of its own. */
const WRITABLE: ReadonlySet<number> = new Set([0, 2, 5, 13, ...THREADS]);

const kinds = ['role', 'member', 'channel'] as const;

/** The one that was chosen; undefined for none. The role that all have is everyone. */
export function chosenWhom({ input, payload, actor }: Pick<Ask, 'input' | 'payload' | 'actor'>) {
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
export function whomToLimit(ask: Ask): Whom | LimitProblem {
  const whom = chosenWhom(ask) ?? EVERYONE;
  if (isProblem(whom)) return whom;
  return whom.kind === 'member' && isBot(ask, whom.id) ? { problem: 'bot' } : whom;
}

/** Discord lets nobody leave this option out. */
export const chosenMember = ({ input }: Pick<Ask, 'input'>): string => textValue(input, 'member') ?? '';

export const isBot = ({ payload }: Pick<Ask, 'payload'>, userId: string): boolean =>
  payload.data?.resolved?.users?.[userId]?.bot === true;

export const rolesOf = ({ payload }: Pick<Ask, 'payload'>, memberId: string): readonly string[] =>
  payload.data?.resolved?.members?.[memberId]?.roles ?? [];

/** Where notices shall go; undefined where none was chosen. */
export function channelToWriteIn({ input, payload }: Pick<Ask, 'input' | 'payload'>) {
  const channelId = textValue(input, 'channel');
  if (channelId === undefined) return undefined;
  const channel = channelOf(payload, channelId);
  return channel && mayWriteIn(channel) ? channelId : ({ problem: 'cannot-write', channelId } as const);
}

const channelOf = (payload: Ask['payload'], id: string): ChosenChannel | undefined =>
  payload.data?.resolved?.channels?.[id];

/** By what Discord says of the bot in that channel; the cache knows no channel that the bot cannot see. */
function mayWriteIn({ type, app_permissions: permissions = '' }: ChosenChannel): boolean {
  if (!WRITABLE.has(type)) return false;
  // a server of Discord that does not say it yet is no reason to refuse
  if (!/^\d+$/.test(permissions)) return true;
  const { Administrator, ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  const has = (bit: bigint) => (BigInt(permissions) & (bit | Administrator)) !== 0n;
  return has(ViewChannel) && has(THREADS.has(type) ? SendMessagesInThreads : SendMessages);
}
