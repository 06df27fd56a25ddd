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
