import { buildOptions, type GivenFile, type GivenOptions } from './command-options.ts';
import type { Commands } from './commands.ts';
import { SELECTS } from './component-types.ts';
import { placeOf } from './envelope.ts';
import type { createHandles, InteractionHandle } from './handles.ts';
import { type InteractionRecord, type Interactions, KIND } from './interactions.ts';
import { findComponent } from './interactive-parts.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import type { MessagePayloads } from './message-payload.ts';
import type { MessageStore } from './messages.ts';
import { type FieldValue, type ModalFields, submittedComponents } from './modals.ts';
import { memberPayload, userPayload } from './payloads.ts';
import { type Channel, FLAGS, type StoredMessage, type User } from './types.ts';
import type { Uploads } from './uploads.ts';
import type { World } from './world.ts';

interface Act {
  readonly user: User;
  readonly locale?: string;
  readonly attachmentSizeLimit?: number;
  readonly id?: string;
  /** A gateway session to deliver to, instead of the newest of the shard. */
  readonly session?: string;
}

export interface RunCommand extends Act {
  readonly channel: Channel;
  readonly name: string;
  readonly options?: GivenOptions;
}

export interface Autocomplete extends RunCommand {
  readonly focused: string;
}

export interface RunContextCommand extends Act {
  readonly channel: Channel;
  readonly name: string;
}

export interface Click extends Act {
  readonly message: StoredMessage;
  readonly customId: string;
  readonly values?: readonly string[];
  /** A forged click: the component may be missing, disabled, or not visible to the user. */
  readonly force?: boolean;
}

export interface SubmitModal extends Act {
  readonly customId: string;
  readonly fields: ModalFields;
  readonly message?: StoredMessage;
}

export interface ActsOptions {
  readonly world: World;
  readonly commands: Commands;
  readonly messages: MessageStore;
  readonly payloads: MessagePayloads;
  readonly interactions: Interactions;
  readonly handles: ReturnType<typeof createHandles>;
  readonly uploads: Uploads;
  readonly nextId: () => string;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** What a person does in Discord's client. */
export function createActs(options: ActsOptions) {
  const { world, commands, messages, payloads, interactions, handles, uploads, nextId } = options;

  const metadata = (id: string, type: number, user: User, owners: JsonObject, more: JsonObject = {}): JsonObject => ({
    id,
    type,
    user: userPayload(user),
    authorizing_integration_owners: owners,
    ...more,
  });

  function extraOf(act: Act): JsonObject {
    return {
      ...(act.locale === undefined ? {} : { locale: act.locale }),
      ...(act.attachmentSizeLimit === undefined ? {} : { attachment_size_limit: act.attachmentSizeLimit }),
    };
  }

  function commandOf(act: RunContextCommand, type: number): { command: JsonObject; path: readonly string[] } {
    const [name = '', ...path] = type === 1 ? act.name.split(' ') : [act.name];
    const command = commands.find(act.channel.guildId, type, name);
    if (!command) throw new Error(`no command ${act.name} is registered`);
    return { command, path };
  }

  const headOf = (command: JsonObject): JsonObject => ({
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
  });

  async function taker(given: readonly (GivenOptions[string] | FieldValue)[], channelId: string) {
    const files: readonly GivenFile['file'][] = given.flatMap((value) => {
      if (typeof value !== 'object') return [];
      if ('file' in value) return [value.file];
      return 'files' in value ? value.files : [];
    });
    const taken = await uploads(files, channelId, true);
    const shown = Object.fromEntries([...taken.values()].map((file) => [file.id, payloads.attachment(file)]));
    const resolved: JsonObject = taken.size > 0 ? { resolved: { attachments: shown } } : {};
    return { resolved, take: (file: GivenFile['file']) => taken.get(file)?.id ?? '' };
  }

  async function openCommand(act: RunCommand, kind: number, focused?: string): Promise<InteractionRecord> {
    const { command, path } = commandOf(act, 1);
    const given = act.options ?? {};
    const { resolved, take } = await taker(Object.values(given), act.channel.id);
    const built = buildOptions(command, path, given, take, focused);
    const id = act.id ?? nextId();
    const place = placeOf(world, act.user, act.channel);
    return interactions.open({
      ...place,
      id,
      kind,
      data: { ...headOf(command), options: built, ...resolved },
      extra: extraOf(act),
      metadata: metadata(id, KIND.command, act.user, place.owners, { name: act.name, command_type: 1 }),
      session: act.session,
    });
  }

  function openContext(
    act: RunContextCommand,
    type: number,
    targetId: string,
    resolved: JsonObject,
  ): InteractionHandle {
    const { command } = commandOf(act, type);
    const id = act.id ?? nextId();
    const place = placeOf(world, act.user, act.channel);
    return handles.of(
      interactions.open({
        ...place,
        id,
        kind: KIND.command,
        data: { ...headOf(command), target_id: targetId, resolved },
        extra: extraOf(act),
        metadata: metadata(id, KIND.command, act.user, place.owners, { name: act.name, command_type: type }),
        session: act.session,
      }),
    );
  }

  function channelOf(id: string): Channel {
    const channel = world.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    return channel;
  }

  /** A click belongs to the installation by which its message was made. */
  function clickPlace(user: User, message: StoredMessage) {
    const place = placeOf(world, user, channelOf(message.channelId));
    const owners = objectOf(message.interaction ?? {}, 'authorizing_integration_owners') ?? place.owners;
    return { ...place, owners };
  }

  return {
    runCommand: async (act: RunCommand): Promise<InteractionHandle> => handles.of(await openCommand(act, KIND.command)),

    async autocomplete(act: Autocomplete): Promise<readonly Choice[]> {
      const record = await openCommand(act, KIND.autocomplete, act.focused);
      await record.acknowledged;
      return (record.choices ?? []).map((choice) => ({
        name: textOf(choice, 'name') ?? '',
        value: textOf(choice, 'value') ?? numberOf(choice, 'value') ?? '',
      }));
    },

    runMessageCommand(act: RunContextCommand & { readonly message: StoredMessage }): InteractionHandle {
      const shown = payloads.message(act.message);
      return openContext(act, 3, act.message.id, { messages: { [act.message.id]: shown } });
    },

    runUserCommand(act: RunContextCommand & { readonly target: User }): InteractionHandle {
      const guild = act.channel.guildId === undefined ? undefined : world.guilds.get(act.channel.guildId);
      const users = { [act.target.id]: userPayload(act.target) };
      if (!guild) return openContext(act, 2, act.target.id, { users });
      const { user: _user, deaf: _deaf, mute: _mute, ...member } = memberPayload(world.member(guild, act.target));
      const permissions = world.memberPermissions(guild, act.target).toString();
      return openContext(act, 2, act.target.id, { users, members: { [act.target.id]: { ...member, permissions } } });
    },

    click(act: Click): InteractionHandle {
      const { message, user, customId } = act;
      const current = messages.find(message.id) ?? message;
      const component = findComponent(current.components, customId);
      if (!act.force) checkClick(current, component, act);
      const type = numberOf(component ?? {}, 'type') ?? 2;
      const id = act.id ?? nextId();
      const place = clickPlace(user, current);
      const data: JsonObject = {
        custom_id: customId,
        component_type: type,
        id: numberOf(component ?? {}, 'id') ?? 1,
        ...(SELECTS.has(type) ? { values: act.values ?? [] } : {}),
      };
      return handles.of(
        interactions.open({
          ...place,
          id,
          kind: KIND.component,
          data,
          source: current,
          extra: { ...extraOf(act), message: payloads.message(current) },
          metadata: metadata(id, KIND.component, user, place.owners, { interacted_message_id: current.id }),
          session: act.session,
        }),
      );
    },

    async submitModal(act: SubmitModal): Promise<InteractionHandle> {
      const opener = handles.openModal(act.user.id, act.customId);
      if (!opener?.modal) throw new Error(`${act.user.name} was shown no form ${act.customId}`);
      const { channel, guild, user, owners, isUserInstallOnly } = opener;
      const { resolved, take } = await taker(Object.values(act.fields), channel.id);
      const components = submittedComponents(opener.modal, act.fields, take);
      const message = act.message ?? opener.source;
      const source = message && (messages.find(message.id) ?? message);
      const id = act.id ?? nextId();
      return handles.of(
        interactions.open({
          channel,
          guild,
          user,
          owners,
          isUserInstallOnly,
          id,
          kind: KIND.modal,
          data: { custom_id: act.customId, components, ...resolved },
          source,
          extra: { ...extraOf(act), ...(source ? { message: payloads.message(source) } : {}) },
          metadata: metadata(id, KIND.modal, user, owners, { triggering_interaction_metadata: opener.metadata }),
          session: act.session,
        }),
      );
    },
  };
}

function checkClick(
  message: StoredMessage,
  component: JsonObject | undefined,
  { user, customId, values }: Click,
): void {
  if (message.deletedAt !== undefined) throw new Error(`message ${message.id} is deleted`);
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== user.id) {
    throw new Error(`${user.name} does not see message ${message.id}`);
  }
  if ((message.flags & FLAGS.LOADING) !== 0) throw new Error(`message ${message.id} is still loading`);
  if (!component) throw new Error(`message ${message.id} has no component ${customId}`);
  if (component['disabled'] === true) throw new Error(`component ${customId} is disabled`);
  const options = objectsOf(component, 'options').map((option) => option['value']);
  const wrong = (values ?? []).find((value) => options.length > 0 && !options.includes(value));
  if (wrong !== undefined) throw new Error(`component ${customId} has no option ${wrong}`);
}
