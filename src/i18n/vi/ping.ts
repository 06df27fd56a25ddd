import type { PingTexts } from '../ping-texts.ts';

export const ping: PingTexts = {
  about: 'Nhắc tên bạn khi ảnh xong:',
  choices: {
    long: 'Khi phải chờ hơn nửa phút',
    always: 'Luôn luôn',
    never: 'Không bao giờ',
  },
};
