import type { ModeratorCommandName } from '../commands/index.ts';
import type { ModArea } from '../core/mod-id.ts';
import type { ModClick, ModDesk } from '../events/moderator-commands.ts';

interface Desks {
  readonly commands: Readonly<Record<ModeratorCommandName, ModDesk>>;
  /** What is done by buttons, menus and forms. */
  readonly clicks: Readonly<Partial<Record<ModArea, ModClick>>>;
}

/** What each of the moderators' commands does. */
export function createDesks(): Desks {
  return { commands: {}, clicks: {} };
}
