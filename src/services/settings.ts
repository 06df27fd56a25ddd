import type { z } from 'zod';
import { parseJson } from '../core/json.ts';
import type { ChangeOrder, Edited } from '../core/limits/changes.ts';
import {
  changedSettings,
  differences,
  type PersonSettings,
  personSettingsSchema,
  type ServerSettings,
  type SettingName,
  type SettingsChange,
  serverSettingsSchema,
  settingKeys,
  unsetPersonSettings,
  unsetSettings,
} from '../core/settings.ts';
import type { Documents, Session, Store } from './store/contract.ts';

/** Undefined for what is not there, and for what is there and cannot be read. */
async function readDocument<S extends z.ZodType>(
  documents: Pick<Documents, 'get'>,
  key: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  const stored = await documents.get(key);
  return stored === undefined ? undefined : schema.safeParse(parseJson(stored)).data;
}

type Rows = Pick<Session, 'documents'>;

const serverKey = (guildId: string) => `server:${guildId}`;

/** What another version wrote and this one cannot read counts as never said. */
export async function readServerSettings({ documents }: Rows, guildId: string): Promise<ServerSettings> {
  return (await readDocument(documents, serverKey(guildId), serverSettingsSchema)) ?? unsetSettings;
}

export async function writeServerSettings(
  { documents }: Rows,
  guildId: string,
  settings: ServerSettings,
): Promise<void> {
  await documents.set(serverKey(guildId), JSON.stringify(settings));
}

interface ChangedSettings {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly changed: readonly SettingName[];
  /** Of the server's log, by which each can be taken back. */
  readonly entries: Readonly<Partial<Record<SettingName, string>>>;
}

interface Parts {
  readonly store: Pick<Store, 'transaction'>;
  /** What is changed, and the entry of the server's log that tells of it. */
  readonly change: (session: Session, order: ChangeOrder) => Promise<Edited>;
}

/** The changes and their entries in the log, all or none; one moderator after the other. */
export function createChangeServerSettings({ store, change }: Parts) {
  return (guildId: string, actorId: string, wanted: SettingsChange): Promise<ChangedSettings> =>
    store.transaction(async (session) => {
      await session.ledger.lockServer(guildId);
      const before = await readServerSettings(session, guildId);
      const after = changedSettings(before, wanted);
      const changed = differences(before, after);
      const entries: Partial<Record<SettingName, string>> = {};
      for (const name of changed) {
        const target = { kind: 'setting', scope: guildId, name } as const;
        const value = after[settingKeys[name]];
        const isUnset = value === undefined || value === unsetSettings[settingKeys[name]];
        const edit = () => (isUnset ? undefined : { ...target, value });
        const { entryId } = await change(session, { actorId, target, edit });
        if (entryId !== undefined) entries[name] = entryId;
      }
      return { before, after, changed, entries };
    });
}

const personKey = (userId: string) => `person:${userId}`;

/** What another version wrote and this one cannot read counts as never said. */
export async function readPersonSettings({ documents }: Rows, userId: string): Promise<PersonSettings> {
  return (await readDocument(documents, personKey(userId), personSettingsSchema)) ?? unsetPersonSettings;
}

export async function writePersonSettings(
  { documents }: Rows,
  userId: string,
  settings: PersonSettings,
): Promise<void> {
  await documents.set(personKey(userId), JSON.stringify(settings));
}
