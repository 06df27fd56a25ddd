import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { ExportPart, PrivacyState } from '../core/privacy.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { type MessageBody, messageBody, privately, relativeTime, textDisplay } from './message-body.ts';

export function renderPrivacy(state: PrivacyState, language: Language): MessageBody {
  const { sure: label } = textsFor(language).privacy;
  const said = textDisplay(privacyText(state, language));
  if (state.kind !== 'delete-confirm') return messageBody([said]);
  const sure = { type: ComponentType.Button, style: ButtonStyle.Danger, label, custom_id: state.sure } as const;
  return messageBody([said, ...rows([sure])]);
}

function privacyText(state: PrivacyState, language: Language): string {
  const texts = textsFor(language).privacy;
  switch (state.kind) {
    case 'edits':
      return texts.edits[state.edits ?? 'unsaid'];
    case 'export-asked':
      return texts.exportAsked;
    case 'export-under-way':
      return texts.exportUnderWay(relativeTime(state.since));
    case 'export-too-soon':
      return texts.exportTooSoon(relativeTime(state.next));
    case 'export-sent':
      return texts.exportSent(state.parts, state.unsent);
    case 'export-here':
      return texts.exportHere(state.parts, state.unsent);
    case 'export-closed':
      return texts.exportClosed;
    case 'export-failed':
      return texts.exportFailed;
    case 'delete-confirm':
      return texts.confirm(state.holdings, `<t:${Math.floor(state.monthEnds / 1000)}:D>`);
    case 'delete-asked':
      return texts.deleteAsked;
    case 'delete-under-way':
      return texts.deleteUnderWay(relativeTime(state.since));
    case 'delete-stale':
      return texts.deleteStale;
    case 'delete-not-yours':
      return texts.deleteNotYours;
    case 'delete-done':
      return texts.deleteDone(state.requests, state.beyondReach);
    default:
      return unreachable(state);
  }
}

/** One file of what somebody asked for, to them alone. */
export function renderExportPart({ part, isLast, name, isPrivate }: ExportPart, language: Language): MessageBody {
  const said = textDisplay(textsFor(language).privacy.exportPart(part, isLast));
  const body = messageBody([said, { type: ComponentType.File, file: { url: `attachment://${name}` } }]);
  return isPrivate ? privately(body) : body;
}
