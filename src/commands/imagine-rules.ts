import type { Facts, InputOf } from '../core/operation.ts';
import type { Refusal } from '../core/refusal.ts';
import { isColors, parseColors } from './colors.ts';
import { models } from './imagine-choices.ts';
import type { imagineFields } from './imagine-fields.ts';
import { findLora, mentionedCharacter } from './loras.ts';
import { refuseAlone, refuseSameTwice, refuseSwitchedOff } from './option-rules.ts';
import { firstRefusal } from './picture-rules.ts';

export type ImagineInput = InputOf<typeof imagineFields>;
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
export const refuseImagine = firstRefusal<ImagineInput>([
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
