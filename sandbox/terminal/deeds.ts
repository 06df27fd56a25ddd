import { readFile, writeFile } from 'node:fs/promises';
import { COMMAND } from '../discord/command-rules.ts';
import { type JsonObject, parseJson, textOf } from '../discord/json.ts';
import type { StoredMessage } from '../discord/messages.ts';
import type { Act, Attached } from '../page/acts.ts';
import type { ActAnswer, PersonView } from '../page/protocol.ts';
import type { PageServer } from '../page/server.ts';
import type { Sitting } from '../sitting.ts';
import type { Screen } from './screen.ts';
import { openFile, type Seat } from './seat.ts';

export const HELP = `Type a command, as in Discord: /imagine prompt:a red fox in the snow
  Tab completes names, options and choices. A file is a path: /rmbg image:./photo.jpg

  7   2.7                  press button 7 of the last message that has it, or button 7 of message 2
  4 1   2.4 1,3            choose from menu 4, by the numbers of its entries
  apps 2                   what a right click on message 2 offers; "apps 2 Remove background" does it
  say words file:./a.jpg   write a message, also with a file; "reply 2 words" answers message 2
  show 2   json 2          message 2 once more, with whole links and open spoilers; or as JSON, with its requests
  react 2 🔥   delete 2    give or take back a reaction; delete your message 2, or put away what only you see
  as Bình   in after-dark  who speaks, and where; "as" and "in" list them
  thread words   older     open a thread in this channel; what was said in it before
  people                   who is here; "person Sam member" (or moderator, dms) lets Sam in, or out again
  clock 15m   pace 500     let time run ahead (s, m, h, d); how long a picture takes, in milliseconds
  faults   fault 3         what can go wrong; switch number 3 on or off
  kill restart stop drop   the bot's process, and its connection
  log   timeline           what the bot wrote; what it was asked and asked for, "timeline 12" with bodies
  record FILE  report FILE  keep what was done in this sitting; a report has no prompts and no pictures
  replay FILE              do again what was kept
  agree                    where an API is real: yes, orders may cost money
  help   quit              In a piped script each line is waited for; one that ends in " &" is not.`;

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FILE = /(?:^|\s)file:("[^"]*"|\S+)/g;

interface DeedsOptions {
  readonly sitting: Sitting;
  readonly page: Pick<PageServer, 'room' | 'saved' | 'replay'>;
  readonly seat: Seat;
  readonly screen: Screen;
  write(text: string): void;
  perform(asked: Act, attached?: Attached): Promise<ActAnswer>;
}

/** All that begins with a word of ours; the word, and what follows it. */
type Deeds = Readonly<Record<string, (rest: string) => unknown>>;

/** Right-click menus, as whoever sits there reads their names. */
export const menusOf = (seat: Seat): readonly JsonObject[] =>
  seat.commands().filter(({ type }) => type === COMMAND.message);

const numbered = (names: readonly string[]): string =>
  names.map((name, at) => `${String(at + 1).padStart(4)} ${name}\n`).join('');

export function createDeeds({ sitting, page, seat, screen, write, perform }: DeedsOptions): Deeds {
  const { people, clock, bot } = sitting;
  const { room } = page;

  /** The message whose number a line begins with, and the rest of the line. */
  function addressed(rest: string): {
    readonly id: string;
    readonly message: StoredMessage;
    readonly number: number;
    readonly words: string;
  } {
    const [, number = '', words = ''] = /^(\d+)\s*(.*)$/s.exec(rest) ?? [];
    const message = number === '' ? undefined : screen.message(Number(number));
    if (!message) throw new Error('Which message? Give the number that stands above it.');
    return { id: message.id, message, number: Number(number), words };
  }

  async function apps(rest: string): Promise<void> {
    const { id, words } = addressed(rest);
    const names = menusOf(seat).map((each) => textOf(each, 'name') ?? '');
    const name = names[Number(words) - 1] ?? names.find((each) => each.toLowerCase() === words.toLowerCase());
    if (words === '' || name === undefined) {
      const what = words === '' ? 'A right click offers' : `There is no "${words}"; a right click offers`;
      return write(`${what}:\n${numbered(names)}`);
    }
    const own = menusOf(seat).find((each) => textOf(each, 'name') === name);
    await perform({ kind: 'menu', message: id, name: textOf(own ?? {}, 'own_name') ?? name });
  }

  async function post(words: string, replyTo?: string): Promise<void> {
    const files = await Promise.all(
      [...words.matchAll(FILE)].map(async ([, path = '']) => ({
        field: 'file',
        file: await openFile(path).catch(() => {
          throw new Error(`"${path}" cannot be read.`);
        }),
      })),
    );
    const content = words.replaceAll(FILE, '').trim();
    const answered = replyTo === undefined ? {} : { replyTo };
    await perform({ kind: 'post', channel: seat.channel.id, content, ...answered }, files);
  }

  function speakAs(name: string): void {
    const found = people.find((each) => each.user.name.toLowerCase() === name.toLowerCase().replace(/^@/, ''));
    if (!found) {
      const list = people.map((each) => `  ${each.user.name}: ${each.role}\n`).join('');
      write(`${name === '' ? '' : `There is no "${name}". `}You are ${seat.user.name}. Who can speak:\n${list}`);
      return;
    }
    seat.speakAs(found.user);
    write(`You are ${found.user.name} now (${found.role}), in #${seat.placeName(seat.channel.id)}.\n`);
  }

  function goTo(name: string): void {
    const wanted = name.toLowerCase().replace(/^#/, '');
    const found = seat.channels().find(({ view }) => view.name.toLowerCase() === wanted);
    if (found) {
      seat.goTo(found.channel);
      write(`You are in #${found.view.name} now (${found.view.place}).\n`);
      return;
    }
    const list = seat.channels().map(({ view }) => `  #${view.name}: ${view.place}\n`);
    const here = `You are in #${seat.placeName(seat.channel.id)}. There are:\n`;
    write(`${name === '' ? '' : `There is no "${name}". `}${here}${list.join('')}`);
  }

  async function jump(words: string): Promise<void> {
    const [, count = '', unit = ''] = /^\+?(\d+)\s*([smhd])\w*$/.exec(words) ?? [];
    if (count === '') throw new Error('How far? As: clock 15m, clock 2h, clock 1d.');
    const { error } = await perform({ kind: 'jump', ms: Number(count) * (UNITS[unit] ?? 0) });
    if (error !== undefined) return;
    const now = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(clock.now());
    write(`It is ${now} now.\n`);
  }

  const allFaults = () => room.snapshot(seat.user).faults;
  function faults(): void {
    const names = allFaults().map(({ label, isOn }) => `${isOn ? '✓ ' : ''}${label}`);
    write(`${numbered(names)}Switch one on or off with: fault 1\n`);
  }

  async function fault(words: string): Promise<void> {
    const found = allFaults()[Number(words) - 1] ?? allFaults().find(({ id }) => id === words);
    if (!found) return faults();
    const { error } = await perform({ kind: 'fault', fault: found.id, isOn: !found.isOn });
    if (error === undefined) write(`${found.label}: ${found.isOn ? 'off' : 'on'}.\n`);
  }

  async function pace(words: string): Promise<void> {
    const ms = Number(words);
    if (words === '' || !Number.isFinite(ms)) throw new Error('How many milliseconds? As: pace 500');
    const { error } = await perform({ kind: 'pace', ms });
    if (error === undefined) write(`A picture takes about ${ms} ms now.\n`);
  }

  async function react(rest: string): Promise<void> {
    const { id, message, words: emoji } = addressed(rest);
    if (emoji === '') throw new Error('With what? As: react 2 🔥');
    const isAdded = message.reactions.get(emoji)?.has(seat.user.id) !== true;
    await perform({ kind: 'react', message: id, emoji, isAdded });
  }

  async function thread(name: string): Promise<void> {
    if (name === '') throw new Error('What is it called? As: thread night pictures');
    const { made } = await perform({ kind: 'thread', channel: seat.channel.id, name });
    if (made !== undefined) goTo(name);
  }

  async function older(): Promise<void> {
    const oldest = sitting.stage.discord
      .messages(seat.channel.id)
      .find((message) => seat.sees(message) && screen.isShown(message));
    const before = oldest ? { before: oldest.id } : {};
    const { older: found = [] } = await perform({ kind: 'older', channel: seat.channel.id, ...before });
    const messages = found.flatMap(({ id }) => room.messageFor(seat.user, id) ?? []);
    for (const message of messages) screen.show(message);
    if (messages.length === 0) write('Nothing was said here before.\n');
  }

  const personLine = ({ name, role, isMember, isModerator, takesDirect }: PersonView): string => {
    const standing = isModerator ? 'member, moderator' : isMember ? 'member' : 'not a member';
    return `  ${name} (${role}): ${standing}, ${takesDirect ? 'takes direct messages' : 'takes no direct messages'}\n`;
  };
  const everybody = () => room.snapshot(seat.user).people;

  async function person(words: string): Promise<void> {
    const [name = '', what = ''] = words.toLowerCase().split(/\s+/);
    const found = everybody().find((each) => each.name.toLowerCase() === name.replace(/^@/, ''));
    if (!found) throw new Error(`Who? As: person Sam member\n${everybody().map(personLine).join('')}`);
    const changes: Readonly<Record<string, Partial<PersonView>>> = {
      member: { isMember: !found.isMember },
      moderator: { isModerator: !found.isModerator },
      dms: { takesDirect: !found.takesDirect },
    };
    const change = changes[what];
    if (!change) throw new Error(`What of ${found.name}? member, moderator or dms: each is switched on or off.`);
    await perform({ kind: 'person', who: found.id, ...change });
    write(
      everybody()
        .filter(({ id }) => id === found.id)
        .map(personLine)
        .join(''),
    );
    seat.speakAs(seat.user);
  }

  async function timeline(words: string): Promise<void> {
    if (words === '') {
      const entries = room.timeline.slice(-20).map(({ number, title, status, ms }) => {
        const came = status === undefined ? '' : ` → ${status}, ${ms} ms`;
        return `${String(number).padStart(5)} ${title}${came}\n`;
      });
      return write(entries.join(''));
    }
    const { shown } = await perform({ kind: 'entry', number: Number(words) });
    if (shown?.length) write(`${JSON.stringify(shown, null, 2)}\n`);
    else if (shown) write(`There is no ${words}; "timeline" lists the last ones.\n`);
  }

  async function keep(path: string, isReport: boolean): Promise<void> {
    if (path === '') throw new Error(`Into which file? As: ${isReport ? 'report' : 'record'} sitting.json`);
    const recording = page.saved(isReport);
    await writeFile(path, `${JSON.stringify(recording, null, 2)}\n`).catch(() => {
      throw new Error(`"${path}" cannot be written.`);
    });
    const { length } = recording.steps;
    write(`${length === 1 ? 'One step is' : `${length} steps are`} in ${path} now.\n`);
  }

  async function replay(path: string): Promise<void> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(`"${path}" cannot be read. As: replay sitting.json`);
    const problem = await page.replay(parseJson(text), ({ step, of }) => write(`Step ${step} of ${of}\n`));
    await screen.printed();
    write(`${problem ?? 'All of it was done.'}\n`);
  }

  async function agree(): Promise<void> {
    if (room.isAgreed()) return write('There is nothing to agree to: orders cost nothing, or you agreed already.\n');
    await perform({ kind: 'agree' });
    write(`Orders go to the real API of ${sitting.real.join(' and ')} from now on.\n`);
  }

  async function json(rest: string): Promise<void> {
    const { shown } = await perform({ kind: 'json', message: addressed(rest).id });
    if (shown !== undefined) write(`${JSON.stringify(shown, null, 2)}\n`);
  }

  return {
    help: () => write(`${HELP}\n`),
    as: speakAs,
    in: goTo,
    say: (rest) => post(rest),
    reply: (rest) => post(addressed(rest).words, addressed(rest).id),
    apps,
    show: (rest) => screen.again(addressed(rest).number),
    json,
    react,
    thread,
    older,
    people: () => write(everybody().map(personLine).join('')),
    person,
    delete: (rest) => perform({ kind: 'delete', message: addressed(rest).id }),
    clock: jump,
    pace,
    faults,
    fault,
    kill: () => perform({ kind: 'process', how: 'kill' }),
    restart: () => perform({ kind: 'process', how: 'restart' }),
    stop: () => perform({ kind: 'process', how: 'stop' }),
    drop: () => perform({ kind: 'process', how: 'drop' }),
    log: () => write(`${bot.lines.slice(-20).join('\n')}\n`),
    timeline,
    record: (path) => keep(path, false),
    report: (path) => keep(path, true),
    replay,
    agree,
  };
}
