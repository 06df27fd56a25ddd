import type { MemberCommand } from '../core/command.ts';

export const quota = {
  name: 'quota',
  localNames: { vi: 'hạn_mức' },
  description: {
    en: 'What you have left here, what it costs, and when there is more',
    vi: 'Ở đây bạn còn bao nhiêu điểm, giá các lệnh, và khi nào có điểm mới',
  },
  options: [],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
