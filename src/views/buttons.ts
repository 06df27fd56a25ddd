import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { CardState, FinishedPicture } from '../core/card.ts';
import { type Action, type Deed, formatChooseId, formatCustomId, formatDeedId } from '../core/custom-ids.ts';
import { mayRetry } from '../core/failure.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { FollowUp } from '../core/operation.ts';
import { textsFor } from '../i18n/index.ts';

const ROW_WIDTH = 5;

/** Beside a name that says the same to those who cannot see them. */
const emojis = {
  again: '🔁',
  vary: '🎲',
  upscale: '🔍',
  rmbg: '✂️',
  expand: '↔️',
  relight: '💡',
  restyle: '🎨',
  reword: '✏️',
  prompt: '📝',
  compare: '🆚',
  chain: '🎞️',
  redo: '🖼️',
  cancel: '✖️',
  retry: '🔄',
  share: '📣',
  delete: '🗑️',
  report: '🚩',
  get: '📥',
} as const satisfies Record<Action | Deed, string>;

const emojiOf = (deed: Action | Deed) => ({ name: emojis[deed] });

/** Of a card without a result. */
export function actionButtons(state: CardState, language: Language): readonly APIButtonComponentWithCustomId[] {
  const labels = textsFor(language).buttons;
  return actionsOf(state).map((action) => ({
    type: ComponentType.Button,
    style: action === 'retry' || action === 'get' ? ButtonStyle.Primary : ButtonStyle.Secondary,
    emoji: emojiOf(action),
    label: labels[action],
    custom_id: formatCustomId({ action, subject: state.jobId, n: 1 }),
  }));
}

function actionsOf({ status, failures, mayCancel, mayGet }: CardState): readonly Action[] {
  const cancel = mayCancel ? (['cancel'] as const) : [];
  switch (status.kind) {
    case 'queued':
    case 'working':
      return [...cancel, ...(mayGet ? (['get'] as const) : [])];
    case 'finished':
      return [];
    case 'failed':
      return [status.reason, ...failures].some(mayRetry) ? ['retry'] : [];
    case 'cancelled':
    case 'restarted':
      return ['retry'];
    default:
      return unreachable(status);
  }
}

export function rows(buttons: readonly APIButtonComponent[]): APIActionRowComponent<APIButtonComponent>[] {
  const count = Math.ceil(buttons.length / ROW_WIDTH);
  return Array.from({ length: count }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * ROW_WIDTH, (row + 1) * ROW_WIDTH),
  }));
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;
/** A deed with one of several pictures stands under its letter and number. */
interface Button {
  readonly deed: Deed;
  readonly n?: number;
}

/** The usual order: what is pressed most comes first. */
const ofAll = ['retry', 'again', 'prompt', 'share', 'report', 'delete'] as const satisfies readonly Deed[];
const ofOnePicture = [
  ...(['vary', 'upscale', 'reword', 'rmbg', 'expand', 'relight', 'restyle'] as const),
  ...(['compare', 'chain', 'redo'] as const),
] satisfies readonly Deed[];
const order: readonly Deed[] = ['retry', 'again', ...ofOnePicture, 'prompt', 'share', 'report', 'delete'];
/** Have a row of their own while there are few pictures. */
const lettered = ['upscale', 'vary'] as const satisfies readonly Deed[];
/** However little else is offered. */
const listedOnly: readonly Deed[] = ['compare', 'chain', 'redo', 'share', 'report', 'delete'];
const MOST_OPTIONS = 25;
const COMMONEST = 4;

/** Buttons for what is pressed most, and what the menu below them has. */
interface Offered {
  readonly rows: readonly (readonly Button[])[];
  readonly listed: readonly Deed[];
  /** Each has a menu of its own. */
  readonly pictures: readonly number[];
}

/** What can be done with a result: a row or two of buttons, and a menu for the rest. */
export function resultRows(state: CardState, language: Language): readonly Row[] {
  if (state.status.kind !== 'finished') return [];
  const { rows: buttons, listed, pictures } = offeredBy(state);
  const options = [
    ...pictures.map((n) => pictureOption(n, state, language)),
    ...listed.map((deed) => deedOption(deed, 1, state, language)),
  ];
  return [
    ...buttons.flatMap((row) => rows(row.map((button) => deedButton(button, state, language)))),
    ...menuRow(options, { state, n: 1 }, language),
  ];
}

/** All that can be done with one of several pictures. */
export function pictureMenu(state: CardState, n: number, language: Language): readonly Row[] {
  const options = offeredFor(state, n).map((deed) => deedOption(deed, n, state, language));
  return menuRow(options, { state, n }, language);
}

function offeredBy(state: CardState): Offered {
  const general = ofAll.filter((deed) => isOffered(deed, state));
  if (state.pictures.length <= 1) {
    const offered = order.filter((deed) => general.some((each) => each === deed) || isOfferedFor(deed, state, 1));
    const commonest = offered.filter((deed) => !listedOnly.includes(deed));
    const row: readonly Deed[] = [...commonest.slice(0, COMMONEST), ...offered.filter((deed) => deed === 'share')];
    return {
      rows: [row.map((deed) => ({ deed }))],
      listed: offered.filter((deed) => !row.includes(deed)),
      pictures: [],
    };
  }
  const inRow: readonly Deed[] = general.filter((deed) => ['retry', 'again', 'share'].includes(deed));
  const numbers = state.pictures.map((_, index) => index + 1).filter((n) => offeredFor(state, n).length > 0);
  return {
    rows: fill(letteredRows(state, numbers), inRow),
    listed: general.filter((deed) => !inRow.includes(deed)),
    pictures: numbers.slice(0, MOST_OPTIONS - ofAll.length),
  };
}

function letteredRows(state: CardState, numbers: readonly number[]): readonly (readonly Button[])[] {
  if (state.pictures.length > ROW_WIDTH) return [];
  const all = lettered.map((deed) => numbers.filter((n) => isOfferedFor(deed, state, n)).map((n) => ({ deed, n })));
  const isShort = all.flat().length < ROW_WIDTH;
  return (isShort ? [all.flat()] : all).filter((row) => row.length > 0);
}

/** Each goes where there is room, the last into a row of their own. */
function fill(given: readonly (readonly Button[])[], deeds: readonly Deed[]): readonly (readonly Button[])[] {
  const all = given.map((row) => [...row]);
  for (const deed of deeds) {
    const row = all.find(({ length }) => length < ROW_WIDTH);
    if (row) row.push({ deed });
    else all.push([{ deed }]);
  }
  return all;
}

const offeredFor = (state: CardState, n: number): readonly Deed[] =>
  ofOnePicture.filter((deed) => isOfferedFor(deed, state, n));

/** A picture that nobody sees here is nothing to go on from. */
const isSeen = (picture: FinishedPicture | undefined): boolean =>
  picture !== undefined && !picture.isExpired && !picture.isHidden;

function isOfferedFor(deed: Deed, state: CardState, n: number): boolean {
  const { operation, hasBefore, parent, pictures } = state;
  if (!ofOnePicture.some((each) => each === deed) || !isSeen(pictures[n - 1])) return false;
  switch (deed) {
    case 'compare':
    case 'redo':
      return hasBefore;
    case 'chain':
      return hasBefore || parent !== undefined;
    case 'rmbg':
      // what is cut out has no background; one that was put behind it is taken away by doing it again
      return leadsOn(deed, state) && operation.name !== 'rmbg';
    default:
      return leadsOn(deed, state);
  }
}

const leadsOn = (deed: Deed, { operation }: CardState): boolean =>
  operation.followUps.some(({ action }) => action === deed);

const isRetried = ({ steps, failures, cancelled = 0 }: CardState): boolean =>
  !steps && (failures.some(mayRetry) || cancelled > 0);

function isOffered(deed: (typeof ofAll)[number], state: CardState): boolean {
  const { operation, isPrivate, mayReport, pictures } = state;
  switch (deed) {
    case 'retry':
      return isRetried(state);
    case 'again':
      // beside the other one nobody could tell which of the two makes what
      return !isRetried(state) && operation.followUps.some((each) => each.action === deed && !isFixed(each, state));
    case 'share':
      return isPrivate && pictures.some(({ isExpired }) => !isExpired);
    case 'report':
      return mayReport && pictures.length > 0;
    case 'delete':
      return pictures.length > 0;
    case 'prompt':
      return leadsOn(deed, state);
    default:
      return unreachable(deed);
  }
}

/** By a seed or the like: once more would be the same picture. */
const isFixed = ({ without = [] }: FollowUp, { input }: CardState): boolean =>
  without.some((name) => input[name] !== undefined && input[name] !== false);

const idOf = (deed: Deed, n: number, { jobId }: CardState): string => formatDeedId(deed, { subject: jobId, n });

function deedButton({ deed, n }: Button, state: CardState, language: Language): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: deed === 'retry' ? ButtonStyle.Primary : ButtonStyle.Secondary,
    emoji: emojiOf(deed),
    label: n === undefined ? labelOf(deed, language) : `${letterOf(deed)}${n}`,
    custom_id: idOf(deed, n ?? 1, state),
  };
}

/** As everybody knows them who ever made four pictures at once. */
const letterOf = (deed: Deed): string => (deed === 'upscale' ? 'U' : 'V');

function labelOf(deed: Deed, language: Language): string {
  const { buttons, chain } = textsFor(language);
  if (deed === 'chain') return chain.history;
  return deed === 'redo' ? chain.repeat : buttons[deed];
}

const priceOfDeed = (deed: Deed, { prices = {} }: CardState): number | undefined =>
  deed === 'chain' || deed === 'redo' ? undefined : prices[deed];

function deedOption(deed: Deed, n: number, state: CardState, language: Language): APISelectMenuOption {
  const { deeds, priced } = textsFor(language).results;
  const price = priceOfDeed(deed, state) ?? 0;
  return {
    label: labelOf(deed, language),
    description: price > 0 ? priced(deeds[deed], price) : deeds[deed],
    emoji: emojiOf(deed),
    value: idOf(deed, n, state),
  };
}

function pictureOption(n: number, { jobId }: CardState, language: Language): APISelectMenuOption {
  const { menus, results } = textsFor(language);
  return {
    label: menus.numbered(n),
    description: results.ofThisPicture,
    emoji: { name: '🖼️' },
    value: formatChooseId({ subject: jobId, n }),
  };
}

function menuRow(
  options: readonly APISelectMenuOption[],
  { state, n }: { readonly state: CardState; readonly n: number },
  language: Language,
): readonly Row[] {
  if (options.length === 0) return [];
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: formatChooseId({ subject: state.jobId, n }),
    placeholder: textsFor(language).results.others,
    options: options.slice(0, MOST_OPTIONS),
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}

/** What the buttons cost, and what their letters stand for: one line, or none where there is nothing to say. */
export function pressLine(state: CardState, language: Language): string {
  if (state.status.kind !== 'finished') return '';
  const { results } = textsFor(language);
  const buttons = offeredBy(state).rows.flat();
  const isLettered = (deed: Deed) => buttons.some((each) => each.deed === deed && each.n !== undefined);
  const groups = new Map<number, string[]>();
  for (const deed of new Set(buttons.map((each) => each.deed))) {
    const price = priceOfDeed(deed, state) ?? 0;
    if (price === 0 && !isLettered(deed)) continue;
    const name = isLettered(deed) ? results.letter(letterOf(deed), labelOf(deed, language)) : labelOf(deed, language);
    groups.set(price, [...(groups.get(price) ?? []), name]);
  }
  const [only] = groups.keys();
  if (groups.size === 1 && only !== undefined && only > 0 && !buttons.some(({ n }) => n !== undefined))
    return `-# ${results.eachNew(only)}`;
  const parts = [...groups].map(([price, names]) => (price > 0 ? results.cost(names, price) : names.join(', ')));
  return parts.length > 0 ? `-# ${parts.join(' · ')}` : '';
}
