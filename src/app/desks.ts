import type { ModeratorCommandName } from '../commands/index.ts';
import type { ModArea } from '../core/mod-id.ts';
import { createDoctor } from '../events/doctor.ts';
import type { ModClick, ModDesk } from '../events/moderator-commands.ts';
import type { DiscordLooks } from '../services/delivery/discord-looks.ts';
import type { Examine } from '../services/doctor/examine.ts';

interface DeskParts {
  readonly examine: Examine;
  readonly looks: DiscordLooks;
}

interface Desks {
  readonly commands: Readonly<Record<ModeratorCommandName, ModDesk>>;
  /** What is done by buttons, menus and forms. */
  readonly clicks: Readonly<Partial<Record<ModArea, ModClick>>>;
}

/** What each of the moderators' commands does. */
export function createDesks({ examine, looks }: DeskParts): Desks {
  const doctor = createDoctor({ examine, owner: looks.owner });
  return { commands: { doctor }, clicks: { doctor: doctor.click } };
}
