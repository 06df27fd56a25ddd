import type { MemberCommand } from '../core/member-command.ts';
import type { Operation } from '../core/operation.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { imagine } from './imagine.ts';
import { jobs } from './jobs.ts';
import { show } from './show.ts';

/** Everything that can be asked for. A new operation is a file and a line here. */
export const operations: readonly Operation[] = [imagine];

/** Commands that make no picture. A new one is a file, a line here and what it does in events/member-commands.ts. */
export const memberCommands = [jobs, history, show, help] as const satisfies readonly MemberCommand[];
export type MemberCommandName = (typeof memberCommands)[number]['name'];
