import { z } from 'zod';

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

export type FluxBody = z.output<typeof fluxBody>;

/** What the service takes, and does nothing with. */
export function ignoredFields(body: FluxBody): string[] {
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
