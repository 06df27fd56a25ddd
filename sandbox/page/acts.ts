import { z } from 'zod';
import type { GivenFile, GivenOptions } from '../discord/command-options.ts';
import type { InteractionHandle } from '../discord/interactions.ts';
import { type JsonObject, objectsOf, textOf } from '../discord/json.ts';
import type { StoredMessage } from '../discord/messages.ts';
import type { Channel, User } from '../discord/world.ts';
import type { Sitting } from '../sitting.ts';
import { parseCommandLine, readOptions, type TypedCommand } from '../terminal/command-line.ts';
import type { Controls } from './controls.ts';
import { ownPath } from './localized.ts';
import type { ActAnswer } from './protocol.ts';
import type { Room } from './room.ts';

const text = z.string().max(8000);
const fieldValue = z.union([text, z.boolean(), z.array(text)]);

export const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), channel: text, line: text }),
  z.object({ kind: z.literal('suggest'), channel: text, line: text, option: text }),
  z.object({ kind: z.literal('menu'), message: text, name: text }),
  z.object({ kind: z.literal('click'), message: text, customId: text, values: z.array(text).optional() }),
  z.object({ kind: z.literal('submit'), customId: text, fields: z.record(text, fieldValue) }),
  z.object({ kind: z.literal('post'), channel: text, content: text, replyTo: text.optional() }),
  z.object({ kind: z.literal('delete'), message: text }),
  z.object({ kind: z.literal('react'), message: text, emoji: z.string().min(1).max(16), isAdded: z.boolean() }),
  z.object({ kind: z.literal('thread'), channel: text, name: z.string().trim().min(1).max(100) }),
  z.object({ kind: z.literal('older'), channel: text, before: text.optional() }),
  z.object({ kind: z.literal('json'), message: text }),
  z.object({ kind: z.literal('entry'), number: z.number() }),
  z.object({ kind: z.literal('agree') }),
  z.object({
    kind: z.literal('person'),
    who: text,
    isMember: z.boolean().optional(),
    isModerator: z.boolean().optional(),
    takesDirect: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('fault'), fault: text, isOn: z.boolean() }),
  z.object({ kind: z.literal('pace'), ms: z.number().min(0).max(600_000) }),
  z.object({
    kind: z.literal('jump'),
    ms: z
      .number()
      .min(0)
      .max(400 * 86_400_000),
  }),
  z.object({ kind: z.literal('process'), how: z.enum(['kill', 'restart', 'stop', 'drop']) }),
]);

/** An act as the page sends it: who does what; the id is its own, so that a request sent twice is done once. */
export const actRequest = z.object({ id: text, person: text, act });

export type Act = z.infer<typeof act>;
/** What was attached, by the name of the option or field, or none. */
export type Attached = readonly { readonly field: string; readonly file: GivenFile['file'] }[];

const FORM = 9;

/** What may make the bot order something from an API that is called for real. */
const COSTLY: readonly Act['kind'][] = ['command', 'menu', 'click', 'submit'];

interface ActsOptions {
  readonly sitting: Sitting;
  readonly room: Room;
  readonly controls: Controls;
  /** Told of each act as it begins, and of what came of it. */
  readonly note: (user: User, asked: Act, attached: Attached) => (answer: ActAnswer) => void;
}

/** Does what people do; whatever Discord's client would not let through is an error in words. */
export function createActs({ sitting, room, controls, note }: ActsOptions) {
  const { discord } = sitting.stage;

  function channelFor(user: User, id: string): Channel {
    const found = room.channelsOf(user).find(({ channel }) => channel.id === id);
    if (!found) throw new Error('You cannot see this channel.');
    return found.channel;
  }

  function messageFor(user: User, id: string): StoredMessage {
    const found = room.messageFor(user, id);
    if (!found) throw new Error('This message is not there any more.');
    return found;
  }

  /** Waits for the bot's first answer, as Discord's client does. */
  async function answered(handle: InteractionHandle): Promise<ActAnswer> {
    const acknowledged = await handle.acknowledged.catch(() => undefined);
    const made = handle.id;
    if (!acknowledged) return { error: 'This interaction failed: the bot did not answer in time.', made };
    const ms = Math.round(acknowledged.ms);
    return acknowledged.type === FORM && handle.modal ? { modal: handle.modal, ms, made } : { ms, made };
  }

  /** What stands in a line, with the names that options and choices have everywhere. */
  async function typedIn(user: User, channel: Channel, line: string, attached: Attached) {
    const commands = room.commandsOf(user)[channel.id] ?? [];
    const typed = parseCommandLine(line, commands);
    if (typeof typed === 'string') throw new Error(typed);
    const files = Object.fromEntries(attached.map(({ field, file }) => [field, file]));
    const options = await readOptions({ ...typed, values: withChoices(typed, user) }, async (_, option) => {
      const file = files[option];
      if (!file) throw new Error('no file');
      return file;
    });
    const own: GivenOptions = Object.fromEntries(
      Object.entries(options).map(([name, value]) => [ownName(typed.options, name), value]),
    );
    return { name: ownPath(commands, typed.name), options: own, typed };
  }

  /** Choices may be typed by their names; people by theirs. */
  function withChoices({ options, values }: TypedCommand, user: User): Readonly<Record<string, string>> {
    const meant = Object.entries(values).map(([name, value]) => {
      const option = options.find((each) => textOf(each, 'name') === name) ?? {};
      const choice = objectsOf(option, 'choices').find((each) => textOf(each, 'name') === value);
      if (choice) return [name, String(choice['value'])];
      const known = /^@(.+)$/.exec(value)?.[1];
      const person = sitting.people.find((each) => each.user.name === known)?.user;
      const place = room.channelsOf(user).find(({ view }) => `#${view.name}` === value)?.channel;
      return [name, person?.id ?? place?.id ?? value];
    });
    return Object.fromEntries(meant);
  }

  const ownName = (options: readonly JsonObject[], name: string): string =>
    textOf(options.find((option) => textOf(option, 'name') === name) ?? {}, 'own_name') ?? name;

  async function change(work: () => unknown): Promise<ActAnswer> {
    await work();
    room.tellControls();
    return {};
  }

  async function perform(user: User, asked: Act, attached: Attached): Promise<ActAnswer> {
    switch (asked.kind) {
      case 'command': {
        const channel = channelFor(user, asked.channel);
        const { name, options } = await typedIn(user, channel, asked.line, attached);
        return answered(await discord.runCommand({ user, channel, name, options }));
      }
      case 'suggest': {
        const channel = channelFor(user, asked.channel);
        const { name, options, typed } = await typedIn(user, channel, asked.line, attached);
        const focused = ownName(typed.options, asked.option);
        return { choices: await discord.autocomplete({ user, channel, name, options, focused }) };
      }
      case 'menu': {
        const message = messageFor(user, asked.message);
        const channel = channelFor(user, message.channelId);
        return answered(discord.runMessageCommand({ user, channel, name: asked.name, message }));
      }
      case 'click': {
        const { customId, values } = asked;
        const message = messageFor(user, asked.message);
        return answered(discord.click({ user, message, customId, ...(values ? { values } : {}) }));
      }
      case 'submit': {
        const files = Map.groupBy(attached, ({ field }) => field);
        const given = [...files].map(([field, each]) => [field, { files: each.map(({ file }) => file) }]);
        const fields = { ...asked.fields, ...Object.fromEntries(given) };
        return answered(await discord.submitModal({ user, customId: asked.customId, fields }));
      }
      case 'post': {
        const replyTo = asked.replyTo === undefined ? undefined : messageFor(user, asked.replyTo);
        const files = attached.map(({ file }) => file);
        if (asked.content.trim() === '' && files.length === 0) throw new Error('There is nothing to send.');
        const channel = channelFor(user, asked.channel);
        const { id } = await discord.post({ user, channel, content: asked.content, files, replyTo });
        return { made: id };
      }
      case 'delete': {
        discord.deleteAs(user, messageFor(user, asked.message));
        return {};
      }
      case 'react': {
        const { emoji, isAdded } = asked;
        discord.react({ user, message: messageFor(user, asked.message), emoji, isAdded });
        return {};
      }
      case 'thread': {
        const opened = sitting.openThread(channelFor(user, asked.channel), asked.name);
        room.tellAnew();
        return { made: opened.id };
      }
      case 'older':
        return { older: room.messagesIn(channelFor(user, asked.channel), user, asked.before) };
      case 'json':
        return { shown: room.about(messageFor(user, asked.message)) };
      case 'entry':
        return { shown: room.around(asked.number) };
      case 'agree':
        room.agreeToCosts();
        return {};
      case 'person': {
        const person = room.person(asked.who);
        if (!person) throw new Error('Nobody of this name is here.');
        controls.setPerson(person, asked);
        room.tellAnew();
        return {};
      }
      case 'fault':
        return change(() => controls.setFault(asked.fault, asked.isOn));
      case 'pace':
        return change(() => controls.setPace(asked.ms));
      case 'jump':
        return change(() => sitting.bot.jump(asked.ms));
      case 'process':
        return change(() => (asked.how === 'drop' ? controls.dropGateway() : sitting.bot[asked.how]()));
      default:
        return asked satisfies never;
    }
  }

  async function noted(user: User, asked: Act, attached: Attached): Promise<ActAnswer> {
    if (COSTLY.includes(asked.kind) && !room.isAgreed()) return { costs: sitting.real };
    const tell = note(user, asked, attached);
    const answer = await perform(user, asked, attached).catch((error: unknown) => ({
      error: error instanceof Error ? error.message : 'That did not work.',
    }));
    tell(answer);
    return answer;
  }

  const done = new Map<string, Promise<ActAnswer>>();

  return function run({ id, person, act: asked }: z.infer<typeof actRequest>, attached: Attached): Promise<ActAnswer> {
    const known = done.get(id);
    if (known) return known;
    const user = room.person(person);
    const answer = user ? noted(user, asked, attached) : Promise.resolve({ error: 'Nobody of this name is here.' });
    done.set(id, answer);
    if (done.size > 500) done.delete([...done.keys()][0] ?? '');
    return answer;
  };
}
