import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { LimitItem, LimitTarget } from '../../core/limit-item.ts';
import { formatModId } from '../../core/mod-id.ts';
import { textsFor } from '../../i18n/index.ts';
import { rows } from '../card-buttons.ts';
import { type MessageBody, messageBody, textDisplay } from '../message-body.ts';
import { stateOf, titleOf } from './item-text.ts';
import type { Wording } from './wording.ts';

const ACCENT = 0x5865f2;
const WARNING = 0xf0b232;

/** Something that a moderator changed, or wanted to. */
export interface ShownChange {
  readonly target: LimitTarget;
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
  /** What it means, and what to do next. */
  readonly notes: readonly string[];
}

/** What was changed, from what to what, with the way back; without an entry nothing was. */
export function renderEdited(
  change: ShownChange & { readonly entryId: string | undefined },
  wording: Wording,
): MessageBody {
  const { entryId } = change;
  if (entryId === undefined) return unchanged(change, wording);
  return changed({ ...change, entryId }, `**${titleOf(change.target, wording)}**`, wording);
}

/** The same after an undo, which can be undone as well. */
export function renderUndone(change: ShownChange & { readonly entryId: string }, wording: Wording): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  return changed(change, `**${changes.undone(titleOf(change.target, wording))}**`, wording);
}

function changed(
  { target, before, after, notes, entryId }: ShownChange & { readonly entryId: string },
  title: string,
  wording: Wording,
): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const lines = [
    title,
    changes.now(stateOf(after, target.kind, wording)),
    changes.before(stateOf(before, target.kind, wording)),
    ...notes.map((note) => `-# ${note}`),
  ];
  const components = [textDisplay(lines.join('\n')), ...rows([undoButton(entryId, wording)])];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** It was like that already. */
function unchanged({ target, before, notes }: ShownChange, wording: Wording): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const lines = [
    `**${titleOf(target, wording)}**`,
    changes.unchanged(stateOf(before, target.kind, wording)),
    ...notes.map((note) => `-# ${note}`),
  ];
  const components = [textDisplay(lines.join('\n'))];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** Asks before an undo overwrites what came later; `mark` is how it stands at this moment. */
export function renderChangedSince(
  { target, before, after, entryId, mark }: Omit<ShownChange, 'notes'> & { entryId: string; mark: string },
  wording: Wording,
): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const asked = changes.changedSince(stateOf(before, target.kind, wording), stateOf(after, target.kind, wording));
  const button: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    label: changes.undoAnyway,
    custom_id: formatModId({ area: 'limits', deed: 'undo-sure', subject: `${entryId}.${mark}`, n: 1 }),
  };
  const components = [textDisplay(`**${titleOf(target, wording)}**\n${asked}`), ...rows([button])];
  return messageBody([{ type: ComponentType.Container, accent_color: WARNING, components }]);
}

export const undoButton = (entryId: string, { language }: Wording): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: textsFor(language).limitDesk.changes.undo,
  custom_id: formatModId({ area: 'limits', deed: 'undo', subject: entryId, n: 1 }),
});
