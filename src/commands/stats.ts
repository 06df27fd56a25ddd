import type { MemberCommand } from '../core/command.ts';

export const stats = {
  name: 'stats',
  localNames: { vi: 'thống_kê' },
  description: {
    en: 'What was made here, by whom, and what it cost',
    vi: 'Ở đây đã tạo những gì, ai tạo và tốn bao nhiêu',
  },
  options: [
    {
      name: 'period',
      kind: 'choice',
      required: false,
      localNames: { vi: 'thời_gian' },
      description: { en: 'For which period (default: 30 days)', vi: 'Trong thời gian nào (mặc định: 30 ngày)' },
      choices: [
        { value: 'today', name: { en: 'Today', vi: 'Hôm nay' } },
        { value: '7d', name: { en: '7 days', vi: '7 ngày' } },
        { value: '30d', name: { en: '30 days', vi: '30 ngày' } },
        { value: 'month', name: { en: 'This month', vi: 'Tháng này' } },
        { value: 'last-month', name: { en: 'Last month', vi: 'Tháng trước' } },
      ],
    },
    {
      name: 'by',
      kind: 'choice',
      required: false,
      localNames: { vi: 'theo' },
      description: { en: 'Counted by what (default: by day)', vi: 'Đếm theo gì (mặc định: theo ngày)' },
      choices: [
        { value: 'day', name: { en: 'Day', vi: 'Ngày' } },
        { value: 'operation', name: { en: 'Command', vi: 'Lệnh' } },
        { value: 'member', name: { en: 'Member', vi: 'Thành viên' } },
      ],
    },
  ],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;
