import type { MemberCommand } from '../core/command.ts';

export const privacy = {
  name: 'privacy',
  localNames: { vi: 'riêng_tư' },
  description: {
    en: 'What the bot keeps about you: get it, delete it, or say who may change your pictures',
    vi: 'Những gì bot lưu về bạn: nhận về, xóa đi, hoặc chọn ai được sửa ảnh của bạn',
  },
  options: [],
  subcommands: [
    {
      name: 'export',
      localNames: { vi: 'nhận_về' },
      description: {
        en: 'Get everything that the bot keeps about you, by direct message',
        vi: 'Nhận mọi thứ bot lưu về bạn, qua tin nhắn riêng',
      },
      options: [],
    },
    {
      name: 'delete',
      localNames: { vi: 'xóa' },
      description: {
        en: 'Delete everything that the bot keeps about you, everywhere; it asks first',
        vi: 'Xóa mọi thứ bot lưu về bạn, ở mọi nơi; bot sẽ hỏi lại trước',
      },
      options: [],
    },
    {
      name: 'edits',
      localNames: { vi: 'sửa_ảnh' },
      description: {
        en: 'Whether others may edit your pictures by a right-click',
        vi: 'Người khác có được dùng ảnh của bạn qua menu chuột phải không',
      },
      options: [
        {
          name: 'allow',
          kind: 'choice',
          required: true,
          localNames: { vi: 'cho_phép' },
          description: { en: 'Who may', vi: 'Ai được phép' },
          choices: [
            { value: 'yes', name: { en: 'Yes, where a server asks for it', vi: 'Có, ở máy chủ cần sự đồng ý' } },
            { value: 'no', name: { en: 'No, nowhere', vi: 'Không, ở mọi nơi' } },
            { value: 'unsaid', name: { en: 'As each server has it', vi: 'Theo từng máy chủ' } },
          ],
        },
      ],
    },
  ],
  place: 'everywhere',
  audience: 'everybody',
} as const satisfies MemberCommand;
