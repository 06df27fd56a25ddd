import { type GivenOptions, OPTION } from '../../sandbox/discord/command-options.ts';
import { COMMAND } from '../../sandbox/discord/command-rules.ts';
import { COMPONENT, SELECTS } from '../../sandbox/discord/components.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  objectsOf,
  textOf,
} from '../../sandbox/discord/json.ts';
import type { LocalDiscord } from '../../sandbox/discord/local-discord.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, Role, User } from '../../sandbox/discord/world.ts';
import { type Given, pictureFile } from '../../test/end-to-end/pictures.ts';

export interface Scene {
  readonly discord: LocalDiscord;
  readonly user: User;
  readonly moderator: User;
  readonly role: Role;
  readonly channel: Channel;
}

/** What a person does; what Discord's client would not let them do is nothing. */
export type Act = () => Promise<InteractionHandle | undefined>;

const optionsIn = (command: JsonObject) =>
  objectsOf(command, 'options').filter((option) => (numberOf(option, 'type') ?? 0) > OPTION.group);

function pathsOf(
  command: JsonObject,
  before: string,
): readonly (readonly [path: string, options: readonly JsonObject[]])[] {
  const path = `${before}${textOf(command, 'name')}`;
  const inner = objectsOf(command, 'options').filter((option) => (numberOf(option, 'type') ?? 0) <= OPTION.group);
  return inner.length === 0 ? [[path, optionsIn(command)]] : inner.flatMap((each) => pathsOf(each, `${path} `));
}

/** Every command that is registered, with the least and with all that it takes, and what completes while one types. */
export async function commandActs({ discord, user, moderator, role, channel }: Scene): Promise<readonly Act[]> {
  const file = await pictureFile(192, 168);

  function valueFor(option: JsonObject): Given {
    const [choice] = objectsOf(option, 'choices');
    const chosen = choice?.['value'];
    if (typeof chosen === 'string' || typeof chosen === 'number') return chosen;
    switch (numberOf(option, 'type')) {
      case OPTION.integer:
      case OPTION.number:
        return numberOf(option, 'min_value') ?? 1;
      case OPTION.boolean:
        return true;
      case OPTION.user:
        return user.id;
      case OPTION.role:
        return role.id;
      case OPTION.channel:
        return channel.id;
      case OPTION.attachment:
        return { file };
      default:
        return option['name'] === 'until' ? '2h' : 'a fox';
    }
  }

  const given = (options: readonly JsonObject[]): GivenOptions =>
    Object.fromEntries(options.map((option) => [textOf(option, 'name') ?? '', valueFor(option)]));
  const typed = discord.commands().filter((command) => command['type'] === COMMAND.chatInput);
  return typed
    .flatMap((command) => pathsOf(command, ''))
    .flatMap(([name, options]): Act[] => {
      const needed = options.filter((option) => option['required'] === true);
      const sets = [needed, options];
      const completed = options.filter((option) => option['autocomplete'] === true);
      return [
        ...sets.map(
          (set, at): Act =>
            () =>
              discord.runCommand({ user: at % 2 === 0 ? moderator : user, channel, name, options: given(set) }),
        ),
        ...completed.map(
          (option): Act =>
            async () => {
              const focused = textOf(option, 'name') ?? '';
              await discord.autocomplete({ user, channel, name, focused, options: { [focused]: 'a' } });
              return undefined;
            },
        ),
      ];
    });
}

/** The menus of messages, on each of these. */
export function menuActs({ discord, user, channel }: Scene, messages: readonly StoredMessage[]): readonly Act[] {
  const menus = discord.commands().filter((command) => command['type'] === COMMAND.message);
  return messages.flatMap((message) =>
    menus.map(
      (menu): Act =>
        async () =>
          discord.runMessageCommand({ user, channel, message, name: textOf(menu, 'name') ?? '' }),
    ),
  );
}

function componentsIn(value: Json): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => componentsIn(each));
  if (!isObject(value)) return [];
  const own = textOf(value, 'custom_id') === undefined ? [] : [value];
  return [...own, ...[value['components'], value['accessory'], value['component']].flatMap(componentsIn)];
}

/** What stands for a button like it, whichever job it is of. */
const kindOf = (id: string): string => id.replace(/[0-9A-Z]{26}/g, 'JOB').replace(/\d+/g, 'N');

/** Each kind of button and menu that is seen in a message, once; forms that open are filled in and sent. */
export function pressActs({ discord, user, moderator }: Scene, seen: Set<string>): readonly Act[] {
  return discord.allMessages().flatMap((message) =>
    componentsIn([...message.components]).flatMap((component): Act[] => {
      const customId = textOf(component, 'custom_id') ?? '';
      const isMenu = SELECTS.has(numberOf(component, 'type') ?? 0);
      const choices = isMenu
        ? listOf(component, 'options').flatMap((option) => (isObject(option) ? [textOf(option, 'value') ?? ''] : []))
        : [''];
      return choices.slice(0, 30).flatMap((value): Act[] => {
        const kind = kindOf(`${customId} ${value}`);
        if (seen.has(kind)) return [];
        seen.add(kind);
        const presser = message.ephemeralFor === moderator.id || customId.includes(':mod:') ? moderator : user;
        const values = isMenu ? [value] : [];
        return [async () => discord.click({ user: presser, message, customId, values, force: true })];
      });
    }),
  );
}

/** The form that was opened, as somebody fills it in. */
export function formAct({ discord }: Scene, user: User, modal: JsonObject): Act {
  const fields = componentsIn(modal['components'] ?? []).flatMap((field): [string, string | readonly string[]][] => {
    const id = textOf(field, 'custom_id') ?? '';
    const type = numberOf(field, 'type') ?? 0;
    if (type === COMPONENT.textInput) return [[id, textOf(field, 'value') || 'a fox in the snow']];
    const [choice] = objectsOf(field, 'options');
    return choice ? [[id, [textOf(choice, 'value') ?? '']]] : [];
  });
  return () =>
    discord.submitModal({ user, customId: textOf(modal, 'custom_id') ?? '', fields: Object.fromEntries(fields) });
}
