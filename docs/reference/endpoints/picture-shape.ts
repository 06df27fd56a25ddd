import { LONGEST, SMALLEST_SIDE } from '../../../src/commands/picture-rules.ts';
import type { Localized } from '../../../src/core/language.ts';

export const pictureShape: Localized = {
  en: `Every picture should be at least ${SMALLEST_SIDE} px a side, and between 1:${LONGEST} and ${LONGEST}:1. No document says so, but other clients refuse the rest before they ask.`,
  vi: `Mỗi ảnh nên có cạnh từ ${SMALLEST_SIDE} px và tỉ lệ từ 1:${LONGEST} đến ${LONGEST}:1. Tài liệu không nêu, nhưng các ứng dụng khác đều chặn trước những ảnh nằm ngoài khoảng này.`,
};
