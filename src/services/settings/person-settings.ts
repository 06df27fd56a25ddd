import { type PersonSettings, personSettingsSchema, unsetPersonSettings } from '../../core/person-settings.ts';
import type { Session } from '../store/contract.ts';
import { readDocument } from './read-document.ts';

type Rows = Pick<Session, 'documents'>;

const keyOf = (userId: string) => `person:${userId}`;

/** What another version wrote and this one cannot read counts as never said. */
export async function readPersonSettings({ documents }: Rows, userId: string): Promise<PersonSettings> {
  return (await readDocument(documents, keyOf(userId), personSettingsSchema)) ?? unsetPersonSettings;
}

export async function writePersonSettings(
  { documents }: Rows,
  userId: string,
  settings: PersonSettings,
): Promise<void> {
  await documents.set(keyOf(userId), JSON.stringify(settings));
}
