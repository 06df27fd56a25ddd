import { ComponentType } from 'discord.js';
import type { LimitItem } from '../../core/limit-item.ts';
import type { OperatorLimits } from '../../core/limit-pages.ts';
import { textsFor } from '../../i18n/index.ts';
import { type MessageBody, messageBody, textDisplay } from '../message-body.ts';
import { fitting } from '../page-lines.ts';
import { memberMention } from './item-text.ts';
import { itemLine } from './table.ts';
import type { Wording } from './wording.ts';

const ACCENT = 0x5865f2;
const TEXT_LIMIT = 3400;

/** Everything that has a say about a member, what comes first on top. */
export function renderWhyList(
  memberId: string,
  items: readonly LimitItem[],
  operator: OperatorLimits,
  wording: Wording,
): MessageBody {
  const { why, table } = textsFor(wording.language).limitDesk;
  const { kept, left } = fitting(
    items.map((item, index) => `${index + 1}. ${itemLine(item, wording)}`),
    TEXT_LIMIT,
  );
  const lines = [
    why.title(memberMention(memberId)),
    ...(items.length === 0 ? [why.none] : kept),
    ...(left > 0 ? ['…', wording.typed('show')] : []),
    table.operator(operator.daily, operator.concurrent),
    ...(items.length > 1 ? [`-# ${why.order}`] : []),
  ];
  return messageBody([
    { type: ComponentType.Container, accent_color: ACCENT, components: [textDisplay(lines.join('\n'))] },
  ]);
}
