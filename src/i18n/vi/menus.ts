import type { MenuTexts } from '../menu-texts.ts';
import { number } from './format.ts';

export const menus: MenuTexts = {
  choose: (title, count) => `**${title}**: ảnh nào trong ${count} ảnh? Chỉ bạn thấy tin này và kết quả của nó.`,
  numbered: (n) => `Ảnh ${n}`,
  wordsLabel: 'Bạn muốn thay đổi gì?',
  wordsHint: 'Ví dụ: chuyển thành ban đêm, cửa sổ sáng đèn',
  notOurs: (count) =>
    count === 1
      ? 'Ảnh này không được tạo ở đây. Thông tin về ảnh:'
      : 'Các ảnh này không được tạo ở đây. Thông tin về ảnh:',
  linked: 'ảnh từ liên kết',
  megabytes: (value) => `${number(Math.max(0.1, Math.round(value * 10) / 10))} MB`,
};
