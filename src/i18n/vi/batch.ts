import type { BatchTexts } from '../batch-texts.ts';
import { number } from './format.ts';

export const batch: BatchTexts = {
  title: 'Làm cùng lúc với nhiều ảnh',
  deed: 'Làm gì với từng ảnh',
  pictures: 'Các ảnh',
  picturesHint: (most) => `Tối đa ${most} ảnh PNG, JPEG hoặc WebP`,
  each: (credits) => `${number(credits)} điểm mỗi ảnh`,
  explained:
    'Tất cả bắt đầu cùng lúc, trong một tin nhắn. Ảnh không làm được thì không mất điểm; các ảnh khác vẫn tiếp tục.',
};
