import { type FollowParameters, followReferences } from '../../pictures/transforms/follow-references.ts';
import type { WorkContext } from '../endpoint.ts';
import { readPictures } from '../picture-fields.ts';
import { sizeLike } from '../sizes.ts';
import { type InvalidParam, understand } from '../validation.ts';
import { fromResultHost, type Output, type Work } from '../work.ts';
import { type FluxBody, fluxBody, ignoredFields } from './flux-body.ts';

export async function prepareFlux(
  raw: unknown,
  context: WorkContext,
): Promise<Work | { readonly invalid: readonly InvalidParam[] }> {
  const understood = understand(fluxBody, raw);
  if (!understood.ok) return { invalid: understood.invalid };
  const body = understood.data;
  const fields = ['image_prompt'] as const;
  const read = await readPictures(understood.body, { fields, source: 'base64', rule: () => undefined });
  if (read.invalid.length > 0) return { invalid: read.invalid };

  const parameters = parametersOf(body, context);
  const references = read.pictures.image_prompt ? [read.pictures.image_prompt.bytes] : [];
  const output: Output = { nsfw: false, render: (make) => followReferences(references, make, parameters) };
  return {
    outputs: [output],
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

function parametersOf(body: FluxBody, { variation, sizes }: WorkContext): FollowParameters {
  return {
    ...sizeOf(body, sizes),
    prompt: body.prompt,
    seed: body.seed ?? variation,
    detail: Math.min(100, (body.steps ?? 25) * 2),
    saturation: body.raw ? 0.7 : 1,
    kept: (body.image_prompt_strength ?? 0.5) * 0.8,
  };
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
