import type { ModeratorCommandName } from '../commands/index.ts';
import type { Clock } from '../core/clock.ts';
import type { ModArea } from '../core/mod-id.ts';
import { createDoctor } from '../events/doctor.ts';
import type { ModClick, ModDesk } from '../events/moderator-commands.ts';
import { createStatsDesk } from '../events/stats.ts';
import { createWords } from '../events/words.ts';
import type { DiscordLooks } from '../services/delivery/discord-looks.ts';
import type { Examine } from '../services/doctor/examine.ts';
import { createDrawStatistics } from '../services/stats/draw-statistics.ts';
import type { Store } from '../services/store/contract.ts';
import { createWordBook } from '../services/words/word-book.ts';

interface DeskParts {
  readonly examine: Examine;
  readonly looks: DiscordLooks;
  readonly store: Store;
  readonly clock: Clock;
}

interface Desks {
  readonly commands: Readonly<Record<ModeratorCommandName, ModDesk>>;
  /** What is done by buttons, menus and forms. */
  readonly clicks: Readonly<Partial<Record<ModArea, ModClick>>>;
}

/** What each of the moderators' commands does. */
export function createDesks({ examine, looks, store, clock }: DeskParts): Desks {
  const doctor = createDoctor({ examine, owner: looks.owner });
  const stats = createStatsDesk({ store, clock, draw: createDrawStatistics() });
  const words = createWords(createWordBook({ store, clock }));
  return {
    commands: { stats, doctor, words },
    clicks: { stats: stats.click, doctor: doctor.click, words: words.click },
  };
}
