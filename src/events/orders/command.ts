import { imagine } from '../../commands/imagine.ts';
import type { Catalog, Operation } from '../../core/operation.ts';
import type { FindPicture } from '../../services/pictures/find.ts';
import type { Actor } from '../shared/actor.ts';
import type { Interaction } from '../shared/reply.ts';
import type { SettingsOf } from './consent.ts';
import { type RawInput, rawInput, resolveFrom } from './input.ts';
import { type AskFor, refuse } from './order.ts';

interface Parts {
  readonly settingsOf: SettingsOf;
  readonly catalog: Pick<Catalog, 'factsNow'>;
}

/** The server's model where a member names none; left out with a look, and wherever it would make the request fail. */
export const createWithDefaultModel =
  ({ settingsOf, catalog }: Parts) =>
  async (operation: Operation, raw: RawInput, actor: Actor): Promise<RawInput> => {
    const isOpen = operation.name === imagine.name && raw['model'] === undefined && raw['look'] === undefined;
    const { defaultModel: model } = isOpen ? await settingsOf(actor) : { defaultModel: undefined };
    if (model === undefined) return raw;
    const wanted = { ...raw, model };
    return operation.prepare(wanted, catalog.factsNow()).ok ? wanted : raw;
  };

type WithDefaultModel = ReturnType<typeof createWithDefaultModel>;

interface RunOperationParts {
  readonly askFor: AskFor;
  readonly findPicture: FindPicture;
  readonly withDefaultModel: WithDefaultModel;
}

/** A slash command that asks for pictures. */
export function createRunOperation({ askFor, findPicture, withDefaultModel }: RunOperationParts) {
  return async function runOperation(operation: Operation, interaction: Interaction): Promise<void> {
    const { payload, actor, reply } = interaction;
    const typed = rawInput(payload);
    reply.plan(typed['private'] === true ? 'privately' : 'to all');
    const resolved = await resolveFrom(typed, operation, findPicture, actor);
    if ('refusal' in resolved) return refuse(interaction, resolved.refusal, operation);
    const { parentId } = resolved;
    const raw = await withDefaultModel(operation, resolved.raw, actor);
    const isSpoiler = resolved.isSpoiler || (typeof raw['spoiler'] === 'boolean' ? raw['spoiler'] : undefined);
    const isPrivate = raw['private'] === true;
    await askFor(interaction, { operation, raw, isPrivate, isSpoiler, actionKey: null, parentId });
  };
}
