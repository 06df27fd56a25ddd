import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mimeTypes, PictureError, type PictureInput } from '../../core/picture.ts';
import { createSemaphore, type SharedSemaphore } from '../../core/semaphore.ts';
import { FileStoreError } from '../files/contract.ts';
import { writeFileSynced } from '../files/disk.ts';
import { drawFilmStrip, type Frame } from '../images/film-strip.ts';
import { type Font, openFont } from '../images/font.ts';
import { measure } from '../images/sharp.ts';
import type { Log } from '../log.ts';
import type { OpenSource } from '../pictures/open-source.ts';
import type { MessageFile } from './discord-api.ts';

export interface StripFrame {
  /** Undefined: the frame stays empty. */
  readonly picture: PictureInput | undefined;
  readonly caption: string;
}

/** Undefined where not one picture of it can be had. */
export type DrawStrip = (name: string, frames: readonly StripFrame[]) => Promise<MessageFile | undefined>;

interface FilmStripParts {
  /** A picture that lies on this machine. */
  readonly local: (picture: PictureInput) => Promise<string | undefined>;
  readonly open: OpenSource;
  readonly log: Log;
  /** Shared with all else that is drawn. */
  readonly drawing: Pick<SharedSemaphore, 'short'>;
}

const FETCH_MS = 20_000;
const LARGEST_BYTES = 200 * 1024 * 1024;

/** Chains of pictures as one, drawn one after the other. */
export function createFilmStrips({ local, open, log, drawing }: FilmStripParts): DrawStrip {
  const inTurn = createSemaphore(1);
  let font: Promise<Font> | undefined;

  async function fetched(picture: PictureInput, path: string): Promise<string> {
    const chunks = await open(picture, AbortSignal.timeout(FETCH_MS));
    await writeFileSynced(path, chunks, { maximumBytes: LARGEST_BYTES });
    return path;
  }

  async function pathOf(picture: PictureInput, folder: string, place: number): Promise<string | undefined> {
    try {
      const path = (await local(picture)) ?? (await fetched(picture, join(folder, String(place))));
      await measure(path);
      return path;
    } catch (error) {
      if (!(error instanceof PictureError || error instanceof FileStoreError)) throw error;
      log.info({ err: error }, 'a picture of a chain is not to be had');
      return undefined;
    }
  }

  async function draw(name: string, frames: readonly StripFrame[]): Promise<MessageFile | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-strip-'));
    try {
      const drawn: Frame[] = [];
      for (const [place, { picture, caption }] of frames.entries()) {
        drawn.push({ caption, path: picture && (await pathOf(picture, folder, place)) });
      }
      if (drawn.every(({ path }) => path === undefined)) return undefined;
      font ??= openFont();
      const written = await font;
      const { bytes, type } = await drawing.short(() => drawFilmStrip(written, drawn));
      return { name: `${name}.${type}`, blob: new Blob([bytes], { type: mimeTypes[type] }) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return (name, frames) => inTurn(() => draw(name, frames));
}
