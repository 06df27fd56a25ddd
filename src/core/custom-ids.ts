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
interface PickId {
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
export const chainActions = ['chain', 'branch', 'redo'] as const;

export interface ChainId extends PictureId {
  readonly action: (typeof chainActions)[number];
}

export const formatChainId = ({ action, ...picture }: ChainId): string => `v1:${action}:${formatPictureId(picture)}`;

export function parseChainId(text: string): ChainId | undefined {
  const [, name, rest = ''] = /^v1:([a-z]+):(.+)$/.exec(text) ?? [];
  const action = chainActions.find((each) => each === name);
  const picture = parsePictureId(rest);
  return action && picture && { action, ...picture };
}

/** What can be done with a result: where it stands on no button, a menu has it. */
export type Deed = Exclude<Action, 'cancel' | 'get'> | 'chain' | 'redo';

export const formatDeedId = (deed: Deed, picture: PictureId): string => `v1:${deed}:${formatPictureId(picture)}`;

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
const pagedLists = ['jobs', 'history'] as const;
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

/** Actions that ask something before they do anything, and how they ask. */
const steps = {
  again: 'result',
  vary: 'result',
  expand: 'preset',
  relight: 'preset',
  restyle: 'preset',
  reword: 'form',
  prompt: 'form',
  delete: 'sure',
  report: 'form',
} as const satisfies Partial<Record<Action, string>>;

export type Step = (typeof steps)[keyof typeof steps];

/** The second step of an action: as stateless as the button that led to it. */
export interface StepId extends CustomId {
  readonly step: Step;
}

export const formatStepId = ({ action, step, subject, n }: StepId): string => `v1:${action}-${step}:${subject}:${n}`;

export function parseStepId(text: string): StepId | undefined {
  const [, action = '', step = '', rest = ''] = /^v1:([a-z]+)-([a-z]+)(:.*)$/.exec(text) ?? [];
  const id = parseCustomId(`v1:${action}${rest}`);
  const known = Object.entries(steps).find(([name]) => name === action)?.[1];
  return id && known !== undefined && known === step ? { ...id, step: known } : undefined;
}

/**
 * The menu of what can be done with a picture: what was chosen from it is the id that a button for it would have.
 * Where a message shows several, an entry is the id of one picture's own menu.
 */
export const formatChooseId = (picture: PictureId): string => `v1:choose:${formatPictureId(picture)}`;

export function parseChooseId(text: string): PictureId | undefined {
  const [, rest = ''] = /^v1:choose:(.+)$/.exec(text) ?? [];
  return parsePictureId(rest);
}

/** Parts of the moderators' work that have buttons, menus and forms of their own. */
export const modAreas = ['limits', 'words', 'record', 'settings', 'stats', 'doctor'] as const;
export type ModArea = (typeof modAreas)[number];

/** A button, menu or form of moderators, as stateless as the members': whoever uses it is looked at first. */
export interface ModId {
  readonly area: ModArea;
  readonly action: string;
  /** What it is about: an id, or an empty text. */
  readonly subject: string;
  /** From 1. */
  readonly n: number;
}

/** Buttons about a picture or its member. */
export const recordActions = [
  'open',
  'delete',
  'sure',
  'spoiler',
  'dismiss',
  'hour',
  'day',
  'lasting',
  'lift',
] as const;
export type RecordAction = (typeof recordActions)[number];

export const formatModId = ({ area, action, subject, n }: ModId): string => `v1:mod:${area}:${action}:${subject}:${n}`;

export function parseModId(text: string): ModId | undefined {
  const [, name, action, subject = '', n] =
    /^v1:mod:([a-z]+):([a-z-]{1,20}):([\w.@-]{0,40}):([1-9]\d{0,5})$/.exec(text) ?? [];
  const area = modAreas.find((each) => each === name);
  return area && action ? { area, action, subject, n: Number(n) } : undefined;
}

/** The last word of somebody who wants to be forgotten: as stateless as other buttons, theirs alone, and good for a while. */
export interface ForgetId {
  readonly ownerId: string;
  /** When it was asked, in milliseconds. */
  readonly askedAt: number;
}

export const formatForgetId = ({ ownerId, askedAt }: ForgetId): string =>
  `v1:forget:${ownerId}:${Math.floor(askedAt / 1000)}`;

export function parseForgetId(text: string): ForgetId | undefined {
  const [, ownerId, seconds] = /^v1:forget:(\d{1,20}):(\d{1,11})$/.exec(text) ?? [];
  return ownerId && seconds ? { ownerId, askedAt: Number(seconds) * 1000 } : undefined;
}
