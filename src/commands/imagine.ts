import { choice, integer, number, optional, picture, text } from '../core/fields.ts';
import { given, type JsonObject } from '../core/json.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation, type Facts, type InputOf, type KnownLora } from '../core/operation.ts';
import type { ProviderRequest } from '../core/provider.ts';
import type { Refusal } from '../core/refusal.ts';
import { isColors, parseColors } from './shared/colors.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import {
  altText,
  firstRefusal,
  percent,
  refuseAlone,
  refuseSameTwice,
  refuseSwitchedOff,
  repeatable,
} from './shared/options.ts';

const same = (text: string): Localized => ({ en: text, vi: text });

export const models = {
  realism: { en: 'Realism: photographs, natural colors', vi: 'Realism: ảnh chụp, màu tự nhiên' },
  fluid: { en: 'Fluid: follows the words most closely', vi: 'Fluid: bám sát lời mô tả nhất' },
  zen: { en: 'Zen: smooth, clean and simple', vi: 'Zen: mượt, gọn và đơn giản' },
  flexible: { en: 'Flexible: illustrations and fantasy', vi: 'Flexible: minh họa và kỳ ảo' },
  super_real: { en: 'Super real: as real as it gets', vi: 'Super real: thật nhất có thể' },
  editorial_portraits: { en: 'Editorial portraits: faces close up', vi: 'Editorial portraits: chân dung cận cảnh' },
} as const satisfies Record<string, Localized>;

const aspects = {
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

const resolutions = { '1k': same('1K'), '2k': same('2K'), '4k': same('4K') } as const;

export const engines = {
  automatic: { en: 'Automatic', vi: 'Tự động' },
  magnific_illusio: {
    en: 'Illusio: soft, for illustrations and nature',
    vi: 'Illusio: mềm, cho minh họa và thiên nhiên',
  },
  magnific_sharpy: { en: 'Sharpy: sharpest, for photographs', vi: 'Sharpy: sắc nhất, cho ảnh chụp' },
  magnific_sparkle: { en: 'Sparkle: between the two', vi: 'Sparkle: ở giữa hai loại trên' },
} as const satisfies Record<string, Localized>;

const strength = { minimum: 0, maximum: 200 };
const SHORT = 100;

/** Every field of Mystic that a member can set, in the order in which Discord shows them. */
export const imagineFields = {
  prompt: text({
    localNames: { vi: 'mô_tả' },
    description: { en: 'What the picture shows', vi: 'Ảnh vẽ gì' },
  }),
  model: optional(
    choice(
      {
        localNames: { vi: 'mô_hình' },
        description: {
          en: 'Which model paints it (default: realism)',
          vi: 'Mô hình nào vẽ (mặc định: realism)',
        },
      },
      models,
    ),
  ),
  count: optional(
    integer(
      {
        localNames: { vi: 'số_ảnh' },
        description: { en: 'How many pictures, each paid for', vi: 'Bao nhiêu ảnh, tính điểm từng ảnh' },
      },
      { minimum: 1, maximum: 4 },
    ),
  ),
  aspect: optional(
    choice(
      {
        localNames: { vi: 'tỉ_lệ' },
        description: {
          en: 'Shape of the picture (default: square)',
          vi: 'Tỉ lệ khung ảnh (mặc định: vuông)',
        },
      },
      aspects,
    ),
  ),
  resolution: optional(
    choice(
      {
        localNames: { vi: 'độ_phân_giải' },
        description: { en: 'Size of the picture (default: 2K)', vi: 'Kích thước ảnh (mặc định: 2K)' },
      },
      resolutions,
    ),
  ),
  style_reference: optional(
    picture({
      localNames: { vi: 'ảnh_phong_cách' },
      description: { en: 'A picture whose look to copy', vi: 'Ảnh mẫu để lấy phong cách' },
    }),
  ),
  structure_reference: optional(
    picture({
      localNames: { vi: 'ảnh_bố_cục' },
      description: { en: 'A picture whose shapes to keep', vi: 'Ảnh mẫu để lấy bố cục' },
    }),
  ),
  structure_strength: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_bố_cục' },
        description: { en: 'How closely the shapes are kept, 0-100 (50)', vi: 'Bám sát bố cục đến đâu, 0-100 (50)' },
      },
      percent,
    ),
  ),
  adherence: optional(
    integer(
      {
        localNames: { vi: 'độ_bám_mô_tả' },
        description: {
          en: 'With a style reference: words over look, 0-100 (50)',
          vi: 'Khi có ảnh phong cách: ưu tiên lời hơn phong cách, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  hdr: optional(
    integer(
      {
        localNames: { vi: 'hdr' },
        description: {
          en: 'With a style reference: more detail, less natural, 0-100 (50)',
          vi: 'Khi có ảnh phong cách: nhiều chi tiết hơn, kém tự nhiên, 0-100 (50)',
        },
      },
      percent,
    ),
  ),
  detail: optional(
    integer(
      {
        localNames: { vi: 'chi_tiết' },
        description: { en: 'How much detail is invented, 0-100 (33)', vi: 'Thêm chi tiết nhiều ít, 0-100 (33)' },
      },
      percent,
    ),
  ),
  engine: optional(
    choice(
      { localNames: { vi: 'bộ_xử_lý' }, description: { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' } },
      engines,
    ),
  ),
  repeatable: optional(repeatable),
  look: optional(
    text(
      {
        localNames: { vi: 'kiểu' },
        description: { en: 'A trained style (type to search)', vi: 'Phong cách đã huấn luyện (gõ để tìm)' },
        suggests: 'looks',
      },
      SHORT,
    ),
  ),
  look_strength: optional(
    number(
      {
        localNames: { vi: 'độ_mạnh_kiểu' },
        description: { en: 'How strong the style is, 0-200 (100)', vi: 'Phong cách mạnh đến đâu, 0-200 (100)' },
      },
      strength,
    ),
  ),
  character: optional(
    text(
      {
        localNames: { vi: 'nhân_vật' },
        description: { en: 'A trained character (type to search)', vi: 'Nhân vật đã huấn luyện (gõ để tìm)' },
        suggests: 'characters',
      },
      SHORT,
    ),
  ),
  character_strength: optional(
    number(
      {
        localNames: { vi: 'độ_mạnh_nhân_vật' },
        description: { en: 'How strong the character is, 0-200 (100)', vi: 'Nhân vật rõ đến đâu, 0-200 (100)' },
      },
      strength,
    ),
  ),
  colors: optional(
    text(
      {
        localNames: { vi: 'màu' },
        description: {
          en: 'One to five colors with weights: #ff8800:0.6, #0aa',
          vi: 'Một đến năm màu kèm trọng số: #ff8800:0.6, #0aa',
        },
      },
      200,
    ),
  ),
};

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** By id or by name, whatever its case. */
function findLora(known: readonly KnownLora[], typed: string): KnownLora | undefined {
  const wanted = folded(typed);
  return known.find(({ id }) => id === typed.trim()) ?? known.find(({ name }) => folded(name) === wanted);
}

/** The first character that the words call by `@name`. */
function mentionedCharacter(known: readonly KnownLora[], prompt: string): KnownLora | undefined {
  const names = [...prompt.matchAll(/@([\p{L}\p{N}_-]+)/gu)].map(([, name]) => folded(name ?? ''));
  return known.find(({ name }) => names.includes(folded(name)));
}

type ImagineInput = InputOf<typeof imagineFields>;
type Rule = (input: ImagineInput, facts: Facts) => Refusal | undefined;

export const FLUID_SHAPES = ['square_1_1', 'social_story_9_16', 'widescreen_16_9', 'traditional_3_4', 'classic_4_3'];
export const WITHOUT_LORAS = ['fluid', 'flexible', 'super_real', 'editorial_portraits'];

const modelIsOffered: Rule = ({ model }, facts) =>
  refuseSwitchedOff(model ?? 'realism', facts, { option: 'model', values: Object.keys(models) });

const fluidHasFiveShapes: Rule = ({ model, aspect }) =>
  model === 'fluid' && aspect && !FLUID_SHAPES.includes(aspect)
    ? { code: 'only-with', option: 'model', only: { option: 'aspect', values: FLUID_SHAPES } }
    : undefined;

/** Looks and characters work with some models only, and not beside a reference picture. */
const lorasAreNotIgnored: Rule = (input, { characters }) => {
  const { model, look, character, prompt, style_reference, structure_reference } = input;
  const option = look
    ? 'look'
    : character
      ? 'character'
      : mentionedCharacter(characters, prompt)
        ? 'prompt'
        : undefined;
  if (!option) return undefined;
  if (model && WITHOUT_LORAS.includes(model)) {
    return { code: 'not-with', option, other: { option: 'model', values: WITHOUT_LORAS } };
  }
  if (style_reference) return { code: 'conflict', option, other: 'style_reference' };
  return structure_reference ? { code: 'conflict', option, other: 'structure_reference' } : undefined;
};

const lorasAreKnown: Rule = ({ look, character }, { looks, characters }) => {
  if (look && looks.length > 0 && !findLora(looks, look)) return unknownChoice('look', look, looks);
  if (character && characters.length > 0 && !findLora(characters, character)) {
    return unknownChoice('character', character, characters);
  }
  return undefined;
};

const strengthsHaveTheirSubject: Rule = (input) =>
  refuseAlone(input, 'structure_strength', ['structure_reference']) ??
  refuseAlone(input, 'adherence', ['style_reference']) ??
  refuseAlone(input, 'hdr', ['style_reference']) ??
  refuseAlone(input, 'look_strength', ['look']);

const characterStrengthHasACharacter: Rule = (input, { characters }) => {
  const { prompt } = input;
  const isNamed = characters.length > 0 ? mentionedCharacter(characters, prompt) : /@[\p{L}\p{N}_-]+/u.test(prompt);
  return isNamed ? undefined : refuseAlone(input, 'character_strength', ['character']);
};

const colorsAreColors: Rule = ({ colors }) => {
  const parsed = colors === undefined ? [] : parseColors(colors);
  return isColors(parsed) ? undefined : parsed;
};

const repeatableIsOnePicture: Rule = (input) => refuseSameTwice(input, 'repeatable');

/** What Mystic would ignore silently, or what no retry could mend. */
const refuseImagine = firstRefusal<ImagineInput>([
  modelIsOffered,
  fluidHasFiveShapes,
  lorasAreNotIgnored,
  lorasAreKnown,
  strengthsHaveTheirSubject,
  characterStrengthHasACharacter,
  colorsAreColors,
  repeatableIsOnePicture,
]);

function unknownChoice(option: string, typed: string, known: readonly { readonly name: string }[]): Refusal {
  return { code: 'bad-choice', option, value: typed.slice(0, 40), allowed: known.slice(0, 10).map(({ name }) => name) };
}

const STRENGTH = 100;

const imagineEndpoint = { path: '/v1/ai/mystic' };

/** The body as Mystic documents it: what was not said is left to the API, but for the size that sets the price. */
function imagineRequest(input: ImagineInput, facts: Facts): Omit<ProviderRequest, 'provider'> {
  const {
    prompt,
    model,
    aspect,
    resolution = '2k',
    structure_strength,
    adherence,
    hdr,
    detail,
    engine,
    repeatable,
  } = input;
  const styling = stylingOf(input, facts);
  const body = given({
    prompt,
    model,
    aspect_ratio: aspect,
    resolution,
    structure_strength,
    adherence,
    hdr,
    creative_detailing: detail,
    engine,
    fixed_generation: repeatable,
    styling: Object.keys(styling).length > 0 ? styling : undefined,
  });
  const references = (['style_reference', 'structure_reference'] as const).filter((option) => input[option]);
  return {
    ...imagineEndpoint,
    body,
    pictures: references.map((option) => ({ field: option, option, as: 'base64' })),
  };
}

function stylingOf(input: ImagineInput, { looks, characters }: Facts): JsonObject {
  const { look, look_strength, character, character_strength, colors } = input;
  const parsed = colors === undefined ? undefined : parseColors(colors);
  const who = character === undefined ? {} : { id: findLora(characters, character)?.id ?? character };
  const isCharacterGiven = character !== undefined || character_strength !== undefined;
  return given({
    styles:
      look === undefined
        ? undefined
        : [{ name: findLora(looks, look)?.name ?? look, strength: look_strength ?? STRENGTH }],
    characters: isCharacterGiven ? [{ ...who, strength: character_strength ?? STRENGTH }] : undefined,
    colors: parsed && isColors(parsed) ? parsed.map(({ color, weight }) => ({ color, weight })) : undefined,
  });
}

/** Freepik Mystic: a picture from words. */
export const imagine = defineOperation({
  name: 'imagine',
  localNames: { vi: 'vẽ' },
  description: { en: 'Make a picture from your words', vi: 'Tạo ảnh từ lời mô tả của bạn' },
  title: { en: 'Imagine', vi: 'Vẽ' },
  provider: 'freepik',
  endpoints: [imagineEndpoint],
  instead: ['flux', 'edit'],
  prices: { '1k': 1, '2k': 1, '4k': 3 },
  followUps: followUpsOf('imagine', { fixedBy: ['repeatable'], variesBy: 'style_reference', hasPrompt: true }),
  fields: imagineFields,
  refuse: refuseImagine,
  tier: ({ resolution }) => resolution ?? '2k',
  resolution: ({ resolution }) => resolution ?? '2k',
  count: ({ count }) => count ?? 1,
  // which model paints with a look or a character is the API's business
  usual: ({ look, character }) => ({
    ...(look === undefined && character === undefined && { model: 'realism' }),
    aspect: 'square_1_1',
    resolution: '2k',
  }),
  request: imagineRequest,
  altText: ({ prompt }) => altText({ en: 'Picture made from the words', vi: 'Ảnh được tạo từ mô tả' }, prompt),
});
