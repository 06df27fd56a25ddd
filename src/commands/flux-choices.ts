import type { OptionChoice } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';

export const models = {
  'flux-schnell': { en: 'FLUX schnell: fastest', vi: 'FLUX schnell: nhanh nhất' },
  'flux-dev': { en: 'FLUX dev: steps and guidance', vi: 'FLUX dev: chỉnh số bước, độ bám' },
  'flux-pro': { en: 'FLUX pro: steps, guidance, interval', vi: 'FLUX pro: chỉnh số bước, độ bám, chu kỳ' },
  'flux-pro-1.1': { en: 'FLUX pro 1.1: newer', vi: 'FLUX pro 1.1: mới hơn' },
  'flux-pro-1.1-ultra': { en: 'FLUX pro 1.1 ultra: any shape, raw', vi: 'FLUX pro 1.1 ultra: mọi tỉ lệ, ảnh thô' },
} as const satisfies Record<string, Localized>;

export const aspects: readonly OptionChoice[] = [
  { value: '21:9', name: { en: '21:9 film', vi: '21:9 điện ảnh' } },
  { value: '2:1', name: { en: '2:1 wide', vi: '2:1 ngang' } },
  { value: '16:9', name: { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' } },
  { value: '3:2', name: { en: '3:2 standard', vi: '3:2 tiêu chuẩn' } },
  { value: '4:3', name: { en: '4:3 classic', vi: '4:3 cổ điển' } },
  { value: '1:1', name: { en: '1:1 square', vi: '1:1 vuông' } },
  { value: '4:5', name: { en: '4:5 post', vi: '4:5 bài đăng' } },
  { value: '3:4', name: { en: '3:4 traditional', vi: '3:4 truyền thống' } },
  { value: '2:3', name: { en: '2:3 portrait', vi: '2:3 chân dung' } },
  { value: '9:16', name: { en: '9:16 story', vi: '9:16 tin dọc' } },
  { value: '1:2', name: { en: '1:2 tall', vi: '1:2 dọc' } },
  { value: '9:21', name: { en: '9:21 film, portrait', vi: '9:21 điện ảnh dựng dọc' } },
];
