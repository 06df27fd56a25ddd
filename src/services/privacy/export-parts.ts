import { z } from 'zod';
import { PictureError, type StoredPicture } from '../../core/picture.ts';
import { FileStoreError } from '../files/contract.ts';
import type { Sources } from '../pictures/sources.ts';
import type { PrivacyRequest } from '../store/contract.ts';
import {
  cursorSchema,
  type ExportCursor,
  type ExportItem,
  type ExportPage,
  FIRST_CURSOR,
  isBefore,
  nextSection,
  type ReadExport,
} from './export-pages.ts';
import type { PrivacyWords } from './requests.ts';

export interface Part {
  readonly number: number;
  readonly isLast: boolean;
  readonly files: readonly LoadedFile[];
}

interface LoadedFile {
  readonly name: string;
  readonly modifiedAt: number;
  readonly content: Uint8Array;
}

/** As much as goes into one file. */
interface Collected {
  readonly files: readonly LoadedFile[];
  /** Null: there is nothing after it. */
  readonly cursor: ExportCursor | null;
  /** Names of pictures that are no longer to be had. */
  readonly missing: readonly string[];
}

interface Room {
  readonly limit: number;
  /** What cannot be had now counts as gone. */
  readonly isLastTry: boolean;
}

/** What a ZIP needs for each file beside its bytes. */
const OVERHEAD = 256;

/** Where everything is read from, and what of it does not fit. */
export function createCollect(read: ReadExport) {
  async function* itemsAfter(request: PrivacyRequest, start: ExportCursor) {
    let cursor: ExportCursor | undefined = start;
    while (cursor) {
      const { section }: ExportCursor = cursor;
      const { items, next }: ExportPage = await read(request, cursor);
      for (const item of items) yield { item, cursor: { section, after: item.at } };
      cursor = next === undefined ? nextSection(cursor) : { section, after: next };
    }
  }

  async function loaded({ load }: ExportItem, { isLastTry }: Room): Promise<Uint8Array | undefined> {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof PictureError) && !isLastTry) throw error;
      return undefined;
    }
  }

  return {
    /** From there on until it is full. */
    async collect(request: PrivacyRequest, start: ExportCursor, room: Room): Promise<Collected> {
      const files: LoadedFile[] = [];
      const missing: string[] = [];
      let last = start;
      let used = OVERHEAD;
      for await (const { item, cursor } of itemsAfter(request, start)) {
        const size = item.bytes + item.name.length + OVERHEAD;
        if (size + OVERHEAD <= room.limit) {
          if (used + size > room.limit) return { files, cursor: last, missing };
          const content = await loaded(item, room);
          if (content) files.push({ name: item.name, modifiedAt: item.modifiedAt, content });
          else missing.push(item.name);
          used += content ? content.byteLength + item.name.length + OVERHEAD : 0;
        }
        last = cursor;
      }
      return { files, cursor: null, missing };
    },

    /** Pictures that went into no file: too large, not to be had, or one too many. */
    async unsent(request: PrivacyRequest, end: ExportCursor | null, limit: number, missing: readonly string[]) {
      const left: ExportItem[] = [];
      for await (const { item, cursor } of itemsAfter(request, FIRST_CURSOR)) {
        const isTooLarge = item.bytes + item.name.length + 2 * OVERHEAD > limit;
        const isSent = end === null || isBefore(cursor, end);
        if (item.picture && (isTooLarge || !isSent || missing.includes(item.name))) left.push(item);
      }
      return left;
    },
  };
}

type Collect = ReturnType<typeof createCollect>;

/** What bots may attach to a direct message, with room for the rest of the request. */
const FIRST_LIMIT = 8_000_000;

const cursor = cursorSchema.nullable();

/** How far an export is: written down before and after each message, so that none is missing and none is twice. */
export const exportProgressSchema = z.object({
  /** After what the next file goes on; null when everything was handed out. */
  cursor: cursor.default(FIRST_CURSOR),
  /** Messages that were sent. */
  parts: z.int().default(0),
  /** Being sent; and where it goes on if that succeeds. */
  sending: z.object({ cursor, isLast: z.boolean() }).optional(),
  way: z.enum(['direct', 'token']).default('direct'),
  /** In bytes. */
  limit: z.int().default(FIRST_LIMIT),
  missing: z.array(z.string()).default([]),
  unsent: z.int().default(0),
  tries: z.int().default(0),
  end: z.enum(['sent', 'closed', 'failed']).optional(),
});
export type ExportProgress = z.infer<typeof exportProgressSchema>;

interface MakeParts {
  readonly collect: Collect;
  readonly sources: Pick<Sources, 'addressOf'>;
  readonly words: Pick<PrivacyWords, 'unsent'>;
}

interface MadePart {
  readonly part: Part;
  /** Where the next goes on. */
  readonly cursor: ExportCursor | null;
  readonly missing: readonly string[];
  /** Pictures that none of the messages has. */
  readonly unsent: number;
}

export type MakePart = (request: PrivacyRequest, progress: ExportProgress) => Promise<MadePart>;

/** Nobody wants more messages at once; the rest is told by its links. */
const MOST_PARTS = 10;
const PATIENT_TRIES = 5;

/** The next message of an export; the last one says what is in none. */
export function createMakePart({ collect, sources, words }: MakeParts): MakePart {
  async function linkOf({ picture }: ExportItem, ownerId: string): Promise<string | undefined> {
    if (!picture || picture.link !== undefined || picture.input.kind !== 'stored') return picture?.link;
    // without the address that Discord had for it, which is dead by now
    const { origin: _, ...stored }: StoredPicture = picture.input;
    return sources.addressOf(stored, ownerId).catch((error: unknown) => {
      if (error instanceof PictureError || error instanceof FileStoreError) return undefined;
      throw error;
    });
  }

  async function linksFile({ ownerId, language, askedAt }: PrivacyRequest, unsent: readonly ExportItem[]) {
    const { title, noLink } = words.unsent(language);
    const lines = [title];
    for (const item of unsent) lines.push(`${item.name}  ${(await linkOf(item, ownerId)) ?? noLink}`);
    return { name: 'links.txt', modifiedAt: askedAt, content: Buffer.from(`${lines.join('\n')}\n`) };
  }

  return async (request, { cursor: start, parts, limit, tries, missing: before }) => {
    const number = parts + 1;
    const room = { limit, isLastTry: tries >= PATIENT_TRIES };
    const isFull = number > MOST_PARTS;
    const nothing = { files: [], cursor: start, missing: [] };
    const { files, cursor, missing: lost } = start && !isFull ? await collect.collect(request, start, room) : nothing;
    const missing = [...before, ...lost];
    const isEnd = cursor === null || isFull;
    if (!isEnd) return { part: { number, isLast: false, files }, cursor, missing, unsent: 0 };
    const unsent = await collect.unsent(request, cursor, limit, missing);
    if (unsent.length === 0) return { part: { number, isLast: true, files }, cursor, missing, unsent: 0 };
    const links = await linksFile(request, unsent);
    // with what is left where that has room, else in a message of its own
    const used = files.reduce((sum, { content }) => sum + content.byteLength, 0);
    const hasRoom = used + links.content.byteLength < limit / 2 || files.length === 0;
    if (!hasRoom) return { part: { number, isLast: false, files }, cursor, missing, unsent: unsent.length };
    const part = { number, isLast: true, files: [...files, links] };
    return { part, cursor, missing, unsent: unsent.length };
  };
}
