import { given, type JsonObject } from '../core/json.ts';
import type { Facts } from '../core/operation.ts';
import type { ProviderRequest } from '../core/provider.ts';
import { isColors, parseColors } from './colors.ts';
import type { ImagineInput } from './imagine-rules.ts';
import { findLora } from './loras.ts';

const STRENGTH = 100;

export const imagineEndpoint = { path: '/v1/ai/mystic' };

/** The body as Mystic documents it: what was not said is left to the API, but for the size that sets the price. */
export function imagineRequest(input: ImagineInput, facts: Facts): Omit<ProviderRequest, 'provider'> {
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
