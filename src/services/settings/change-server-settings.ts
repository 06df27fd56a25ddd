import type { ChangeOrder, Edited } from '../../core/limit-item.ts';
import {
  changedSettings,
  differences,
  type ServerSettings,
  type SettingName,
  type SettingsChange,
  settingKeys,
  unsetSettings,
} from '../../core/server-settings.ts';
import type { Session, Store } from '../store/contract.ts';
import { readServerSettings } from './server-settings.ts';

export interface ChangedSettings {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly changed: readonly SettingName[];
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
      await session.ledger.lock(guildId, actorId);
      const before = await readServerSettings(session, guildId);
      const after = changedSettings(before, wanted);
      const changed = differences(before, after);
      for (const name of changed) {
        const target = { kind: 'setting', scope: guildId, name } as const;
        const value = after[settingKeys[name]];
        const isUnset = value === undefined || value === unsetSettings[settingKeys[name]];
        await change(session, { actorId, target, edit: () => (isUnset ? undefined : { ...target, value }) });
      }
      return { before, after, changed };
    });
}

export type ChangeServerSettings = ReturnType<typeof createChangeServerSettings>;
