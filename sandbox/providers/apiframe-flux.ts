import { z } from 'zod';
import { type FollowParameters, followReferences } from '../pictures/transforms.ts';
import { sizeLike, type WorkContext } from './endpoint.ts';
import { type InvalidParam, readPictures, understand } from './fields.ts';
import { fromResultHost, type Output, type TaskWork } from './task-engine.ts';

const models = ['flux-schnell', 'flux-pro', 'flux-dev', 'flux-pro-1.1', 'flux-pro-1.1-ultra'] as const;
type Model = (typeof models)[number];

const side = z.int().min(256).max(1440);

/** Fields that go with some models only. */
const modelsOf: Readonly<Record<string, readonly Model[]>> = {
  image_prompt_strength: ['flux-pro-1.1-ultra'],
  aspect_ratio: ['flux-pro-1.1-ultra'],
  raw: ['flux-pro-1.1-ultra'],
  steps: ['flux-pro', 'flux-dev'],
  guidance: ['flux-pro', 'flux-dev'],
  interval: ['flux-pro'],
};

function isAspect(text: string): boolean {
  const [across = 0, down = 0] = text.split(':').map(Number);
  return /^[1-9]\d?:[1-9]\d?$/.test(text) && across / down <= 21 / 9 && across / down >= 9 / 21;
}

export const fluxBody = z
  .strictObject({
    model: z.enum(models),
    prompt: z.string().min(1),
    image_prompt: z.string().optional(),
    image_prompt_strength: z.number().min(0).max(1).optional(),
    prompt_upsampling: z.boolean().optional(),
    width: side.optional(),
    height: side.optional(),
    aspect_ratio: z.string().refine(isAspect, 'Input should be between 21:9 and 9:21').optional(),
    steps: z.int().min(1).optional(),
    guidance: z.number().optional(),
    interval: z.int().min(1).max(4).optional(),
    seed: z.int().optional(),
    safety_tolerance: z.int().min(0).max(6).optional(),
    raw: z.boolean().optional(),
    webhook_url: z.url().optional(),
    webhook_secret: z.string().optional(),
  })
  .superRefine((body, context) => {
    for (const [field, known] of Object.entries(modelsOf)) {
      if (!(field in body) || known.includes(body.model)) continue;
      context.addIssue({ code: 'custom', path: [field], message: `Only for ${known.join(' and ')}` });
    }
  });

type FluxBody = z.output<typeof fluxBody>;

/** What the service takes, and does nothing with. */
function ignoredFields(body: FluxBody): string[] {
  const isUltra = body.model === 'flux-pro-1.1-ultra';
  return [
    ...(['width', 'height'] as const)
      .filter((field) => isUltra && body[field] !== undefined)
      .map((field) => `${field} is ignored by ${body.model}, which has an aspect_ratio`),
    ...(body.image_prompt_strength !== undefined && body.image_prompt === undefined
      ? ['image_prompt_strength is ignored without image_prompt']
      : []),
    ...(body.webhook_secret !== undefined && body.webhook_url === undefined
      ? ['webhook_secret is ignored without webhook_url']
      : []),
  ];
}

export async function prepareFlux(
  raw: unknown,
  context: WorkContext,
): Promise<TaskWork | { readonly invalid: readonly InvalidParam[] }> {
  const understood = understand(fluxBody, raw);
  if (!understood.ok) return { invalid: understood.invalid };
  const body = understood.data;
  const fields = ['image_prompt'] as const;
  const read = await readPictures(understood.body, { fields, source: 'base64', rule: () => undefined });
  if (read.invalid.length > 0) return { invalid: read.invalid };

  const references = read.pictures.image_prompt ? [read.pictures.image_prompt.bytes] : [];
  const wish = { ...body, strength: body.image_prompt_strength, size: sizeOf(body, context.sizes) };
  return {
    outputs: [paintFlux(wish, references, context)],
    webhookUrl: body.webhook_url,
    webhookHeaders: body.webhook_secret === undefined ? {} : { 'x-webhook-secret': body.webhook_secret },
    ignored: [...understood.forgiven, ...ignoredFields(body)],
    course: body.safety_tolerance === 0 && /\bwar\b/i.test(body.prompt) ? 'refused' : 'normal',
    failure: undefined,
    summary: withoutSecret(read.summary),
    delivery: fromResultHost,
    remarks: [],
    alwaysTellsNsfw: false,
  };
}

function withoutSecret(summary: unknown): unknown {
  if (typeof summary !== 'object' || summary === null || !('webhook_secret' in summary)) return summary;
  return { ...summary, webhook_secret: '(kept to itself)' };
}

interface FluxWish {
  readonly size: Pick<FollowParameters, 'width' | 'height'>;
  readonly prompt: string;
  readonly seed?: number | undefined;
  readonly steps?: number | undefined;
  readonly raw?: boolean | undefined;
  readonly strength?: number | undefined;
}

/** What the models make, whichever API asks them. */
export function paintFlux(
  { size, prompt, seed, steps, raw, strength }: FluxWish,
  references: readonly Buffer[],
  { variation }: WorkContext,
): Output {
  const parameters: FollowParameters = {
    ...size,
    prompt,
    seed: seed ?? variation,
    detail: Math.min(100, (steps ?? 25) * 2),
    saturation: raw ? 0.7 : 1,
    kept: (strength ?? 0.5) * 0.8,
  };
  return { nsfw: false, render: (make) => followReferences(references, make, parameters) };
}

function sizeOf(
  { model, aspect_ratio: aspect = '16:9', width = 1024, height = 768 }: FluxBody,
  sizes: WorkContext['sizes'],
) {
  if (model === 'flux-pro-1.1-ultra') {
    const [across = 16, down = 9] = aspect.split(':').map(Number);
    return sizeLike(across, down, '2k', sizes);
  }
  return sizes.fullSize ? { width, height } : sizeLike(width, height, '1k', sizes);
}
