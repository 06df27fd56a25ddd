import type { z } from 'zod';
import type { Encoding } from '../http/local-server.ts';
import {
  type DecodedPicture,
  type InvalidParam,
  NOT_DOWNLOADED,
  type PictureSource,
  readPictures,
  understand,
} from './fields.ts';
import { fromResultHost, type Output, type ResultDelivery, type TaskWork } from './task-engine.ts';

/** `links` is the answer of the endpoint that has no tasks at all. */
export type AnswerShape = 'wrapped' | 'unwrapped' | 'task_status' | 'links';

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
  /** Below which its tasks are asked for, where that is another. */
  readonly pollPath: string;
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
  prepare(body: unknown, context: WorkContext): Promise<TaskWork | { readonly invalid: readonly InvalidParam[] }>;
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
  readonly delivery?: ResultDelivery;
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
  const {
    path,
    pollPath = path,
    answers = 'task',
    encoding = 'json',
    shape = 'wrapped',
    ignoresOtherContentTypes = false,
  } = definition;
  return {
    name: definition.name,
    path,
    pollPath,
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
export function givenPicture(picture: DecodedPicture | undefined): DecodedPicture {
  if (!picture) throw new Error('a required picture was not read: its field is missing in pictureFields');
  return picture;
}

const FULL_SIDES = { '1k': 1024, '2k': 2048, '4k': 4096 } as const;
/** Enough to tell the resolutions apart, and made in milliseconds. */
const SMALL_SIDES = { '1k': 384, '2k': 512, '4k': 640 } as const;

/** The name of an aspect ends in its ratio: widescreen_16_9. */
export function sizeOfAspect(aspect: string, resolution: '1k' | '2k' | '4k', { fullSize }: SizeOptions) {
  const [across = 1, down = 1] = aspect.split('_').slice(-2).map(Number);
  const longest = (fullSize ? FULL_SIDES : SMALL_SIDES)[resolution];
  const scale = longest / Math.max(across, down);
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

/** The same shape, no side longer than what one resolution has. */
export function sizeLike(width: number, height: number, resolution: '1k' | '2k' | '4k', { fullSize }: SizeOptions) {
  const scale = (fullSize ? FULL_SIDES : SMALL_SIDES)[resolution] / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
