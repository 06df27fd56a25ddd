import type { UserUploads } from './attachments.ts';
import { buildOptions, type GivenFile, type GivenOption, type GivenOptions, OPTION } from './command-options.ts';
import { COMMAND } from './command-rules.ts';
import type { CommandVisibility } from './commands.ts';
import { COMPONENT, findComponent, findMenuOf, SELECTS } from './components.ts';
import {
  type createHandles,
  type InteractionHandle,
  type InteractionPlace,
  type InteractionRecord,
  type Interactions,
  KIND,
  placeOf,
  resolvedMember,
  resolvedOf,
} from './interactions.ts';
import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { readMentions } from './message-body.ts';
import { FLAGS, type MessageStore, type Reaction, type StoredMessage } from './messages.ts';
import { type FieldValue, type ModalFields, submittedComponents } from './modals.ts';
import { type MessagePayloads, userPayload } from './payloads.ts';
import { hasPermission } from './permissions.ts';
import type { Channel, User, World } from './world.ts';

interface UserAction {
  readonly user: User;
  readonly locale?: string;
  readonly attachmentSizeLimit?: number;
  readonly id?: string;
  /** A gateway session to deliver to, instead of the newest of the shard. */
  readonly session?: string;
}

interface RunContextCommand extends UserAction {
  readonly channel: Channel;
  readonly name: string;
}

interface RunCommand extends RunContextCommand {
  readonly options?: GivenOptions;
}

interface Autocomplete extends RunCommand {
  readonly focused: string;
}

interface RunMessageCommand extends RunContextCommand {
  readonly message: StoredMessage;
}

interface RunUserCommand extends RunContextCommand {
  readonly target: User;
}

interface Click extends UserAction {
  readonly message: StoredMessage;
  /** Of a button or a menu; an entry of a menu may be chosen by its value alone. */
  readonly customId: string;
  readonly values?: readonly string[];
  /** A forged click: the component may be missing, disabled, or not visible to the user. */
  readonly force?: boolean;
}

interface SubmitModal extends UserAction {
  readonly customId: string;
  readonly fields: ModalFields;
  readonly message?: StoredMessage;
}

interface Choice {
  readonly name: string;
  readonly value: string | number;
}

interface ActionContext {
  readonly world: World;
  readonly commands: CommandVisibility;
  readonly messages: MessageStore;
  readonly payloads: MessagePayloads;
  readonly interactions: Interactions;
  readonly handles: ReturnType<typeof createHandles>;
  readonly uploads: UserUploads;
  readonly nextId: () => string;
}

/** The parts that are alike in every interaction a person causes. */
function openingOf(act: UserAction, id: string, kind: number, place: InteractionPlace, about: JsonObject) {
  const metadata: JsonObject = {
    id,
    type: kind,
    user: userPayload(act.user),
    authorizing_integration_owners: place.owners,
    ...about,
  };
  const extra: JsonObject = {
    ...(act.locale === undefined ? {} : { locale: act.locale }),
    ...(act.attachmentSizeLimit === undefined ? {} : { attachment_size_limit: act.attachmentSizeLimit }),
  };
  return { ...place, id, kind, metadata, extra, session: act.session };
}

/** Takes the files out of what a person gave, before the interaction that names them is built. */
async function takeFiles(
  { uploads, payloads }: ActionContext,
  given: readonly (GivenOption | FieldValue)[],
  { channelId, sizeLimit }: { readonly channelId: string; readonly sizeLimit: number | undefined },
) {
  const files: readonly GivenFile['file'][] = given.flatMap((value) => {
    if (typeof value !== 'object') return [];
    if ('file' in value) return [value.file];
    return 'files' in value ? value.files : [];
  });
  const taken = await uploads(files, { channelId, ephemeral: true, sizeLimit });
  const shown = Object.fromEntries([...taken.values()].map((file) => [file.id, payloads.attachment(file)]));
  const resolved: JsonObject = taken.size > 0 ? { resolved: { attachments: shown } } : {};
  return { resolved, take: (file: GivenFile['file']) => taken.get(file)?.id ?? '' };
}

const toldOf = (resolved: JsonObject): JsonObject => (Object.keys(resolved).length > 0 ? { resolved } : {});

/** Menus of people, roles and channels, as the options of a command that take the same. */
const CHOSEN: Readonly<Record<number, number>> = {
  [COMPONENT.userSelect]: OPTION.user,
  [COMPONENT.roleSelect]: OPTION.role,
  [COMPONENT.channelSelect]: OPTION.channel,
};

function chosenOf(type: number, values: readonly unknown[]): readonly JsonObject[] {
  const kind = CHOSEN[type];
  if (kind === undefined) return [];
  return values.flatMap((value) => (typeof value === 'string' ? [{ type: kind, value }] : []));
}

function chosenIn(row: JsonObject): readonly JsonObject[] {
  const field = objectOf(row, 'component');
  return field ? chosenOf(numberOf(field, 'type') ?? 0, listOf(field, 'values')) : [];
}

/** Slash commands, their completion, and the two right-click menus. */
export function createCommandActions(context: ActionContext) {
  const { world, commands, payloads, interactions, handles, nextId } = context;

  function commandOf(act: RunContextCommand, type: number): { command: JsonObject; path: readonly string[] } {
    const [name = '', ...path] = type === COMMAND.chatInput ? act.name.split(' ') : [act.name];
    return { command: commands.find(act, type, name), path };
  }

  const headOf = (command: JsonObject): JsonObject => ({
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
  });

  async function openCommand(act: RunCommand, kind: number, focused?: string): Promise<InteractionRecord> {
    const { command, path } = commandOf(act, COMMAND.chatInput);
    const given = act.options ?? {};
    buildOptions(command, path, given, () => '', focused);
    const { resolved, take } = await takeFiles(context, Object.values(given), {
      channelId: act.channel.id,
      sizeLimit: act.attachmentSizeLimit,
    });
    const options = buildOptions(command, path, given, take, focused);
    const about = { name: act.name, command_type: COMMAND.chatInput };
    const place = placeOf(world, act.user, act.channel);
    const opening = openingOf(act, act.id ?? nextId(), kind, place, about);
    const all = { ...objectOf(resolved, 'resolved'), ...resolvedOf(world, place, options) };
    return interactions.open({ ...opening, data: { ...headOf(command), options, ...toldOf(all) } });
  }

  function openContext(act: RunContextCommand, type: number, target: string, resolved: JsonObject): InteractionHandle {
    const data = { ...headOf(commandOf(act, type).command), target_id: target, resolved };
    const place = placeOf(world, act.user, act.channel);
    const opening = openingOf(act, act.id ?? nextId(), KIND.command, place, { name: act.name, command_type: type });
    return handles.of(interactions.open({ ...opening, data }));
  }

  return {
    /** What Discord's client offers to this person here. */
    commandsFor: commands.seenBy,

    /** `name` may be `limits set`; what Discord's client would not send is refused by throwing. */
    runCommand: async (act: RunCommand): Promise<InteractionHandle> => handles.of(await openCommand(act, KIND.command)),

    async autocomplete(act: Autocomplete): Promise<readonly Choice[]> {
      const record = await openCommand(act, KIND.autocomplete, act.focused);
      await record.acknowledged;
      return (record.choices ?? []).map((choice) => ({
        name: textOf(choice, 'name') ?? '',
        value: textOf(choice, 'value') ?? numberOf(choice, 'value') ?? '',
      }));
    },

    runMessageCommand(act: RunMessageCommand): InteractionHandle {
      const { message } = act;
      return openContext(act, COMMAND.message, message.id, { messages: { [message.id]: payloads.message(message) } });
    },

    runUserCommand(act: RunUserCommand): InteractionHandle {
      const { target } = act;
      const guild = world.guilds.get(act.channel.guildId ?? '');
      const users = { [target.id]: userPayload(target) };
      if (!guild) return openContext(act, COMMAND.user, target.id, { users });
      const members = { [target.id]: resolvedMember(world, guild, world.member(guild, target)) };
      return openContext(act, COMMAND.user, target.id, { users, members });
    },
  };
}

/** Buttons, selects and forms. */
export function createComponentActions(context: ActionContext) {
  const { world, messages, payloads, interactions, handles, nextId } = context;

  /** A click belongs to the installation by which its message was made. */
  function placeOfClick(user: User, message: StoredMessage): InteractionPlace {
    const channel = world.channels.get(message.channelId);
    if (!channel) throw new Error(`no channel ${message.channelId}`);
    const place = placeOf(world, user, channel);
    const owners = objectOf(message.interaction ?? {}, 'authorizing_integration_owners') ?? place.owners;
    return { ...place, owners };
  }

  return {
    click(act: Click): InteractionHandle {
      const { user } = act;
      const current = messages.find(act.message.id) ?? act.message;
      const menu = findMenuOf(current.components, act.customId);
      const { customId, values = [] } = menu === undefined ? act : { customId: menu, values: [act.customId] };
      const component = findComponent(current.components, customId);
      if (!act.force) checkClick(current, component, { ...act, customId, values });
      const type = numberOf(component ?? {}, 'type') ?? 2;
      const place = placeOfClick(user, current);
      const data: JsonObject = {
        custom_id: customId,
        component_type: type,
        id: numberOf(component ?? {}, 'id') ?? 1,
        ...(SELECTS.has(type) ? { values } : {}),
        ...toldOf(resolvedOf(world, place, chosenOf(type, values))),
      };
      const about = { interacted_message_id: current.id };
      const opening = openingOf(act, act.id ?? nextId(), KIND.component, place, about);
      const extra = { ...opening.extra, message: payloads.message(current) };
      return handles.of(interactions.open({ ...opening, data, extra, source: current }));
    },

    async submitModal(act: SubmitModal): Promise<InteractionHandle> {
      const opener = handles.openModal(act.user.id, act.customId);
      if (!opener?.modal) throw new Error(`${act.user.name} was shown no form ${act.customId}`);
      const { channel, guild, user, owners, isUserInstallOnly, modal } = opener;
      submittedComponents(modal, act.fields, () => '');
      const { resolved, take } = await takeFiles(context, Object.values(act.fields), {
        channelId: channel.id,
        sizeLimit: act.attachmentSizeLimit,
      });
      const components = submittedComponents(modal, act.fields, take);
      const given = act.message ?? opener.source;
      const source = given && (messages.find(given.id) ?? given);
      const place = { channel, guild, user, owners, isUserInstallOnly };
      const about = { triggering_interaction_metadata: opener.metadata };
      const opening = openingOf(act, act.id ?? nextId(), KIND.modal, place, about);
      const extra = { ...opening.extra, ...(source ? { message: payloads.message(source) } : {}) };
      const all = { ...objectOf(resolved, 'resolved'), ...resolvedOf(world, place, components.flatMap(chosenIn)) };
      const data = { custom_id: act.customId, components, ...toldOf(all) };
      return handles.of(interactions.open({ ...opening, data, extra, source }));
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

interface Post {
  readonly user: User;
  readonly channel: Channel;
  readonly content?: string;
  readonly files?: readonly GivenFile['file'][];
  readonly replyTo?: StoredMessage | undefined;
}

interface PostsOptions {
  readonly world: World;
  readonly messages: MessageStore;
  readonly uploads: UserUploads;
}

/** What people do with messages, without any app. */
export function createUserPosts({ world, messages, uploads }: PostsOptions) {
  /** One's own, what is shown to oneself alone, and what the server lets one moderate. */
  function mayDelete(user: User, message: StoredMessage): boolean {
    if (message.ephemeralFor !== undefined) return message.ephemeralFor === user.id;
    const guild = world.guilds.get(message.guildId ?? '');
    if (guild && !guild.members.has(user.id)) return false;
    const isModerator = guild !== undefined && hasPermission(world.memberPermissions(guild, user), 'MANAGE_MESSAGES');
    return message.author.id === user.id || isModerator;
  }

  return {
    async post({ user, channel, content = '', files = [], replyTo }: Post): Promise<StoredMessage> {
      const guild = world.guilds.get(channel.guildId ?? '');
      if (guild) world.member(guild, user);
      const mentions = readMentions(world, {
        text: content,
        allowed: undefined,
        channelId: channel.id,
        mayCallAll: () =>
          guild !== undefined && hasPermission(world.memberPermissions(guild, user), 'MENTION_EVERYONE'),
      });
      const taken = await uploads(files, { channelId: channel.id, ephemeral: false });
      return messages.create({
        channelId: channel.id,
        guildId: channel.guildId,
        author: user,
        via: 'user',
        referenceId: replyTo?.id,
        content: { content, embeds: [], components: [], attachments: [...taken.values()], flags: 0, mentions },
      });
    },

    /** Whoever it was: as a test sees fit. */
    deleteMessage: (message: StoredMessage) => messages.remove(message),

    mayDelete,
    /** What Discord's client would not offer is refused by throwing. */
    deleteAs(user: User, message: StoredMessage): void {
      if (!mayDelete(user, message)) throw new Error('Only its author or a moderator may delete it.');
      messages.remove(message);
    },

    react(reaction: Reaction): void {
      if (reaction.message.ephemeralFor !== undefined) throw new Error('A private answer takes no reactions.');
      messages.react(reaction);
    },
  };
}
