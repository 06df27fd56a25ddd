import type { MemberCommand } from '../core/member-command.ts';

export const batch = {
  name: 'batch',
  localNames: { vi: 'hàng_loạt' },
  description: {
    en: 'Do the same with up to ten pictures at once',
    vi: 'Làm cùng một việc với tối đa mười ảnh',
  },
  options: [
    {
      name: 'private',
      kind: 'flag',
      required: false,
      localNames: { vi: 'riêng_tư' },
      description: { en: 'Only you see the result', vi: 'Chỉ mình bạn thấy kết quả' },
    },
    {
      name: 'spoiler',
      kind: 'flag',
      required: false,
      localNames: { vi: 'che_ảnh' },
      description: { en: 'Hide the pictures until they are clicked', vi: 'Che ảnh cho tới khi được bấm' },
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
