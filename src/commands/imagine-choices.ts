import type { Localized } from '../core/language.ts';

const same = (text: string): Localized => ({ en: text, vi: text });

export const models = {
  realism: { en: 'Realism: photographs, natural colors', vi: 'Realism: ảnh chụp, màu tự nhiên' },
  fluid: { en: 'Fluid: follows the words most closely', vi: 'Fluid: bám sát lời mô tả nhất' },
  zen: { en: 'Zen: smooth, clean and simple', vi: 'Zen: mượt, gọn và đơn giản' },
  flexible: { en: 'Flexible: illustrations and fantasy', vi: 'Flexible: minh họa và kỳ ảo' },
  super_real: { en: 'Super real: as real as it gets', vi: 'Super real: thật nhất có thể' },
  editorial_portraits: { en: 'Editorial portraits: faces close up', vi: 'Editorial portraits: chân dung cận cảnh' },
} as const satisfies Record<string, Localized>;

export const aspects = {
  square_1_1: { en: '1:1 square', vi: '1:1 vuông' },
  classic_4_3: { en: '4:3 classic', vi: '4:3 cổ điển' },
  traditional_3_4: { en: '3:4 traditional', vi: '3:4 truyền thống' },
  widescreen_16_9: { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' },
  social_story_9_16: { en: '9:16 story', vi: '9:16 tin dọc' },
  smartphone_horizontal_20_9: { en: '20:9 phone, landscape', vi: '20:9 điện thoại nằm ngang' },
  smartphone_vertical_9_20: { en: '9:20 phone, portrait', vi: '9:20 điện thoại dựng dọc' },
  standard_3_2: { en: '3:2 standard', vi: '3:2 tiêu chuẩn' },
  portrait_2_3: { en: '2:3 portrait', vi: '2:3 chân dung' },
  horizontal_2_1: { en: '2:1 wide', vi: '2:1 ngang' },
  vertical_1_2: { en: '1:2 tall', vi: '1:2 dọc' },
  social_5_4: { en: '5:4 social', vi: '5:4 mạng xã hội' },
  social_post_4_5: { en: '4:5 post', vi: '4:5 bài đăng' },
  film_horizontal_21_9: { en: '21:9 film', vi: '21:9 điện ảnh' },
  film_vertical_9_21: { en: '9:21 film, portrait', vi: '9:21 điện ảnh dựng dọc' },
} as const satisfies Record<string, Localized>;

export const resolutions = { '1k': same('1K'), '2k': same('2K'), '4k': same('4K') } as const;

export const engines = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  magnific_illusio: {
    en: 'Illusio: soft, for illustrations and nature',
    vi: 'Illusio: mềm, cho minh họa và thiên nhiên',
  },
  magnific_sharpy: { en: 'Sharpy: sharpest, for photographs', vi: 'Sharpy: sắc nhất, cho ảnh chụp' },
  magnific_sparkle: { en: 'Sparkle: between the two', vi: 'Sparkle: ở giữa hai loại trên' },
} as const satisfies Record<string, Localized>;
