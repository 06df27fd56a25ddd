import type { Facts, InputOf } from '../core/operation.ts';
import type { Refusal } from '../core/refusal.ts';
import { isColors, parseColors } from './colors.ts';
import type { imagineFields } from './imagine-fields.ts';
import { findLora, mentionedCharacter } from './loras.ts';

export type ImagineInput = InputOf<typeof imagineFields>;
type Rule = (input: ImagineInput, facts: Facts) => Refusal | undefined;

const FLUID_SHAPES = ['square_1_1', 'social_story_9_16', 'widescreen_16_9', 'traditional_3_4', 'classic_4_3'];
const WITHOUT_LORAS = ['fluid', 'flexible', 'super_real', 'editorial_portraits'];

/** What Mystic would ignore silently, or what no retry could mend. */
export const refuseImagine: Rule = (input, facts) => {
  for (const rule of rules) {
    const refusal = rule(input, facts);
    if (refusal) return refusal;
  }
  return undefined;
};

const modelIsOffered: Rule = ({ model }, { disabledModels }) =>
  disabledModels.includes(model ?? 'realism') ? { code: 'switched-off', what: model ?? 'realism' } : undefined;

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

const strengthsHaveTheirSubject: Rule = (input) => {
  const { structure_strength, structure_reference, style_reference, adherence, hdr, look, look_strength } = input;
  if (structure_strength !== undefined && !structure_reference)
    return needs('structure_strength', 'structure_reference');
  if (adherence !== undefined && !style_reference) return needs('adherence', 'style_reference');
  if (hdr !== undefined && !style_reference) return needs('hdr', 'style_reference');
  return look_strength !== undefined && !look ? needs('look_strength', 'look') : undefined;
};

const characterStrengthHasACharacter: Rule = ({ character_strength, character, prompt }, { characters }) => {
  if (character_strength === undefined || character) return undefined;
  const isNamed = characters.length > 0 ? mentionedCharacter(characters, prompt) : /@[\p{L}\p{N}_-]+/u.test(prompt);
  return isNamed ? undefined : needs('character_strength', 'character');
};

const colorsAreColors: Rule = ({ colors }) => {
  const parsed = colors === undefined ? [] : parseColors(colors);
  return isColors(parsed) ? undefined : parsed;
};

const repeatableIsOnePicture: Rule = ({ repeatable, count }) =>
  repeatable && count !== undefined && count > 1
    ? { code: 'conflict', option: 'repeatable', other: 'count' }
    : undefined;

const rules: readonly Rule[] = [
  modelIsOffered,
  fluidHasFiveShapes,
  lorasAreNotIgnored,
  lorasAreKnown,
  strengthsHaveTheirSubject,
  characterStrengthHasACharacter,
  colorsAreColors,
  repeatableIsOnePicture,
];

const needs = (option: string, other: string): Refusal => ({ code: 'needs', option, needs: [other] });

function unknownChoice(option: string, typed: string, known: readonly { readonly name: string }[]): Refusal {
  return { code: 'bad-choice', option, value: typed.slice(0, 40), allowed: known.slice(0, 10).map(({ name }) => name) };
}
