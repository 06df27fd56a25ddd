import { type OptionChoice, optional, text } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import type { Finish, ProviderRequest } from '../core/provider.ts';
import type { Refusal } from '../core/refusal.ts';
import { readColor } from './shared/colors.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import { firstRefusal, mainPicture, mainPictureIsNeeded } from './shared/options.ts';

const backgrounds = [
  { value: 'transparent', name: { en: 'Transparent', vi: 'Trong suốt' } },
  { value: 'white', name: { en: 'White', vi: 'Trắng' } },
  { value: 'black', name: { en: 'Black', vi: 'Đen' } },
  { value: 'blur', name: { en: 'Blurred picture', vi: 'Ảnh gốc làm mờ' } },
] as const satisfies readonly OptionChoice[];

const filled: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };

/** `transparent`, `blur` or `#rrggbb`; what was typed may be a name in either language. */
function readBackground(text: string): string | undefined {
  const typed = text.normalize('NFC').trim().toLowerCase();
  const known = backgrounds.find(({ value, name }) =>
    [value, ...Object.values(name)].some((word) => word.toLowerCase() === typed),
  );
  if (known) return filled[known.value] ?? known.value;
  return readColor(typed)?.toLowerCase();
}

const TYPED_LIMIT = 40;

const rmbgFields = {
  ...mainPicture,
  background: optional(
    text(
      {
        localNames: { vi: 'nền' },
        description: {
          en: 'What comes behind: nothing, a color like #ff8800, or a blur',
          vi: 'Nền mới: trong suốt, một màu như #ff8800, hoặc ảnh gốc làm mờ',
        },
        suggests: 'choices',
        choices: backgrounds,
      },
      TYPED_LIMIT,
    ),
  ),
};

type RmbgInput = InputOf<typeof rmbgFields>;

export const rmbgLimits = { maximumMegapixels: 25, maximumMegabytes: 20 } as const;

type Rule = (input: RmbgInput) => Refusal | undefined;

const backgroundIsKnown: Rule = ({ background }) => {
  if (background === undefined || readBackground(background) !== undefined) return undefined;
  const allowed = [...backgrounds.map(({ value }) => value), '#ff8800'];
  return { code: 'bad-choice', option: 'background', value: background, allowed };
};

/** A picture is made smaller on its way to us, but the copy may still weigh more than the endpoint takes. */
const copyIsLightEnough: Rule = ({ image }) => {
  const limitMegabytes = rmbgLimits.maximumMegabytes;
  return image?.kind === 'stored' && image.bytes > limitMegabytes * 1024 * 1024
    ? { code: 'picture-too-large', option: 'image', limitMegabytes }
    : undefined;
};

const refuseRmbg = firstRefusal([backgroundIsKnown, copyIsLightEnough]);

const endpoint = { path: '/v1/ai/beta/remove-background', encoding: 'form', answer: 'at-once' } as const;

/** Freepik Remove Background: what stands in front, on nothing or on a background of ours. */
export const rmbg = defineOperation({
  name: 'rmbg',
  localNames: { vi: 'xóa_nền' },
  description: { en: 'Remove the background of a picture', vi: 'Xóa nền của một ảnh' },
  title: { en: 'Remove background', vi: 'Xóa nền' },
  provider: 'freepik',
  endpoints: [{ ...endpoint, required: 'image_url' }],
  instead: ['edit'],
  prices: { standard: 1 },
  followUps: followUpsOf('rmbg', { hasPrompt: false }),
  main: mainPictureIsNeeded,
  pictureLimits: rmbgLimits,
  fields: rmbgFields,
  refuse: refuseRmbg,
  tier: () => 'standard',
  request: requestOf,
  altText: altTextOf,
});

function requestOf(input: RmbgInput): Omit<ProviderRequest, 'provider'> {
  const finish = finishOf(input);
  return {
    ...endpoint,
    body: {},
    pictures: [{ field: 'image_url', option: 'image', as: 'address' }],
    ...(finish && { finish }),
  };
}

/** The endpoint leaves nothing behind the subject: any other background is put there by us. */
function finishOf({ background }: RmbgInput): Finish | undefined {
  const wanted = background === undefined ? undefined : readBackground(background);
  if (wanted === undefined || wanted === 'transparent') return undefined;
  return { kind: 'background', background: wanted, option: 'image' };
}

function altTextOf(input: RmbgInput): Localized {
  const background = finishOf(input)?.background;
  if (background === undefined) {
    return { en: 'Background removed from the picture', vi: 'Ảnh đã xóa nền' };
  }
  if (background === 'blur') {
    return { en: 'Background removed and replaced by a blur', vi: 'Ảnh đã xóa nền, thay bằng nền mờ' };
  }
  return {
    en: `Background removed and replaced by the color ${background}`,
    vi: `Ảnh đã xóa nền, thay bằng màu ${background}`,
  };
}
