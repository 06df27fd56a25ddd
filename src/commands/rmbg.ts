import type { Localized } from '../core/language.ts';
import { defineOperation } from '../core/operation.ts';
import type { Finish, ProviderRequest } from '../core/provider.ts';
import { followUpsOf } from './follow-ups.ts';
import { mainPictureIsNeeded } from './main-picture.ts';
import { readBackground } from './rmbg-background.ts';
import { type RmbgInput, rmbgFields } from './rmbg-fields.ts';
import { refuseRmbg, rmbgLimits } from './rmbg-rules.ts';

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
