import { LONGEST, SMALLEST_SIDE } from '../../src/commands/shared/options.ts';
import type { OptionShape } from '../../src/core/fields.ts';
import type { Localized } from '../../src/core/language.ts';
import type { Parameter, PictureForm } from './description.ts';

/** A field of one of the bot's commands: what it offers is what the endpoint takes. */
interface Offered {
  readonly option: OptionShape;
}

type Common = Pick<Parameter, 'isRequired' | 'explainsChoices'>;

export function choice(
  name: string,
  { option }: Offered,
  about: Localized,
  more: Common & { readonly default?: string } = {},
): Parameter {
  if (!option.choices) throw new Error(`${name} has no choices`);
  return { name, kind: 'choice', choices: option.choices, about, ...more };
}

export function amount(
  name: string,
  { option }: Offered,
  about: Localized,
  more: Common & { readonly default?: number } = {},
): Parameter {
  const { kind, minimum, maximum } = option;
  if (kind !== 'integer' && kind !== 'number') throw new Error(`${name} is no number`);
  const range = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  return { name, kind, ...range, about, ...more };
}

export const flag = (name: string, about: Localized, byDefault?: boolean): Parameter => ({
  name,
  kind: 'flag',
  about,
  ...(byDefault !== undefined && { default: byDefault }),
});

export const picture = (name: string, as: PictureForm, about: Localized, more: Common = {}): Parameter => ({
  name,
  kind: 'picture',
  as,
  about,
  ...more,
});

export const prompt = (about: Localized): Parameter => ({ name: 'prompt', kind: 'text', about });

export const requiredPrompt = (about: Localized): Parameter => ({
  name: 'prompt',
  kind: 'text',
  isNeverEmpty: true,
  isRequired: true,
  about,
});

export const webhookUrl: Parameter = {
  name: 'webhook_url',
  kind: 'address',
  about: {
    en: 'Where each change of the task is posted: see [Webhooks](#webhooks)',
    vi: 'Địa chỉ nhận thông báo mỗi khi tác vụ đổi trạng thái: xem [Webhook](#webhooks)',
  },
};

export const fixedGeneration = flag(
  'fixed_generation',
  {
    en: 'The same settings give the same picture: good for changing one thing at a time',
    vi: 'Cùng thiết lập cho ra cùng một ảnh: tiện khi muốn thử từng thay đổi nhỏ',
  },
  false,
);

export const filterNsfw: Parameter = flag(
  'filter_nsfw',
  { en: 'Filter what is not safe for work', vi: 'Lọc nội dung nhạy cảm (NSFW)' },
  false,
);

export const pictureShape: Localized = {
  en: `Every picture should be at least ${SMALLEST_SIDE} px a side, and between 1:${LONGEST} and ${LONGEST}:1. No document says so, but other clients refuse the rest before they ask.`,
  vi: `Mỗi ảnh nên có cạnh từ ${SMALLEST_SIDE} px và tỉ lệ từ 1:${LONGEST} đến ${LONGEST}:1. Tài liệu không nêu, nhưng các ứng dụng khác đều chặn trước những ảnh nằm ngoài khoảng này.`,
};
