import type { MemberCommand } from '../core/command.ts';

export const doctor = {
  name: 'doctor',
  localNames: { vi: 'kiểm_tra' },
  description: {
    en: 'Check that everything works here, and what to do where it does not',
    vi: 'Kiểm tra mọi thứ ở đây có chạy không, và cần làm gì nếu không',
  },
  options: [],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;
