import { z } from 'zod';
import { mixStyle, type StyleParameters } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import { checkShape, percent } from '../fields.ts';

const flavors = ['faithful', 'gen_z', 'psychedelia', 'detaily', 'clear', 'donotstyle', 'donotstyle_sharp'] as const;
const engines = [
  'balanced',
  'definio',
  'illusio',
  '3d_cartoon',
  'colorful_anime',
  'caricature',
  'real',
  'super_real',
  'softy',
] as const;

const schema = z.strictObject({
  image: z.string(),
  reference_image: z.string(),
  webhook_url: z.url().optional(),
  prompt: z.string().default(''),
  style_strength: percent.default(100),
  structure_strength: percent.default(50),
  is_portrait: z.boolean().default(false),
  portrait_style: z.enum(['standard', 'pop', 'super_pop']).optional(),
  portrait_beautifier: z.enum(['beautify_face', 'beautify_face_max']).optional(),
  flavor: z.enum(flavors).default('faithful'),
  engine: z.enum(engines).default('balanced'),
  fixed_generation: z.boolean().default(false),
});

type Body = z.output<typeof schema>;

/** The POST is answered unwrapped and with `task_status`, the GET wrapped and with `status`. */
export const styleTransfer = defineEndpoint({
  name: 'style-transfer',
  path: '/v1/ai/image-style-transfer',
  shape: 'task_status',
  schema,
  pictureFields: ['image', 'reference_image'],
  pictureSource: 'base64-or-link',
  pictureRule: checkShape,
  webhookUrl: (body) => body.webhook_url,
  ignored: (body) =>
    (['portrait_style', 'portrait_beautifier'] as const)
      .filter((field) => !body.is_portrait && body[field] !== undefined)
      .map((field) => `${field} is ignored without is_portrait`),
  isRefused: () => false,
  outputs(body, pictures, { variation }) {
    const image = givenPicture(pictures.image).bytes;
    const reference = givenPicture(pictures.reference_image).bytes;
    const parameters = parametersOf(body, variation);
    return [{ nsfw: /\bnsfw\b/i.test(body.prompt), render: () => mixStyle(image, reference, parameters) }];
  },
});

function parametersOf(body: Body, variation: number): StyleParameters {
  const { flavor, engine, portrait_style: portrait, portrait_beautifier: beautifier } = body;
  const isUnstyled = flavor === 'donotstyle' || flavor === 'donotstyle_sharp';
  return {
    style: isUnstyled ? 0 : body.style_strength,
    structure: body.structure_strength,
    saturation:
      { standard: 1, pop: 1.3, super_pop: 1.7 }[(body.is_portrait && portrait) || 'standard'] * saturationOf(body),
    hue: (flavor === 'psychedelia' ? 120 : 0) + (body.fixed_generation ? 0 : variation),
    contrast: engine === 'super_real' || engine === 'definio' ? 1.15 : 1,
    isSharp: flavor === 'detaily' || flavor === 'clear' || flavor === 'donotstyle_sharp',
    smooth:
      (engine === 'softy' ? 0.8 : 0) +
      { none: 0, beautify_face: 0.5, beautify_face_max: 1 }[(body.is_portrait && beautifier) || 'none'],
  };
}

function saturationOf({ flavor, engine }: Body): number {
  if (flavor === 'gen_z' || engine === 'colorful_anime' || engine === '3d_cartoon') return 1.4;
  return engine === 'real' ? 0.9 : 1;
}
