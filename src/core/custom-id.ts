import { isUlid } from './ulid.ts';

export const actions = [
  'again',
  'vary',
  'upscale',
  'rmbg',
  'expand',
  'relight',
  'restyle',
  'reword',
  'prompt',
  'compare',
  'cancel',
  'retry',
  'share',
  'delete',
  'report',
  'get',
] as const;
export type Action = (typeof actions)[number];

/** What a button says by itself: no state behind it, so it works in a year. */
export interface CustomId {
  readonly action: Action;
  /** A job's id. */
  readonly subject: string;
  /** Which picture of the message, from 1. */
  readonly n: number;
}

export function formatCustomId({ action, subject, n }: CustomId): string {
  return `v1:${action}:${subject}:${n}`;
}

export function parseCustomId(text: string): CustomId | undefined {
  const [version, action, subject, n, ...rest] = text.split(':');
  const known = actions.find((name) => name === action);
  if (version !== 'v1' || !known || !subject || !isUlid(subject) || !n || !/^[1-9]\d?$/.test(n) || rest.length > 0) {
    return undefined;
  }
  return { action: known, subject, n: Number(n) };
}

/** A picture among those of a message that somebody opened the menu of: they are kept for a while under `subject`. */
export interface PickId {
  /** `words`: the form that asks what to do with it. */
  readonly kind: 'pick' | 'words';
  readonly subject: string;
  /** From 1. */
  readonly n: number;
}

export const formatPickId = ({ kind, subject, n }: PickId): string => `v1:${kind}:${subject}:${n}`;

export function parsePickId(text: string): PickId | undefined {
  const [, kind, subject, n] = /^v1:(pick|words):([0-9A-Z]{26}):([1-9]\d?)$/.exec(text) ?? [];
  if ((kind !== 'pick' && kind !== 'words') || !subject || !isUlid(subject)) return undefined;
  return { kind, subject, n: Number(n) };
}

/** `chain`: how a picture came about. `branch`: the menu of its steps. `redo`: the same steps on another picture. */
export const chainDeeds = ['chain', 'branch', 'redo'] as const;

export interface ChainId extends PictureId {
  readonly deed: (typeof chainDeeds)[number];
}

export const formatChainId = ({ deed, ...picture }: ChainId): string => `v1:${deed}:${formatPictureId(picture)}`;

export function parseChainId(text: string): ChainId | undefined {
  const [, name, rest = ''] = /^v1:([a-z]+):(.+)$/.exec(text) ?? [];
  const deed = chainDeeds.find((each) => each === name);
  const picture = parsePictureId(rest);
  return deed && picture && { deed, ...picture };
}

/** One picture of a job, as a menu names it. */
export interface PictureId {
  readonly subject: string;
  /** From 1. */
  readonly n: number;
}

export const formatPictureId = ({ subject, n }: PictureId): string => `${subject}:${n}`;

export function parsePictureId(text: string): PictureId | undefined {
  const [, subject, n] = /^([0-9A-Z]{26}):([1-9]\d?)$/.exec(text) ?? [];
  return subject && isUlid(subject) ? { subject, n: Number(n) } : undefined;
}

/** The form of a batch, and how its result is to be shown. */
export interface BatchId {
  readonly isPrivate: boolean;
  /** Undefined where the member did not say it. */
  readonly isSpoiler: boolean | undefined;
}

export const formatBatchId = ({ isPrivate, isSpoiler }: BatchId): string =>
  `v1:batch:${isPrivate ? 'private' : 'public'}:${coverOf(isSpoiler)}`;

const coverOf = (isSpoiler: boolean | undefined): string =>
  isSpoiler === undefined ? 'usual' : isSpoiler ? 'spoiler' : 'open';

export function parseBatchId(text: string): BatchId | undefined {
  const [, seen, cover] = /^v1:batch:(public|private):(usual|open|spoiler)$/.exec(text) ?? [];
  if (!seen || !cover) return undefined;
  return { isPrivate: seen === 'private', isSpoiler: cover === 'usual' ? undefined : cover === 'spoiler' };
}

/** The menu by which a member says when to be called. */
export const PING_ID = 'v1:ping:jobs';

/** Lists that a private message shows page by page. */
export const pagedLists = ['jobs', 'history'] as const;
export type PagedList = (typeof pagedLists)[number];

/** A button that turns the pages of a list: what is on the page is looked up when it is pressed. */
export interface PageId {
  readonly list: PagedList;
  /** From 1. */
  readonly page: number;
}

export const formatPageId = ({ list, page }: PageId): string => `v1:page:${list}:${page}`;

export function parsePageId(text: string): PageId | undefined {
  const [version, action, list, page, ...rest] = text.split(':');
  const known = pagedLists.find((name) => name === list);
  if (version !== 'v1' || action !== 'page' || !known || !/^[1-9]\d{0,5}$/.test(page ?? '') || rest.length > 0) {
    return undefined;
  }
  return { list: known, page: Number(page) };
}
