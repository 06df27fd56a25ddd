import { z } from 'zod';
import type { PictureParameters } from '../../pictures/make-picture.ts';
import { defineEndpoint, sizeOfAspect, type WorkContext } from '../endpoint.ts';
import { type DecodedPicture, percent } from '../fields.ts';
import { loras } from '../loras.ts';

const strength = z.number().min(0).max(200);
const styleNames = loras.filter((lora) => lora.type === 'style').map((lora) => lora.name);
const characterIds = loras.filter((lora) => lora.type === 'character').map((lora) => String(lora.id));

const styling = z.strictObject({
  styles: z
    .array(z.strictObject({ name: z.enum(styleNames), strength: strength.default(100) }))
    .max(1)
    .optional(),
  characters: z
    .array(z.strictObject({ id: z.enum(characterIds).optional(), strength }))
    .max(1)
    .optional(),
  colors: z
    .array(z.strictObject({ color: z.string().regex(/^#[0-9A-F]{6}$/), weight: z.number().min(0.05).max(1) }))
    .min(1)
    .max(5)
    .optional(),
});

const aspects = [
  'square_1_1',
  'classic_4_3',
  'traditional_3_4',
  'widescreen_16_9',
  'social_story_9_16',
  'smartphone_horizontal_20_9',
  'smartphone_vertical_9_20',
  'standard_3_2',
  'portrait_2_3',
  'horizontal_2_1',
  'vertical_1_2',
  'social_5_4',
  'social_post_4_5',
  'film_horizontal_21_9',
  'film_vertical_9_21',
] as const;
const fluidAspects = new Set<string>([
  'square_1_1',
  'social_story_9_16',
  'widescreen_16_9',
  'traditional_3_4',
  'classic_4_3',
]);
const modelsWithoutLoras = new Set<string>(['fluid', 'flexible', 'super_real', 'editorial_portraits']);

const schema = z
  .strictObject({
    prompt: z.string().default(''),
    webhook_url: z.url().optional(),
    structure_reference: z.string().optional(),
    structure_strength: percent.optional(),
    style_reference: z.string().optional(),
    adherence: percent.optional(),
    hdr: percent.optional(),
    resolution: z.enum(['1k', '2k', '4k']).default('2k'),
    aspect_ratio: z.enum(aspects).default('square_1_1'),
    model: z.enum(['realism', 'fluid', 'zen', 'flexible', 'super_real', 'editorial_portraits']).default('realism'),
    creative_detailing: percent.default(33),
    engine: z.enum(['automatic', 'magnific_illusio', 'magnific_sharpy', 'magnific_sparkle']).default('automatic'),
    fixed_generation: z.boolean().default(false),
    filter_nsfw: z.boolean().default(true),
    styling: styling.optional(),
  })
  .refine((body) => body.model !== 'fluid' || fluidAspects.has(body.aspect_ratio), {
    path: ['aspect_ratio'],
    message: `Input should be one of ${[...fluidAspects].join(', ')} with the model fluid`,
  });

type Body = z.output<typeof schema>;
type References = Partial<Record<'structure_reference' | 'style_reference', DecodedPicture>>;

function usesLoras({ prompt, styling }: Body): boolean {
  const named = loras.some((lora) => new RegExp(`@${lora.name}(?![\\w-])`, 'i').test(prompt));
  return named || Boolean(styling?.styles?.length) || Boolean(styling?.characters?.length);
}

function whatStopsLoras(body: Body): string | undefined {
  if (body.structure_reference !== undefined || body.style_reference !== undefined) return 'a reference picture';
  return modelsWithoutLoras.has(body.model) ? `the model ${body.model}` : undefined;
}

function ignored(body: Body): string[] {
  const stop = whatStopsLoras(body);
  return [
    ...(stop !== undefined && usesLoras(body) ? [`LoRAs are ignored with ${stop}`] : []),
    ...(body.structure_strength !== undefined && body.structure_reference === undefined
      ? ['structure_strength is ignored without structure_reference']
      : []),
    ...(['adherence', 'hdr'] as const)
      .filter((field) => body[field] !== undefined && body.style_reference === undefined)
      .map((field) => `${field} is ignored without style_reference`),
    ...(body.filter_nsfw ? [] : ['filter_nsfw cannot be turned off with an ordinary key']),
  ];
}

export const mystic = defineEndpoint({
  name: 'mystic',
  path: '/v1/ai/mystic',
  schema,
  ignoresOtherContentTypes: true,
  alwaysTellsNsfw: true,
  pictureFields: ['structure_reference', 'style_reference'],
  webhookUrl: (body) => body.webhook_url,
  ignored,
  isRefused: (body) => body.model === 'fluid' && /\bwar\b/i.test(body.prompt),
  outputs(body, pictures, context) {
    const parameters = pictureOf(body, pictures, context);
    return [{ nsfw: /\bnsfw\b/i.test(body.prompt), render: (make) => make(parameters) }];
  },
});

function pictureOf(body: Body, pictures: References, { variation, sizes }: WorkContext): PictureParameters {
  const style = body.styling?.styles?.[0];
  const lora = whatStopsLoras(body) === undefined && style && loras.find(({ name }) => name === style.name);
  const { style_reference: styleReference, structure_reference: structureReference } = pictures;
  return {
    ...sizeOfAspect(body.aspect_ratio, body.resolution, sizes),
    prompt: body.prompt === '' ? `random ${variation}` : body.prompt,
    seed: body.fixed_generation ? 0 : variation,
    detail: body.model === 'zen' ? 10 : body.creative_detailing,
    saturation: body.model === 'flexible' ? 1.35 : 1,
    colors: body.styling?.colors ?? [],
    ...(lora && { tint: { color: lora.tint, strength: style.strength / 200 } }),
    ...(styleReference && { styleReference: styleReference.bytes, adherence: body.adherence ?? 50 }),
    ...(structureReference && {
      structureReference: structureReference.bytes,
      structureStrength: body.structure_strength ?? 50,
    }),
  };
}
