import type { MemberCommand } from '../core/member-command.ts';
import { deedSubcommands } from './limits-deeds.ts';
import { ruleSubcommands } from './limits-rules.ts';

export const limits = {
  name: 'limits',
  localNames: { vi: 'giới_hạn' },
  description: { en: 'Who may spend how much here', vi: 'Ai được dùng bao nhiêu ở đây' },
  options: [],
  subcommands: [...ruleSubcommands, ...deedSubcommands],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;

export type LimitsSubcommand = (typeof limits)['subcommands'][number]['name'];
