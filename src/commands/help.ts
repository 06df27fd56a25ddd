import type { MemberCommand } from '../core/command.ts';

export const help = {
  name: 'help',
  localNames: { vi: 'trợ_giúp' },
  description: { en: 'What you can make here and what it costs', vi: 'Bạn làm được gì ở đây và tốn bao nhiêu' },
  options: [
    {
      name: 'command',
      kind: 'text',
      required: false,
      suggests: 'commands',
      localNames: { vi: 'lệnh' },
      description: { en: 'Explain this one in detail', vi: 'Giải thích kỹ lệnh này' },
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
