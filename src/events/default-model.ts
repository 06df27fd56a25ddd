import { imagine } from '../commands/imagine.ts';
import type { Facts, Operation } from '../core/operation.ts';
import type { Actor } from './actor.ts';
import type { RawInput } from './raw-input.ts';
import type { SettingsOf } from './settings-of.ts';

interface Parts {
  readonly settingsOf: SettingsOf;
  readonly facts: () => Facts;
}

/** The server's model where a member names none; left out with a look, and wherever it would make the request fail. */
export const createWithDefaultModel =
  ({ settingsOf, facts }: Parts) =>
  async (operation: Operation, raw: RawInput, actor: Actor): Promise<RawInput> => {
    const isOpen = operation.name === imagine.name && raw['model'] === undefined && raw['look'] === undefined;
    const { defaultModel: model } = isOpen ? await settingsOf(actor) : { defaultModel: undefined };
    if (model === undefined) return raw;
    const wanted = { ...raw, model };
    return operation.prepare(wanted, facts()).ok ? wanted : raw;
  };

export type WithDefaultModel = ReturnType<typeof createWithDefaultModel>;
