import { PictureError } from '../files/contract.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';
import { type ExportCursor, FIRST_CURSOR, isBefore, nextSection } from './export-cursor.ts';
import type { ExportItem, ExportPage, ReadExport } from './export-pages.ts';

export interface LoadedFile {
  readonly name: string;
  readonly modifiedAt: number;
  readonly content: Uint8Array;
}

/** As much as goes into one file. */
export interface Collected {
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

export type Collect = ReturnType<typeof createCollect>;
