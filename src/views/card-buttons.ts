import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { CardState } from '../core/card.ts';
import { type Action, formatCustomId } from '../core/custom-id.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { mayRetry } from './failures.ts';

export const ROW_WIDTH = 5;

/** Of a card without a result. */
export function actionButtons(state: CardState, language: Language): readonly APIButtonComponentWithCustomId[] {
  const labels = textsFor(language).buttons;
  return actionsOf(state).map((action) => ({
    type: ComponentType.Button,
    style: action === 'retry' || action === 'get' ? ButtonStyle.Primary : ButtonStyle.Secondary,
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
