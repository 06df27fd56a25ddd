import type { MemberCommand } from '../core/command.ts';

const word = {
  name: 'word',
  localNames: { vi: 'từ' },
  kind: 'text',
  required: true,
} as const;

export const words = {
  name: 'words',
  localNames: { vi: 'từ_cấm' },
  description: { en: 'Words that prompts here may not contain', vi: 'Những từ không được dùng trong lời mô tả ở đây' },
  options: [],
  subcommands: [
    {
      name: 'add',
      localNames: { vi: 'thêm' },
      description: {
        en: 'Refuse prompts that contain a word or phrase',
        vi: 'Từ chối lời mô tả có một từ hoặc cụm từ',
      },
      options: [
        {
          ...word,
          description: {
            en: 'Whole words, however they are disguised; * stands for any letters of a word',
            vi: 'Nguyên từ, dù viết biến tấu thế nào; * thay cho các chữ bất kỳ trong một từ',
          },
        },
        {
          name: 'diacritics',
          localNames: { vi: 'dấu' },
          description: {
            en: 'Whether accents make a different word (in Vietnamese they do unless you say otherwise)',
            vi: 'Dấu có làm thành từ khác không (với tiếng Việt thì có, trừ khi bạn chọn khác)',
          },
          kind: 'choice',
          required: false,
          choices: [
            {
              value: 'auto',
              name: { en: 'Only in Vietnamese words (default)', vi: 'Chỉ trong từ tiếng Việt (mặc định)' },
            },
            { value: 'exact', name: { en: 'In every word: as written', vi: 'Trong mọi từ: đúng như đã viết' } },
            { value: 'ignore', name: { en: 'Nowhere: with any accents', vi: 'Không: dấu nào cũng bị chặn' } },
          ],
        },
      ],
    },
    {
      name: 'remove',
      localNames: { vi: 'xóa' },
      description: { en: 'Let a word or phrase pass again', vi: 'Cho dùng lại một từ hoặc cụm từ' },
      options: [
        {
          ...word,
          description: { en: 'One of the words on the list', vi: 'Một từ trong danh sách' },
          suggests: 'words',
        },
      ],
    },
    {
      name: 'list',
      localNames: { vi: 'danh_sách' },
      description: {
        en: 'All words, how often they were used, and by whom',
        vi: 'Mọi từ, đã bị dùng bao nhiêu lần và bởi ai',
      },
      options: [
        {
          name: 'page',
          localNames: { vi: 'trang' },
          description: { en: 'Which page of the list', vi: 'Trang nào của danh sách' },
          kind: 'integer',
          required: false,
          minimum: 1,
        },
      ],
    },
    {
      name: 'test',
      localNames: { vi: 'thử' },
      description: {
        en: 'See whether a prompt would be refused, and by which word',
        vi: 'Xem một lời mô tả có bị từ chối không, và vì từ nào',
      },
      options: [
        {
          name: 'text',
          localNames: { vi: 'văn_bản' },
          description: {
            en: 'The prompt; nothing is made and nothing counted',
            vi: 'Lời mô tả; không tạo ảnh, không tính lần',
          },
          kind: 'text',
          required: true,
        },
      ],
    },
  ],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;
