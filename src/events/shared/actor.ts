import type { Place } from '../../core/job.ts';
import { languageOf } from '../../core/language.ts';
import { isThread } from '../../core/permissions.ts';
import type { InteractionPayload } from './payload.ts';

/** Who acts, where, and by which token they are answered. */
export interface Actor {
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  readonly ownerId: string;
  readonly scope: string;
  /** In the server, as Discord said with this very interaction. */
  readonly roles: readonly string[];
  readonly place: Place;
}

/** A token lives for fifteen minutes; the last one is not relied on. */
const TOKEN_LIFE_MS = 14 * 60_000;
/** What every member may send since 2025, where Discord does not say. */
const SAFE_ATTACHMENT_LIMIT = 8 * 1024 * 1024;

/** Whether the channel that a thread belongs to is marked as NSFW; false where nobody knows. */
export type IsNsfwParent = (channelId: string) => boolean;

export function actorOf(
  payload: InteractionPayload,
  now: number,
  isNsfwParent: IsNsfwParent = () => false,
): Actor | undefined {
  const ownerId = payload.member?.user.id ?? payload.user?.id;
  const channelId = payload.channel?.id ?? payload.channel_id;
  if (!ownerId || !channelId) return undefined;
  const guildId = payload.guild_id;
  const isBotPresent = guildId !== undefined && payload.authorizing_integration_owners['0'] === guildId;
  return {
    interactionId: payload.id,
    applicationId: payload.application_id,
    token: payload.token,
    tokenExpiresAt: now + TOKEN_LIFE_MS,
    ownerId,
    scope: isBotPresent ? guildId : `@${ownerId}`,
    roles: payload.member?.roles ?? [],
    place: {
      guildId,
      channelId,
      context: contextOf(payload),
      isBotPresent,
      appPermissions: payload.app_permissions,
      isNsfwChannel: isNsfw(payload, isNsfwParent),
      ...(isThread(payload.channel?.type ?? 0) ? { isThread: true, parentId: payload.channel?.parent_id ?? '' } : {}),
      attachmentLimit: payload.attachment_size_limit ?? SAFE_ATTACHMENT_LIMIT,
      language: languageOf(payload.locale),
      publicLanguage: languageOf(payload.guild_locale ?? payload.locale),
    },
  };
}

/** A thread carries no mark of its own. */
function isNsfw({ channel }: InteractionPayload, isNsfwParent: IsNsfwParent): boolean {
  if (!isThread(channel?.type ?? 0)) return channel?.nsfw ?? false;
  return channel?.parent_id ? isNsfwParent(channel.parent_id) : false;
}

function contextOf({ context, guild_id }: InteractionPayload): Place['context'] {
  if (guild_id !== undefined || context === 0) return 'guild';
  return context === 2 ? 'private' : 'bot-dm';
}
