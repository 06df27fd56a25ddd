import type { Endpoint } from '../description.ts';
import { writtenExample } from '../examples.ts';

export const loras: Endpoint = {
  title: 'LoRAs',
  method: 'GET',
  path: '/v1/ai/loras',
  command: '/imagine look, character',
  encoding: 'none',
  answers: 'at-once',
  about: {
    en: 'Lists the trained styles and characters that `styling` of Mystic takes. It costs nothing.',
    vi: 'Liệt kê các phong cách và nhân vật đã huấn luyện để dùng trong `styling` của Mystic. Không tốn phí.',
  },
  parameters: [],
  notes: [
    {
      en: 'The vendor’s own sample reads `data` as one object (`data.default`, `data.custom`), the schema says that it is a list of such groups: accept both.',
      vi: 'Mã mẫu của hãng đọc `data` như một đối tượng (`data.default`, `data.custom`), còn schema nói đó là danh sách các nhóm như vậy: hãy chấp nhận cả hai.',
    },
    {
      en: '`id` is a number here and text in `styling.characters`.',
      vi: '`id` ở đây là số, còn trong `styling.characters` là chuỗi.',
    },
  ],
  answer: {
    data: {
      default: [
        {
          id: 1,
          name: 'vintage-japanese',
          description: 'Woodblock prints in faded ink',
          category: 'illustration',
          type: 'style',
          training: { status: 'completed', defaultScale: 1 },
        },
      ],
      custom: [
        {
          id: 21,
          name: 'maple',
          description: 'A fox in a knitted scarf',
          category: 'people',
          type: 'character',
          training: { status: 'completed', defaultScale: 1.2 },
        },
      ],
    },
  },
  example: writtenExample('loras'),
};
