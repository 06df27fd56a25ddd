import { z } from 'zod';
import type { PictureMaker } from '../pictures/picture-cache.ts';
import { type DecodedPicture, decodePicture } from './decode-picture.ts';

export interface Output {
  readonly nsfw: boolean;
  /** Called for every download, so that no result waits in memory. */
  render(make: PictureMaker): Promise<Buffer>;
}

/** What a task will do, decided when it is accepted. */
export interface Work {
  readonly outputs: readonly Output[];
  readonly webhookUrl: string | undefined;
  /** What the real service says nothing about, though it does not do what was asked. */
  readonly ignored: readonly string[];
  /** Accepted first and refused later, as moderation does. */
  readonly isRefused: boolean;
  /** The body as sent, but for its pictures. */
  readonly summary: unknown;
}

export interface InvalidParam {
  readonly field: string;
  readonly reason: string;
}

export interface WorkContext {
  /** Differs from task to task: what makes a generation random. */
  readonly variation: number;
  readonly sizes: SizeOptions;
}

export interface SizeOptions {
  /** The sizes of the real service; otherwise small ones of the same shape. */
  readonly fullSize: boolean;
}

export interface Endpoint {
  readonly name: string;
  readonly path: string;
  prepare(body: unknown, context: WorkContext): Promise<Work | { readonly invalid: readonly InvalidParam[] }>;
}

type Pictures<Field extends string> = Readonly<Partial<Record<Field, DecodedPicture>>>;

interface Definition<Body, Field extends string> {
  readonly name: string;
  readonly path: string;
  readonly schema: z.ZodType<Body>;
  /** Fields that hold a picture as raw base64. */
  readonly pictureFields: readonly Field[];
  webhookUrl(body: Body): string | undefined;
  ignored(body: Body): readonly string[];
  isRefused(body: Body): boolean;
  outputs(body: Body, pictures: Pictures<Field>, context: WorkContext): readonly Output[];
}

const rawBody = z.record(z.string(), z.unknown());

/** One file for each endpoint; its types end here. */
export function defineEndpoint<Body, Field extends string>(definition: Definition<Body, Field>): Endpoint {
  return {
    name: definition.name,
    path: definition.path,
    async prepare(body, context) {
      const parsed = definition.schema.safeParse(body);
      if (!parsed.success) return { invalid: parsed.error.issues.flatMap(explain) };

      const raw = rawBody.parse(body);
      const summary: Record<string, unknown> = { ...raw };
      const pictures: Partial<Record<Field, DecodedPicture>> = {};
      for (const field of definition.pictureFields) {
        const text = raw[field];
        if (typeof text !== 'string') continue;
        const picture = await decodePicture(text);
        if (typeof picture === 'string') return { invalid: [{ field: `body.${field}`, reason: picture }] };
        pictures[field] = picture;
        summary[field] = { bytes: picture.bytes.length, width: picture.width, height: picture.height };
      }
      return {
        summary,
        outputs: definition.outputs(parsed.data, pictures, context),
        webhookUrl: definition.webhookUrl(parsed.data),
        ignored: definition.ignored(parsed.data),
        isRefused: definition.isRefused(parsed.data),
      };
    },
  };
}

function explain(issue: z.core.$ZodIssue): InvalidParam[] {
  const field = ['body', ...issue.path].join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field, reason: issue.message }];
  return issue.keys.map((key) => ({ field: `${field}.${key}`, reason: 'Extra inputs are not permitted' }));
}
