import type { Localized } from '../core/language.ts';

export const portraitStyles = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  pop: { en: 'Pop', vi: 'Pop: nổi bật' },
  super_pop: { en: 'Super pop', vi: 'Super pop: rất nổi bật' },
} as const satisfies Record<string, Localized>;

export const beautifiers = {
  beautify_face: { en: 'A little', vi: 'Một chút' },
  beautify_face_max: { en: 'As much as possible', vi: 'Hết mức' },
} as const satisfies Record<string, Localized>;

export const flavors = {
  faithful: { en: 'Faithful', vi: 'Faithful: trung thành' },
  gen_z: { en: 'Gen Z', vi: 'Gen Z: trẻ trung' },
  psychedelia: { en: 'Psychedelia', vi: 'Psychedelia: ảo giác' },
  detaily: { en: 'Detaily: more details', vi: 'Detaily: nhiều chi tiết' },
  clear: { en: 'Clear', vi: 'Clear: rõ ràng' },
  donotstyle: { en: 'Do not style', vi: 'Không đổi phong cách' },
  donotstyle_sharp: { en: 'Do not style, sharp', vi: 'Không đổi phong cách, sắc nét' },
} as const satisfies Record<string, Localized>;

export const engines = {
  balanced: { en: 'Balanced', vi: 'Cân bằng' },
  definio: { en: 'Definio', vi: 'Definio' },
  illusio: { en: 'Illusio', vi: 'Illusio' },
  '3d_cartoon': { en: '3D cartoon', vi: 'Hoạt hình 3D' },
  colorful_anime: { en: 'Colorful anime', vi: 'Anime rực rỡ' },
  caricature: { en: 'Caricature', vi: 'Biếm họa' },
  real: { en: 'Real', vi: 'Chân thực' },
  super_real: { en: 'Super real', vi: 'Cực kỳ chân thực' },
  softy: { en: 'Softy: soft', vi: 'Softy: mềm mại' },
} as const satisfies Record<string, Localized>;
