import { choice, flag, integer, optional, picture, text } from '../core/fields.ts';
import { given } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import {
  altText,
  firstRefusal,
  mainPicture,
  mainPictureIsNeeded,
  percent,
  refuseAlone,
  refuseSize,
  repeatable,
} from './shared/options.ts';

const portraitStyles = {
  standard: { en: 'Standard', vi: 'Tiêu chuẩn' },
  pop: { en: 'Pop', vi: 'Pop: nổi bật' },
  super_pop: { en: 'Super pop', vi: 'Super pop: rất nổi bật' },
} as const satisfies Record<string, Localized>;

const beautifiers = {
  beautify_face: { en: 'A little', vi: 'Một chút' },
  beautify_face_max: { en: 'As much as possible', vi: 'Hết mức' },
} as const satisfies Record<string, Localized>;

const flavors = {
  faithful: { en: 'Faithful', vi: 'Faithful: trung thành' },
  gen_z: { en: 'Gen Z', vi: 'Gen Z: trẻ trung' },
  psychedelia: { en: 'Psychedelia', vi: 'Psychedelia: ảo giác' },
  detaily: { en: 'Detaily: more details', vi: 'Detaily: nhiều chi tiết' },
  clear: { en: 'Clear', vi: 'Clear: rõ ràng' },
  donotstyle: { en: 'Do not style', vi: 'Không đổi phong cách' },
  donotstyle_sharp: { en: 'Do not style, sharp', vi: 'Không đổi phong cách, sắc nét' },
} as const satisfies Record<string, Localized>;

const engines = {
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

/** Every field of Style Transfer that a member can set, in the order in which Discord shows them. */
export const styleFields = {
  reference: picture({
    localNames: { vi: 'ảnh_phong_cách' },
    description: { en: 'The picture whose style to copy', vi: 'Ảnh mẫu để lấy phong cách' },
  }),
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'What the new picture should show', vi: 'Ảnh mới nên thể hiện điều gì' },
    }),
  ),
  strength: optional(
    integer(
      {
        localNames: { vi: 'độ_mạnh' },
        description: {
          en: 'How much of the style to copy, 0-100 (100)',
          vi: 'Lấy phong cách nhiều ít, 0-100 (100)',
        },
      },
      percent,
    ),
  ),
  structure_strength: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_bố_cục' },
        description: {
          en: 'How closely the shapes of your picture are kept, 0-100 (50)',
          vi: 'Bám sát bố cục ảnh của bạn đến đâu, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  portrait: optional(
    flag({
      localNames: { vi: 'chân_dung' },
      description: { en: 'Treat the picture as a portrait', vi: 'Xử lý ảnh như ảnh chân dung' },
    }),
  ),
  portrait_style: optional(
    choice(
      {
        localNames: { vi: 'kiểu_chân_dung' },
        description: { en: 'With portrait: how striking it gets', vi: 'Khi là chân dung: nổi bật đến đâu' },
      },
      portraitStyles,
    ),
  ),
  beautify: optional(
    choice(
      {
        localNames: { vi: 'làm_đẹp' },
        description: { en: 'With portrait: make the face more beautiful', vi: 'Khi là chân dung: làm đẹp khuôn mặt' },
      },
      beautifiers,
    ),
  ),
  flavor: optional(
    choice(
      {
        localNames: { vi: 'sắc_thái' },
        description: {
          en: 'How the style is read (default: faithful)',
          vi: 'Cách hiểu phong cách (mặc định: faithful)',
        },
      },
      flavors,
    ),
  ),
  engine: optional(
    choice(
      {
        localNames: { vi: 'bộ_xử_lý' },
        description: {
          en: 'How the finish looks (default: balanced)',
          vi: 'Nét hoàn thiện của ảnh (mặc định: cân bằng)',
        },
      },
      engines,
    ),
  ),
  repeatable: optional(repeatable),
};

const endpoint = { path: '/v1/ai/image-style-transfer' };

/** Freepik Style Transfer: a picture redrawn in the style of another one. */
export const style = defineOperation({
  name: 'style',
  localNames: { vi: 'đổi_phong_cách' },
  description: { en: 'Redraw a picture in the style of another one', vi: 'Vẽ lại ảnh theo phong cách của ảnh khác' },
  title: { en: 'Style', vi: 'Đổi phong cách' },
  provider: 'freepik',
  endpoints: [{ ...endpoint, required: 'image' }],
  instead: ['edit', 'reimagine'],
  prices: { standard: 1 },
  followUps: followUpsOf('style', { fixedBy: ['repeatable'], hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: styleFields,
  refuse: firstRefusal<InputOf<typeof styleFields>>([
    (input) => refuseAlone(input, 'portrait_style', ['portrait']),
    (input) => refuseAlone(input, 'beautify', ['portrait']),
    ({ reference, image }) => refuseSize({ reference, image }),
  ]),
  tier: () => 'standard',
  request: ({ prompt, strength, structure_strength, flavor, engine, ...input }) => ({
    ...endpoint,
    body: given({
      prompt,
      style_strength: strength,
      structure_strength,
      is_portrait: input.portrait,
      portrait_style: input.portrait_style,
      portrait_beautifier: input.beautify,
      flavor,
      engine,
      fixed_generation: input.repeatable,
    }),
    pictures: [
      { field: 'image', option: 'image', as: 'base64' },
      { field: 'reference_image', option: 'reference', as: 'base64' },
    ],
  }),
  altText: ({ prompt }) =>
    altText({ en: 'Picture in the style of another one', vi: 'Ảnh theo phong cách của ảnh khác' }, prompt),
});
