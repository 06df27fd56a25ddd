import { serverSettings, settingOptions } from '../../commands/settings.ts';
import type { Clock } from '../../core/clock.ts';
import type { SettingsChange } from '../../core/server-settings.ts';
import type { CaseKeeper } from '../../services/cases/case-keeper.ts';
import { createLimitChanges } from '../../services/limit-changes/limit-changes.ts';
import { createChangeServerSettings } from '../../services/settings/change-server-settings.ts';
import { readServerSettings } from '../../services/settings/server-settings.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderSettings, renderSettingsChange, renderSettingsRefusal } from '../../views/settings-page.ts';
import type { Actor } from '../actor.ts';
import type { ModCommand, ModDesk } from '../moderator-commands.ts';
import type { Reply } from '../reply.ts';
import { settingsChange } from './settings-change.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keeper: Pick<CaseKeeper, 'hurry'>;
}

const words = { command: serverSettings, options: settingOptions };

/** `/settings`: what a server wants, and changing it. */
export function createSettingsDesk({ store, clock, keeper }: Parts): ModDesk {
  const change = createChangeServerSettings({ store, change: createLimitChanges({ store, clock }).within });

  async function show({ scope, place }: Actor, reply: Reply): Promise<void> {
    const settings = await readServerSettings(store, scope);
    const { count } = await store.cases.waiting(scope);
    await reply.show(renderSettings(settings, words, place.language, count), true);
  }

  async function apply(wanted: SettingsChange, { scope, ownerId, place }: Actor, reply: Reply): Promise<void> {
    const { count: waiting } = await store.cases.waiting(scope);
    const done = await change(scope, ownerId, wanted);
    if (done.changed.includes('log_channel')) keeper.hurry();
    await reply.show(renderSettingsChange({ ...done, waiting }, words, place.language), true);
  }

  const set: ModCommand = async (input, actor, reply, payload) => {
    const wanted = settingsChange(input, payload);
    if (!('refused' in wanted)) return apply(wanted, actor, reply);
    await reply.show(renderSettingsRefusal(wanted.refused, words, actor.place.language), true);
  };

  return {
    run: (input, actor, reply, payload) =>
      input.subcommand === 'set' ? set(input, actor, reply, payload) : show(actor, reply),
  };
}
