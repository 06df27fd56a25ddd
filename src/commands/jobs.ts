import type { MemberCommand } from '../core/command.ts';

export const jobs = {
  name: 'jobs',
  localNames: { vi: 'đang_làm' },
  description: {
    en: 'Your pictures in the works, here and elsewhere, with Cancel',
    vi: 'Những ảnh của bạn đang làm, ở đây và nơi khác, kèm nút Hủy',
  },
  options: [],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
