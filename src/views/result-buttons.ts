import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { CardState } from '../core/card.ts';
import { type Action, formatCustomId } from '../core/custom-id.ts';
import type { FollowUp } from '../core/follow-up.ts';
import type { Language } from '../core/language.ts';
import { formatChooseId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';
import { ROW_WIDTH, rows } from './card-buttons.ts';
import { mayRetry } from './failures.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;
interface Button {
  readonly action: Action;
  readonly n: number;
  readonly isNumbered: boolean;
}

/** The usual order: what is pressed most comes first. */
const order: readonly Action[] = [
  'retry',
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
  'share',
  'report',
  'delete',
];
const ofOnePicture: readonly Action[] = [
  'vary',
  'upscale',
  'rmbg',
  'expand',
  'relight',
  'restyle',
  'reword',
  'compare',
];
/** Have a row of their own while there are few pictures; the rest is in a menu. */
const inRows: readonly Action[] = ['upscale', 'vary'];
const MOST_OPTIONS = 25;

/** What can be done with a result, in at most four rows: those with the links are one more. */
export function resultRows(state: CardState, language: Language): readonly Row[] {
  if (state.status.kind !== 'finished') return [];
  const count = state.pictures.length;
  const whole = { n: 1, isNumbered: false };
  const actions = order.filter((action) => isOffered(action, state));
  if (count <= 1)
    return buttonRows(
      actions.map((action) => ({ action, ...whole })),
      state,
      language,
    );
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const ofEach = (action: Action) => numbers.map((n) => ({ action, n, isNumbered: true }));
  const listed = count > ROW_WIDTH ? [] : inRows.filter((action) => actions.includes(action));
  const others = ofOnePicture.filter((action) => actions.includes(action) && !listed.includes(action));
  const general = actions.filter((action) => !ofOnePicture.includes(action));
  return [
    ...listed.flatMap((action) => buttonRows(ofEach(action), state, language)),
    ...menuRow(others.flatMap(ofEach), state, language),
    ...buttonRows(
      general.map((action) => ({ action, ...whole })),
      state,
      language,
    ),
  ];
}

function isOffered(action: Action, state: CardState): boolean {
  const { operation, isPrivate, mayReport, hasBefore, pictures } = state;
  const leadsOn = operation.followUps.some((each) => each.action === action);
  const isKept = pictures.some(({ isExpired }) => !isExpired);
  // a picture that nobody sees here is nothing to go on from
  const isSeen = isKept && !pictures.every(({ isHidden }) => isHidden);
  if (!isSeen && ofOnePicture.includes(action)) return false;
  switch (action) {
    case 'retry':
      return !state.steps && (state.failures.some(mayRetry) || (state.cancelled ?? 0) > 0);
    case 'compare':
      return hasBefore && isKept;
    case 'share':
      return isPrivate && isKept;
    case 'report':
      return mayReport && pictures.length > 0;
    case 'delete':
      return pictures.length > 0;
    case 'again':
      return operation.followUps.some((each) => each.action === action && !isFixed(each, state));
    case 'rmbg':
      // what is cut out has no background; one that was put behind it is taken away by doing it again
      return leadsOn && operation.name !== 'rmbg';
    default:
      return leadsOn;
  }
}

/** By a seed or the like: once more would be the same picture. */
const isFixed = ({ without = [] }: FollowUp, { input }: CardState): boolean =>
  without.some((name) => input[name] !== undefined && input[name] !== false);

function buttonRows(buttons: readonly Button[], state: CardState, language: Language): readonly Row[] {
  return rows(
    buttons.map((button) => ({
      type: ComponentType.Button,
      style: button.action === 'delete' ? ButtonStyle.Danger : ButtonStyle.Secondary,
      label: labelOf(button, language),
      custom_id: idOf(button, state),
    })),
  );
}

function menuRow(buttons: readonly Button[], state: CardState, language: Language): readonly Row[] {
  if (buttons.length === 0) return [];
  const options: APISelectMenuOption[] = buttons
    .slice(0, MOST_OPTIONS)
    .map((button) => ({ label: labelOf(button, language), value: idOf(button, state) }));
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: formatChooseId(state.jobId),
    placeholder: textsFor(language).results.others,
    options,
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}

const idOf = ({ action, n }: Button, { jobId }: CardState): string => formatCustomId({ action, subject: jobId, n });

function labelOf({ action, n, isNumbered }: Button, language: Language): string {
  const { buttons, results } = textsFor(language);
  return isNumbered ? results.numbered(buttons[action], n) : buttons[action];
}
