import { flag, optional, picture, text } from '../../core/fields.ts';
import type { Localized } from '../../core/language.ts';
import type { Facts } from '../../core/operation.ts';
import { type PictureInput, sizeOf } from '../../core/picture.ts';
import type { OptionValues, Refusal } from '../../core/refusal.ts';

/** How the API counts most strengths. */
export const percent = { minimum: 0, maximum: 100 };

/** `fixed_generation` of the Freepik endpoints. */
export const repeatable = flag({
  localNames: { vi: 'lặp_lại_được' },
  description: { en: 'The same settings give the same picture', vi: 'Cùng thiết lập cho ra cùng một ảnh' },
});

const FROM_LIMIT = 2000;

/** The picture that an operation works on: handed in, or one that exists already. */
export const mainPicture = {
  image: optional(
    picture({
      localNames: { vi: 'ảnh' },
      description: { en: 'The picture to work on', vi: 'Ảnh cần xử lý' },
    }),
  ),
  from: optional(
    text(
      {
        localNames: { vi: 'nguồn' },
        description: {
          en: 'Instead of a file: a recent picture, a job id, or a link',
          vi: 'Thay cho tệp: ảnh gần đây, mã công việc hoặc liên kết',
        },
        suggests: 'pictures',
      },
      FROM_LIMIT,
    ),
  ),
};

export const mainPictureIsNeeded = { isNeeded: true, options: ['image'] } as const;

const LIMIT = 300;

/** What was made, and from which words where there were some. */
export function altText(made: Localized, prompt: string | undefined): Localized {
  const words = prompt?.replaceAll(/\s+/g, ' ').slice(0, LIMIT).toWellFormed();
  return words ? { en: `${made.en}: ${words}`, vi: `${made.vi}: ${words}` } : made;
}

/** A model or mode that the operator has switched off, or that the provider no longer takes. */
export function refuseSwitchedOff(
  chosen: string,
  { disabledModels, retiredModels = [] }: Facts,
  { option, values }: OptionValues,
): Refusal | undefined {
  if (disabledModels.includes(chosen)) return { code: 'switched-off', what: chosen };
  if (!retiredModels.includes(chosen)) return undefined;
  const left = values.filter((value) => !disabledModels.includes(value) && !retiredModels.includes(value));
  return { code: 'switched-off', what: chosen, left: { option, values: left } };
}

/** An option that does nothing as long as none of the others is there. */
export function refuseAlone<Input>(
  input: Input,
  option: keyof Input & string,
  needs: readonly (keyof Input & string)[],
): Refusal | undefined {
  const isOfUse = input[option] === undefined || needs.some((other) => input[other]);
  return isOfUse ? undefined : { code: 'needs', option, needs };
}

/** Two options of which the provider takes one. */
export function refuseBoth<Input>(
  input: Input,
  option: keyof Input & string,
  other: keyof Input & string,
): Refusal | undefined {
  return input[option] === undefined || input[other] === undefined ? undefined : { code: 'conflict', option, other };
}

/** An option with which all of several pictures would be the same. */
export function refuseSameTwice<Input extends { readonly count?: number | undefined }>(
  input: Input,
  option: keyof Input & string,
): Refusal | undefined {
  const isFixed = input[option] !== undefined && input[option] !== false;
  return isFixed && (input.count ?? 1) > 1 ? { code: 'conflict', option, other: 'count' } : undefined;
}

/** Which choices of one option the others go with. */
interface WorksWith {
  /** The option that decides, and what it is. */
  readonly chooser: string;
  readonly chosen: string;
  readonly table: Readonly<Record<string, readonly string[]>>;
}

/** The first option that the chosen model or mode would ignore. */
export function refuseElsewhere(
  input: Readonly<Record<string, unknown>>,
  { chooser, chosen, table }: WorksWith,
): Refusal | undefined {
  for (const [option, values] of Object.entries(table)) {
    if (input[option] === undefined || values.includes(chosen)) continue;
    return { code: 'only-with', option, only: { option: chooser, values } };
  }
  return undefined;
}

export const SMALLEST_SIDE = 160;
export const LONGEST = 3;

/** What Relight, Style Transfer and the upscalers take; a picture whose size is not known yet is looked at again. */
export function refuseSize(pictures: Readonly<Record<string, PictureInput | undefined>>): Refusal | undefined {
  for (const [option, picture] of Object.entries(pictures)) {
    const size = sizeOf(picture);
    if (!size) continue;
    const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
    if (short < SMALLEST_SIDE) return { code: 'picture-too-small', option, minimum: SMALLEST_SIDE };
    if (long > short * LONGEST) return { code: 'picture-too-long', option, longest: LONGEST };
  }
  return undefined;
}

/** The first of many reasons. */
export function firstRefusal<Input>(
  rules: readonly ((input: Input, facts: Facts) => Refusal | undefined)[],
): (input: Input, facts: Facts) => Refusal | undefined {
  return (input, facts) => {
    for (const rule of rules) {
      const refusal = rule(input, facts);
      if (refusal) return refusal;
    }
    return undefined;
  };
}
