import type { ChainTexts } from '../chain-texts.ts';
import { number } from './format.ts';

export const chain: ChainTexts = {
  history: 'Lịch sử của ảnh này',
  repeat: 'Làm lại với ảnh khác',
  title: (pictures) => `**Lịch sử của ảnh này** · ${number(pictures)} ảnh`,
  source: 'Ảnh của bạn',
  earlier: (steps) =>
    `-# Trước đó còn ${number(steps)} bước: chọn bước đầu tiên bên dưới, rồi bấm **${chain.history}**.`,
  later: (pictures) => `-# Đến nay có ${number(pictures)} ảnh được tạo từ ảnh này.`,
  untold: (steps) => `-# Còn ${number(steps)} bước nữa trong hình ở trên.`,
  branch: 'Rẽ nhánh từ…',
  laterChoice: (title) => `Tạo từ ảnh này: ${title}`,
  hint: 'Chỉ mình bạn thấy. Chọn một bước để xem nó với đầy đủ nút và làm tiếp từ đó.',
  repeatTitle: 'Các bước cũ, ảnh mới',
  repeatPicture: 'Ảnh mới của bạn',
  repeatAbout: (steps, credits) =>
    `${steps.join(' → ')}: tổng cộng **${number(credits)} điểm**. Mỗi bước chỉ tính điểm khi bắt đầu; nếu một bước hỏng, phần còn lại không mất điểm.`,
  stripAlt: (pictures) => `${number(pictures)} bước dẫn đến ảnh này, theo thứ tự`,
};
