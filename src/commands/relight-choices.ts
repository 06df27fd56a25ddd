import type { Localized } from '../core/language.ts';

export const styles = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  darker_but_realistic: { en: 'Darker but realistic', vi: 'Tối hơn nhưng chân thực' },
  clean: { en: 'Clean', vi: 'Sạch' },
  smooth: { en: 'Smooth', vi: 'Mượt' },
  brighter: { en: 'Brighter', vi: 'Sáng hơn' },
  contrasted_n_hdr: { en: 'Contrasted and HDR', vi: 'Tương phản cao và HDR' },
  just_composition: { en: 'Just the composition', vi: 'Chỉ bố cục' },
} as const satisfies Record<string, Localized>;

export const engines = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  balanced: { en: 'Balanced', vi: 'Cân bằng' },
  cool: { en: 'Cool', vi: 'Cool: tông lạnh' },
  real: { en: 'Real', vi: 'Chân thực' },
  illusio: { en: 'Illusio', vi: 'Illusio' },
  fairy: { en: 'Fairy', vi: 'Fairy: cổ tích' },
  colorful_anime: { en: 'Colorful anime', vi: 'Anime rực rỡ' },
  hard_transform: { en: 'Hard transform', vi: 'Biến đổi mạnh' },
  softy: { en: 'Softy: soft', vi: 'Softy: mềm mại' },
} as const satisfies Record<string, Localized>;

export const lightLevels = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  low: { en: 'Low', vi: 'Thấp' },
  medium: { en: 'Medium', vi: 'Trung bình' },
  normal: { en: 'Normal', vi: 'Bình thường' },
  high: { en: 'High', vi: 'Cao' },
  high_on_faces: { en: 'High on faces', vi: 'Cao trên khuôn mặt' },
} as const satisfies Record<string, Localized>;

/** The document also has strong_mid, with which every task fails. */
export const lightCurves = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  composition: { en: 'Composition', vi: 'Theo bố cục' },
  straight: { en: 'Straight', vi: 'Thẳng' },
  smooth_in: { en: 'Smooth in', vi: 'Mượt ở đầu' },
  smooth_out: { en: 'Smooth out', vi: 'Mượt ở cuối' },
  smooth_both: { en: 'Smooth both', vi: 'Mượt cả hai đầu' },
  reverse_both: { en: 'Reverse both', vi: 'Đảo cả hai đầu' },
  soft_in: { en: 'Soft in', vi: 'Nhẹ ở đầu' },
  soft_out: { en: 'Soft out', vi: 'Nhẹ ở cuối' },
  soft_mid: { en: 'Soft middle', vi: 'Nhẹ ở giữa' },
  style_shift: { en: 'Style shift', vi: 'Chuyển phong cách' },
  strong_shift: { en: 'Strong shift', vi: 'Chuyển mạnh' },
} as const satisfies Record<string, Localized>;
