import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { troubleOf } from './discord-error.ts';

/** Questions to Discord that change nothing. */
export interface DiscordLooks {
  /** Whether the bot may look into the channel. */
  canSee(channelId: string): Promise<boolean>;
  /** Whoever runs the bot: its owner, or the owner of the team that it belongs to. */
  owner(): Promise<string | undefined>;
}

const applicationSchema = z.object({
  owner: z.object({ id: z.string() }).nullish(),
  team: z.object({ owner_user_id: z.string() }).nullish(),
});

export function createDiscordLooks(bot: REST): DiscordLooks {
  return {
    async canSee(channelId) {
      try {
        await bot.get(Routes.channel(channelId));
        return true;
      } catch (error) {
        if (troubleOf(error) === 'no-access') return false;
        throw error;
      }
    },
    async owner() {
      const { owner, team } = applicationSchema.parse(await bot.get('/applications/@me'));
      return team?.owner_user_id ?? owner?.id;
    },
  };
}
