import type { Clock } from '../../core/clock.ts';
import {
  changedSettings,
  differences,
  type ServerSettings,
  type SettingName,
  type SettingsChange,
  settingKeys,
} from '../../core/server-settings.ts';
import type { Store } from '../store/contract.ts';
import { readServerSettings, writeServerSettings } from './server-settings.ts';

export interface ChangedSettings {
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly changed: readonly SettingName[];
}

interface Parts {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: Clock;
}

/** The change and its line in the audit, both or neither; one moderator after the other. */
export function createChangeServerSettings({ store, clock }: Parts) {
  return (guildId: string, actorId: string, change: SettingsChange): Promise<ChangedSettings> =>
    store.transaction(async (session) => {
      await session.ledger.lock(guildId, actorId);
      const before = await readServerSettings(session, guildId);
      const after = changedSettings(before, change);
      const changed = differences(before, after);
      if (changed.length === 0) return { before, after, changed };
      await writeServerSettings(session, guildId, after);
      const detail = JSON.stringify({ before: told(before, changed), after: told(after, changed) });
      await session.audit.append({ at: clock.now(), scope: guildId, actorId, action: 'settings', detail });
      return { before, after, changed };
    });
}

export type ChangeServerSettings = ReturnType<typeof createChangeServerSettings>;

const told = (settings: ServerSettings, names: readonly SettingName[]) =>
  Object.fromEntries(names.map((name) => [name, settings[settingKeys[name]] ?? null]));
