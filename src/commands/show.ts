import type { MemberCommand } from '../core/command.ts';

export const show = {
  name: 'show',
  localNames: { vi: 'xem' },
  description: {
    en: 'One picture by its job id: yours, or a public one of this server',
    vi: 'Xem một ảnh theo mã: của bạn, hoặc ảnh công khai của máy chủ này',
  },
  options: [
    {
      name: 'job',
      kind: 'text',
      required: true,
      suggests: 'jobs',
      localNames: { vi: 'mã' },
      description: { en: 'Which one (type to search yours)', vi: 'Ảnh nào (gõ để tìm trong ảnh của bạn)' },
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
