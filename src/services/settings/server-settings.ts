import { type ServerSettings, serverSettingsSchema, unsetSettings } from '../../core/server-settings.ts';
import type { Session } from '../store/contract.ts';
import { readDocument } from './read-document.ts';

type Rows = Pick<Session, 'documents'>;

const keyOf = (guildId: string) => `server:${guildId}`;

/** What another version wrote and this one cannot read counts as never said. */
export async function readServerSettings({ documents }: Rows, guildId: string): Promise<ServerSettings> {
  return (await readDocument(documents, keyOf(guildId), serverSettingsSchema)) ?? unsetSettings;
}

export async function writeServerSettings(
  { documents }: Rows,
  guildId: string,
  settings: ServerSettings,
): Promise<void> {
  await documents.set(keyOf(guildId), JSON.stringify(settings));
}
