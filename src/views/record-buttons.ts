import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import { formatModId, type RecordDeed } from '../core/mod-id.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';

interface About {
  /** A case or a job. */
  readonly subject: string;
  readonly isErased: boolean;
  readonly isCaseOpen: boolean;
  /** Whoever asked for it. */
  readonly isSuspended: boolean;
  /** Where it is not the record itself. */
  readonly opensRecord: boolean;
}

const styles: Readonly<Partial<Record<RecordDeed, ButtonStyle.Primary | ButtonStyle.Danger>>> = {
  open: ButtonStyle.Primary,
  delete: ButtonStyle.Danger,
  sure: ButtonStyle.Danger,
};

/** What moderators can do, in two rows: about the picture, and about its member. */
export function recordRows(about: About, language: Language): APIActionRowComponent<APIButtonComponent>[] {
  const { subject, isErased, isCaseOpen, isSuspended, opensRecord } = about;
  const ofPicture: readonly RecordDeed[] = [
    ...(opensRecord ? (['open'] as const) : []),
    ...(isErased ? [] : (['delete', 'spoiler'] as const)),
    ...(isCaseOpen ? (['dismiss'] as const) : []),
  ];
  return [
    ...rows(ofPicture.map((deed) => recordButton(deed, subject, language))),
    ...memberRows(subject, isSuspended, language),
  ];
}

/** What can be done about a member who is suspended, or is not. */
export function memberRows(subject: string, isSuspended: boolean, language: Language) {
  const deeds: readonly RecordDeed[] = isSuspended ? ['lift'] : ['hour', 'day', 'lasting'];
  return rows(deeds.map((deed) => recordButton(deed, subject, language)));
}

export function recordButton(deed: RecordDeed, subject: string, language: Language): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: styles[deed] ?? ButtonStyle.Secondary,
    label: textsFor(language).record.buttons[deed],
    custom_id: formatModId({ area: 'record', deed, subject, n: 1 }),
  };
}
