import type { ModeratorCommandName } from '../commands/index.ts';
import type { ModArea } from '../core/mod-id.ts';
import type { SharedTurns } from '../core/turns.ts';
import { createDoctor } from '../events/doctor.ts';
import { createSettingsDesk } from '../events/moderator-commands/settings.ts';
import type { ModClick, ModDesk } from '../events/moderator-commands.ts';
import { createStatsDesk } from '../events/stats.ts';
import { createWords } from '../events/words.ts';
import type { CaseKeeper } from '../services/cases/case-keeper.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { Examine } from '../services/doctor/examine.ts';
import { createLimitChanges } from '../services/limit-changes/limit-changes.ts';
import { createDrawStatistics } from '../services/stats/draw-statistics.ts';
import { createWordBook } from '../services/words/word-book.ts';
import { type LimitsParts, openLimitsDesk } from './limits-desk.ts';

interface DeskParts extends LimitsParts {
  readonly examine: Examine;
  readonly discord: Pick<DiscordApi, 'ownerId'>;
  readonly record: ModClick;
  readonly drawing: SharedTurns;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
}

interface Desks {
  readonly commands: Readonly<Record<ModeratorCommandName, ModDesk>>;
  /** What is done by buttons, menus and forms. */
  readonly clicks: Readonly<Partial<Record<ModArea, ModClick>>>;
}

/** What each of the moderators' commands does. */
export function createDesks(parts: DeskParts): Desks {
  const { examine, discord, store, clock, record, drawing, keeper } = parts;
  const doctor = createDoctor({ examine, ownerId: discord.ownerId });
  const stats = createStatsDesk({ store, clock, draw: createDrawStatistics(drawing.short) });
  const words = createWords(createWordBook({ store, clock, change: createLimitChanges({ store, clock }).within }));
  const limits = openLimitsDesk(parts);
  const settings = createSettingsDesk({ store, clock, keeper });
  return {
    commands: { stats, doctor, words, limits, settings },
    clicks: { stats: stats.click, doctor: doctor.click, words: words.click, limits: limits.click, record },
  };
}
