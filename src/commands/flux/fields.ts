import { z } from 'zod';
import { choice, type Field, flag, integer, number, type OptionChoice, optional, text } from '../../core/fields.ts';
import type { Localized } from '../../core/language.ts';
import type { Refusal } from '../../core/refusal.ts';
import { followUpsOf } from '../shared/follow-ups.ts';
import { altText } from '../shared/options.ts';

const aspects: readonly OptionChoice[] = [
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

/** What is the same with both of APIFRAME's APIs. */
export const ofBoth = {
  prompt: text({
    localNames: { vi: 'mô_tả' },
    description: { en: 'What the picture shows', vi: 'Ảnh vẽ gì' },
  }),
  count: optional(
    integer(
      {
        localNames: { vi: 'số_ảnh' },
        description: { en: 'How many pictures, each paid for', vi: 'Bao nhiêu ảnh, tính điểm từng ảnh' },
      },
      { minimum: 1, maximum: 4 },
    ),
  ),
  seed: optional(
    integer({
      localNames: { vi: 'seed' },
      description: { en: 'The same number repeats a picture', vi: 'Cùng một số cho ra cùng một ảnh' },
    }),
  ),
  improve_prompt: optional(
    flag({
      localNames: { vi: 'cải_thiện_mô_tả' },
      description: { en: 'Let it reword your prompt, more creatively', vi: 'Để mô hình viết lại mô tả sáng tạo hơn' },
    }),
  ),
};

/** A shape, of those that are offered or typed. */
export const aspectOption = (description: Localized) =>
  optional(text({ localNames: { vi: 'tỉ_lệ' }, description, choices: aspects, suggests: 'choices' }));

/** Of a picture that is given, where the model looks at one. */
export const strengthOption = (description: Localized) =>
  optional(number({ localNames: { vi: 'độ_bám_ảnh' }, description }, { minimum: 0, maximum: 1 }));

/** In pixels, each side by itself; `usual` is what the API takes where none is given. */
export function sideOptions(maximum: number, usual?: { readonly width: number; readonly height: number }) {
  const range = { minimum: 256, maximum };
  const also = (side: number | undefined) => (side === undefined ? '' : ` (${side})`);
  const option = (localName: string, { en, vi }: Localized, side: number | undefined) =>
    optional(
      integer(
        {
          localNames: { vi: localName },
          description: {
            en: `${en} in pixels, 256-${maximum}${also(side)}`,
            vi: `${vi} theo pixel, 256-${maximum}${also(side)}`,
          },
        },
        range,
      ),
    );
  return {
    width: option('chiều_rộng', { en: 'Width', vi: 'Chiều rộng' }, usual?.width),
    height: option('chiều_cao', { en: 'Height', vi: 'Chiều cao' }, usual?.height),
  };
}

/** The models of one API. What the other calls its own is read too: one that has its like here becomes that. */
export function modelOption<const Own extends string, const Other extends string>(
  description: Localized,
  models: Readonly<Record<Own, Localized>>,
  others: Readonly<Record<Other, Own | undefined>>,
): Field<z.ZodType<Own | Other>> {
  const { option } = choice({ localNames: { vi: 'mô_hình' }, description }, models);
  const isOther = (name: string): name is Other => Object.hasOwn(others, name);
  const isKnown = (value: unknown): value is Own | Other =>
    typeof value === 'string' && (Object.hasOwn(models, value) || isOther(value));
  const likeOf = (name: Own | Other): Own | Other => (isOther(name) ? (others[name] ?? name) : name);
  return { option, schema: z.custom<Own | Other>(isKnown).transform(likeOf) };
}

/** A model that the other API alone has. */
export function refuseOther(model: string, models: Readonly<Record<string, Localized>>): Refusal | undefined {
  if (Object.hasOwn(models, model)) return undefined;
  return { code: 'bad-choice', option: 'model', value: model, allowed: Object.keys(models) };
}

const WIDEST = [21, 9] as const;

/** A shape that no model paints. */
export const refuseAspect = ({ aspect }: { readonly aspect?: string | undefined }): Refusal | undefined =>
  aspect === undefined || isAspect(aspect) ? undefined : badAspect(aspect);

/** Any ratio that is no wider than 21:9 and no taller than 9:21. */
function isAspect(typed: string): boolean {
  const [, across, down] = /^([1-9]\d?):([1-9]\d?)$/.exec(typed) ?? [];
  const [short, long] = [Number(across), Number(down)].sort((a, b) => a - b);
  return short !== undefined && long !== undefined && long * WIDEST[1] <= short * WIDEST[0];
}

const badAspect = (typed: string): Refusal => ({
  code: 'bad-shape',
  option: 'aspect',
  value: typed.slice(0, 40),
  example: '16:9',
  between: [WIDEST.join(':'), WIDEST.toReversed().join(':')],
});

/** What the command is, whichever API it asks. */
export const fluxCommand = {
  name: 'flux',
  localNames: { vi: 'flux' },
  description: { en: 'Make a picture with the FLUX models', vi: 'Tạo ảnh bằng các mô hình FLUX' },
  title: { en: 'FLUX', vi: 'FLUX' },
  provider: 'apiframe',
  instead: ['imagine', 'edit'],
  followUps: followUpsOf('flux', { fixedBy: ['seed'], variesBy: 'image', hasPrompt: true }),
  main: { isNeeded: false, options: ['image'] },
  count: ({ count }: { readonly count?: number | undefined }) => count ?? 1,
  altText: ({ prompt }: { readonly prompt: string }) =>
    altText({ en: 'Picture made from the words', vi: 'Ảnh được tạo từ mô tả' }, prompt),
} as const;
