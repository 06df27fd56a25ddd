import type { StoredPicture } from '../../core/picture-input.ts';
import { FileStoreError, PictureError } from '../files/contract.ts';
import type { Sources } from '../jobs/sources.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';
import type { Collect } from './collect.ts';
import type { PrivacyWords } from './contract.ts';
import type { ExportCursor } from './export-cursor.ts';
import type { ExportItem } from './export-pages.ts';
import type { ExportProgress } from './export-progress.ts';
import type { Part } from './send-part.ts';

interface MakeParts {
  readonly collect: Collect;
  readonly sources: Pick<Sources, 'addressOf'>;
  readonly words: Pick<PrivacyWords, 'unsent'>;
}

export interface MadePart {
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
