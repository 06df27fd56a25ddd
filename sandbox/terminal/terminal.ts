import { clearLine, cursorTo } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { systemClock } from '../../src/core/clock.ts';
import { OPTION } from '../discord/command-options.ts';
import { textOf } from '../discord/json.ts';
import type { Act, Attached } from '../page/acts.ts';
import type { ActAnswer } from '../page/protocol.ts';
import type { PageServer } from '../page/server.ts';
import type { Sitting } from '../sitting.ts';
import { completions, parseCommandLine, readDraft } from './command-line.ts';
import { createDeeds, HELP, menusOf } from './deeds.ts';
import { chosen, createForm, type Form, howMany } from './form.ts';
import { painted } from './markdown-text.ts';
import { createFileTeller, lookOf } from './saved-pictures.ts';
import { createScreen } from './screen.ts';
import { createSeat, openFile } from './seat.ts';

interface TerminalOptions {
  readonly sitting: Sitting;
  /** What people see and can do: the same as in the page. */
  readonly page: Pick<PageServer, 'room' | 'act' | 'saved' | 'replay'>;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

const FOLDER = 'sandbox-out';
const LONGEST_WAIT_MS = 120_000;
const LONGEST_SILENCE_MS = 30_000;
const SMALL = 'The sandbox paints small, whatever resolution was asked for; prices and texts are as for real.';

const costsMoney = (providers: readonly string[]): string =>
  `Nothing was ordered: orders go to the real API of ${providers.join(' and ')}, and cost money. "agree" once, and they are made.\n`;

/** Discord's client as lines of text: what is typed is done, what the bot says is printed from now on. */
export function createTerminal({ sitting, page, input, output }: TerminalOptions) {
  const { people, bot } = sitting;
  const { discord } = sitting.stage;
  const { room } = page;
  const isTyped = input.isTTY === true;
  const look = lookOf(output, process.env);
  const seat = createSeat({ sitting, room, look });
  let form: Form | undefined;
  let acts = 0;
  let lastWritten = systemClock.now();
  let afterWrite = () => {};

  function write(text: string): void {
    lastWritten = systemClock.now();
    if (isTyped && output.isTTY) {
      clearLine(output, 0);
      cursorTo(output, 0);
    }
    output.write(text);
    afterWrite();
  }

  const tell = createFileTeller({ folder: FOLDER, bytesAt: seat.bytesAt, look, env: process.env });
  const screen = createScreen({ discord, write, card: seat.card, sees: seat.sees, about: seat.about, tell });
  const deeds = createDeeds({ sitting, page, seat, screen, write, perform });

  function act(asked: Act, attached: Attached = []): Promise<ActAnswer> {
    acts += 1;
    return page.act({ id: `terminal-${acts}`, person: seat.user.id, act: asked }, attached);
  }

  async function perform(asked: Act, attached: Attached = []): Promise<ActAnswer> {
    const answer = await act(asked, attached);
    await screen.printed();
    if (answer.error !== undefined) write(`${answer.error}\n`);
    if (answer.costs) write(costsMoney(answer.costs));
    if (answer.modal) openForm(createForm(answer.modal, { ...seat.card, openFile }));
    return answer;
  }

  function openForm(opened: Form): void {
    form = opened;
    write(`\n  ${opened.title}\n`);
    ask();
  }

  function ask(): void {
    write((form?.question() ?? []).map((line) => `  ? ${line}\n`).join(''));
  }

  async function answer(open: Form, line: string): Promise<void> {
    if (line.trim() === 'cancel') {
      form = undefined;
      return write('The form is closed; nothing was sent.\n');
    }
    const problem = await open.answer(line);
    if (problem !== undefined) write(`${problem}\n`);
    if (open.question() !== undefined) return ask();
    form = undefined;
    const { customId, fields, files } = open.answers();
    const { error } = await perform({ kind: 'submit', customId, fields }, files);
    if (error !== undefined && isTyped) openForm(open.again());
  }

  async function press(number: number, messageNumber: number | undefined, entries: string | undefined): Promise<void> {
    const found = screen.item(number, messageNumber);
    if (!found) return write('There is no such button.\n');
    const { item, message } = found;
    const name = `${found.number}.${number}`;
    if (item.kind === 'button' && item.url !== undefined) return write(`Open it: ${item.url}\n`);
    if (item.isDisabled) return write(`"${item.label}" is off now.\n`);
    if (item.kind === 'button') {
      if (entries !== undefined) return write(`"${item.label}" is a button: press it with ${name} alone.\n`);
      await perform({ kind: 'click', message: message.id, customId: item.customId ?? '' });
      return;
    }
    if (entries === undefined) return write(`Choose from "${item.label}" with ${name} 1${item.most > 1 ? ',2' : ''}\n`);
    const values = entries === 'none' ? [] : chosen(entries, item.entries);
    if (typeof values === 'string') return write(`${values}\n`);
    if (values.length < item.least || values.length > item.most) return write(`${howMany(item.least, item.most)}\n`);
    await perform({ kind: 'click', message: message.id, customId: item.customId, values: [...values] });
  }

  async function runCommand(line: string): Promise<void> {
    const typed = parseCommandLine(line, seat.commands());
    if (typeof typed === 'string') return write(`${typed}\n`);
    const attachments = typed.options.filter(({ type }) => type === OPTION.attachment);
    const files = await Promise.all(
      attachments.map(async (option) => {
        const field = textOf(option, 'name') ?? '';
        const path = typed.values[field];
        // what cannot be read is told by the act
        const file = path === undefined ? undefined : await openFile(path).catch(() => undefined);
        return file ? [{ field, file }] : [];
      }),
    );
    await perform({ kind: 'command', channel: seat.channel.id, line }, files.flat());
  }

  async function take(line: string): Promise<void> {
    const text = line.trim();
    if (form) return answer(form, line);
    if (text === '') return;
    if (text.startsWith('/')) return runCommand(text);
    const pressed = /^(?:(\d+)\.)?(\d+)(?:\s+(.+))?$/.exec(text);
    if (pressed) {
      const [, message, item = '', entries] = pressed;
      return press(Number(item), message === undefined ? undefined : Number(message), entries);
    }
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    const known = word.toLowerCase();
    if (Object.hasOwn(deeds, known)) await deeds[known]?.(rest.trim());
    else write(`There is no "${word}". A command begins with "/", as /imagine a fox; "help" shows the rest.\n`);
  }

  const isWorking = () => bot.state === 'starting' || (bot.state === 'running' && screen.open().length > 0);
  async function settled(): Promise<void> {
    const started = systemClock.now();
    const silence = Math.max(LONGEST_SILENCE_MS, sitting.pace.ms * 3);
    const isPatient = () =>
      systemClock.now() < started + LONGEST_WAIT_MS && systemClock.now() < Math.max(started, lastWritten) + silence;
    while (isWorking() && isPatient()) await new Promise((resolve) => setTimeout(resolve, 100));
    await screen.printed();
  }

  async function suggestions(line: string): Promise<readonly string[]> {
    const draft = readDraft(line, seat.commands());
    const typed = draft?.given.find(({ to }) => to === line.length);
    const option = draft?.options.find((each) => textOf(each, 'name') === typed?.name);
    if (!typed || option?.['autocomplete'] !== true) return completions(line, seat.commands());
    const { choices = [] } = await act({ kind: 'suggest', channel: seat.channel.id, line, option: typed.name });
    return choices.map(({ value }) => `${line.slice(0, typed.from)}${value}`);
  }

  async function complete(line: string): Promise<[string[], string]> {
    if (form) return [[], line];
    if (line.startsWith('/') || line === '') return [[...(await suggestions(line))], line];
    const [, before = '', word = ''] = /^(as |in |apps \d+ )?(.*)$/s.exec(line) ?? [];
    const known: Readonly<Record<string, () => readonly string[]>> = {
      'as ': () => people.map((each) => each.user.name),
      'in ': () => seat.channels().map(({ view }) => view.name),
      '': () => Object.keys(deeds).map((name) => `${name} `),
    };
    const words = known[before]?.() ?? menusOf(seat).map((each) => textOf(each, 'name') ?? '');
    const fitting = words.filter((each) => each.toLowerCase().startsWith(word.toLowerCase()));
    return [fitting.map((each) => `${before}${each}`), line];
  }

  /** Tells what becomes of the bot's process. */
  function watchBot(): () => void {
    let known = bot.state;
    return sitting.onBot((kind) => {
      if (kind === 'line' || bot.state === known) return;
      const isAsked = known === 'stopping';
      known = bot.state;
      if (known === 'running') write('The bot is ready.\n');
      else if (known === 'killed') write('The bot was killed. "restart" starts it again.\n');
      else if (known === 'stopped' && isAsked) write('The bot has stopped. "restart" starts it again.\n');
      else if (known === 'stopped') write(`The bot ended by itself:\n${bot.lines.slice(-8).join('\n')}\n`);
    });
  }

  /** Once, after the first picture: whoever reads its size would wonder. */
  function watchSizes(): () => void {
    const off = discord.on('edit', (message) => {
      if (message.attachments.length === 0 || !message.author.bot) return;
      off();
      void screen.printed().then(() => write(`\n  ${painted(SMALL, ['dim'], look)}\n`));
    });
    return off;
  }

  return {
    /** Until "quit" or the end of the input, and until the last answer has come. */
    async run(): Promise<void> {
      const who = `You are ${seat.user.name}, a moderator, in #${seat.channel.name}`;
      write(`${who}: a local Discord, local providers, no account, no key.\n${HELP}\n`);
      const offs = [watchBot(), watchSizes()];
      const lines = createInterface({
        input,
        output,
        terminal: isTyped,
        prompt: '',
        completer: complete,
      });
      let isClosed = false;
      lines.once('close', () => {
        isClosed = true;
      });
      const prompt = () => {
        if (isClosed || !isTyped) return;
        lines.setPrompt(form ? '? ' : `${seat.user.name} #${seat.placeName(seat.channel.id)}> `);
        lines.prompt(true);
      };
      afterWrite = prompt;
      prompt();
      for await (const line of lines) {
        const isLeft = !form && !isTyped && / &\s*$/.test(line);
        const text = isLeft ? line.replace(/ &\s*$/, '') : line;
        if (!form && text.trim() === 'quit') break;
        await take(text).catch((error: unknown) =>
          write(`${error instanceof Error ? error.message : 'That did not work.'}\n`),
        );
        await screen.printed();
        if (!isTyped && !isLeft && !form) await settled();
        prompt();
      }
      afterWrite = () => {};
      lines.close();
      if (form) write('The form was left; nothing was sent.\n');
      if (!isTyped) await settled();
      for (const off of offs) off();
      screen.close();
    },
  };
}
