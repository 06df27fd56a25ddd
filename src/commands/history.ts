import type { MemberCommand } from '../core/command.ts';

export const history = {
  name: 'history',
  localNames: { vi: 'lịch_sử' },
  description: {
    en: 'All your pictures, newest first; only you see them',
    vi: 'Mọi ảnh của bạn, mới nhất trước; chỉ mình bạn thấy',
  },
  options: [
    {
      name: 'page',
      kind: 'integer',
      required: false,
      minimum: 1,
      localNames: { vi: 'trang' },
      description: { en: 'Which page (default: the first)', vi: 'Trang nào (mặc định: trang đầu)' },
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
