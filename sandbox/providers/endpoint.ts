import type { z } from 'zod';
import type { DecodedPicture } from './decode-picture.ts';
import { NOT_DOWNLOADED } from './fetch-picture.ts';
import { type PictureSource, readPictures } from './picture-fields.ts';
import type { Encoding } from './request-body.ts';
import type { AnswerShape } from './task-view.ts';
import { type InvalidParam, understand } from './validation.ts';
import { type Delivery, fromResultHost, type Output, type Work } from './work.ts';

export interface WorkContext {
  /** Differs from task to task: what makes a generation random. */
  readonly variation: number;
  readonly sizes: SizeOptions;
}

export interface SizeOptions {
  /** The sizes of the real service; otherwise small ones of the same shape. */
  readonly fullSize: boolean;
}

interface Traits {
  readonly name: string;
  readonly path: string;
  readonly encoding: Encoding;
  /** `task`: to be polled. `at-once`: the answer waits for the results, and there is nothing to poll. */
  readonly answers: 'task' | 'at-once';
  /** Of the answer to a submit: polls are always wrapped. */
  readonly shape: AnswerShape;
  /** The body of another content type is taken for an empty one, instead of refused. */
  readonly ignoresOtherContentTypes: boolean;
}

export interface Endpoint extends Traits {
  /** For whoever describes the endpoint; `prepare` looks at more than that. */
  readonly schema: z.ZodType;
  prepare(body: unknown, context: WorkContext): Promise<Work | { readonly invalid: readonly InvalidParam[] }>;
}

type Pictures<Field extends string> = Readonly<Partial<Record<Field, DecodedPicture>>>;

interface Definition<Body, Field extends string>
  extends Pick<Traits, 'name' | 'path'>,
    Partial<Omit<Traits, 'name' | 'path'>> {
  readonly schema: z.ZodType<Body>;
  /** Fields that hold a picture; those of a list as `name.0`, `name.1`. */
  readonly pictureFields: readonly Field[];
  /** Raw base64 when not said. */
  readonly pictureSource?: PictureSource;
  readonly delivery?: Delivery;
  /** What stands among the results without being a link. */
  readonly remarks?: readonly string[];
  /** `has_nsfw` is there even when all of it is false. */
  readonly alwaysTellsNsfw?: boolean;
  webhookUrl(body: Body): string | undefined;
  ignored(body: Body): readonly string[];
  isRefused(body: Body): boolean;
  /** Accepted first and failed later, for no reason that is told. */
  isBroken?(body: Body): boolean;
  /** What is wrong with one picture. */
  pictureRule?(picture: DecodedPicture): string | undefined;
  /** What is wrong with the pictures and the other fields together. */
  check?(body: Body, pictures: Pictures<Field>): readonly InvalidParam[];
  outputs(body: Body, pictures: Pictures<Field>, context: WorkContext): readonly Output[];
}

/** One file for each endpoint; its types end here. */
export function defineEndpoint<Body, Field extends string>(definition: Definition<Body, Field>): Endpoint {
  const { answers = 'task', encoding = 'json', shape = 'wrapped', ignoresOtherContentTypes = false } = definition;
  return {
    name: definition.name,
    path: definition.path,
    answers,
    encoding,
    shape,
    ignoresOtherContentTypes,
    schema: definition.schema,
    async prepare(raw, context) {
      const understood = understand(definition.schema, raw);
      if (!understood.ok) return { invalid: understood.invalid };
      const body = understood.data;

      const { pictures, summary, invalid, missing } = await readPictures(understood.body, {
        fields: definition.pictureFields,
        source: definition.pictureSource ?? 'base64',
        rule: (picture) => definition.pictureRule?.(picture),
      });
      if (invalid.length > 0) return { invalid };
      const unreadable = missing.map(({ field }) => ({ field, reason: NOT_DOWNLOADED }));
      const isMissing = unreadable.length > 0;
      // Who has no task to fail can only refuse.
      if (isMissing && answers === 'at-once') return { invalid: unreadable };
      const wrong = isMissing ? [] : (definition.check?.(body, pictures) ?? []);
      if (wrong.length > 0) return { invalid: wrong };

      const isBroken = definition.isBroken?.(body) ?? false;
      return {
        summary,
        outputs: isMissing ? [] : definition.outputs(body, pictures, context),
        webhookUrl: definition.webhookUrl(body),
        webhookHeaders: {},
        ignored: [
          ...understood.forgiven,
          ...definition.ignored(body),
          ...missing.map(({ field }) => `${field} could not be downloaded`),
        ],
        course: definition.isRefused(body) ? 'refused' : isMissing || isBroken ? 'failing' : 'normal',
        failure: isMissing ? NOT_DOWNLOADED : undefined,
        delivery: definition.delivery ?? fromResultHost,
        remarks: definition.remarks ?? [],
        alwaysTellsNsfw: definition.alwaysTellsNsfw ?? false,
      };
    },
  };
}

/** A picture in a field that the schema requires. */
export function given(picture: DecodedPicture | undefined): DecodedPicture {
  if (!picture) throw new Error('a required picture was not read: its field is missing in pictureFields');
  return picture;
}
