import type { Localized } from '../core/language.ts';

export const modes = {
  precision: { en: 'Precision: true to the picture', vi: 'Precision: trung thành với ảnh' },
  precision_v2: { en: 'Precision V2: you choose the scale', vi: 'Precision V2: tự chọn số lần phóng' },
  creative: { en: 'Creative: invents details', vi: 'Creative: thêm chi tiết mới' },
} as const satisfies Record<string, Localized>;

export type Mode = keyof typeof modes;

export const flavors = {
  sublime: { en: 'Sublime', vi: 'Sublime: tuyệt mỹ' },
  photo: { en: 'Photo', vi: 'Ảnh chụp' },
  photo_denoiser: { en: 'Photo, without noise', vi: 'Ảnh chụp, khử nhiễu' },
} as const satisfies Record<string, Localized>;

export const subjects = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  soft_portraits: { en: 'Soft portraits', vi: 'Chân dung mềm' },
  hard_portraits: { en: 'Hard portraits', vi: 'Chân dung sắc' },
  art_n_illustration: { en: 'Art and illustration', vi: 'Hội họa và minh họa' },
  videogame_assets: { en: 'Video game assets', vi: 'Tài nguyên trò chơi' },
  nature_n_landscapes: { en: 'Nature and landscapes', vi: 'Thiên nhiên và phong cảnh' },
  films_n_photography: { en: 'Films and photography', vi: 'Phim và nhiếp ảnh' },
  '3d_renders': { en: '3D renders', vi: 'Ảnh dựng 3D' },
  science_fiction_n_horror: { en: 'Science fiction and horror', vi: 'Khoa học viễn tưởng và kinh dị' },
} as const satisfies Record<string, Localized>;
