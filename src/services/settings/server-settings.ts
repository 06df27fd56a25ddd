import { type ServerSettings, serverSettingsSchema, unsetSettings } from '../../core/server-settings.ts';
import type { Session } from '../store/contract.ts';

type Rows = Pick<Session, 'documents'>;

const keyOf = (guildId: string) => `server:${guildId}`;

/** What another version wrote and this one cannot read counts as never said. */
export async function readServerSettings({ documents }: Rows, guildId: string): Promise<ServerSettings> {
  const stored = await documents.get(keyOf(guildId));
  if (stored === undefined) return unsetSettings;
  return serverSettingsSchema.safeParse(parsed(stored)).data ?? unsetSettings;
}

export async function writeServerSettings(
  { documents }: Rows,
  guildId: string,
  settings: ServerSettings,
): Promise<void> {
  await documents.set(keyOf(guildId), JSON.stringify(settings));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
