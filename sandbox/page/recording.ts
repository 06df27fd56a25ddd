import { z } from 'zod';
import { OPTION } from '../discord/command-options.ts';
import { findComponent } from '../discord/components.ts';
import { type JsonObject, objectOf, objectsOf, textOf } from '../discord/json.ts';
import { FLAGS, type StoredMessage } from '../discord/messages.ts';
import type { User } from '../discord/world.ts';
import { makePicture } from '../pictures/make-picture.ts';
import type { Sitting } from '../sitting.ts';
import { readDraft } from '../terminal/command-line.ts';
import { type Act, type Attached, act } from './acts.ts';
import type { ActAnswer, ReplayView } from './protocol.ts';
import type { Room } from './room.ts';

const text = z.string().max(8000);
const step = z.strictObject({
  who: text,
  act,
  files: z.array(z.strictObject({ field: text, name: text, type: text, data: z.base64().optional() })).optional(),
  /** Milliseconds since the act before: kept where it matters how far the bot had come. */
  pause: z.number().min(0).max(60_000).optional(),
});

/** What was done in a sitting, by names that mean the same in the next one. */
export const recording = z.strictObject({
  darkroom: z.literal('recording'),
  version: z.literal(1),
  pace: z.number().min(0).max(600_000),
  steps: z.array(step).max(2000),
});

type Recording = z.infer<typeof recording>;
type Step = z.infer<typeof step>;

interface Noted {
  readonly step: Step;
  /** The same without what somebody wrote. */
  readonly safe: Step;
  /** The interaction or message that came of it. */
  made?: string | undefined;
}

/** What changes nothing is not kept. */
const LOOKS: readonly Act['kind'][] = ['suggest', 'json', 'entry', 'older', 'agree'];
const ON_TIME: readonly Act['kind'][] = ['process', 'jump', 'fault', 'person'];
const LONGEST_PAUSE_MS = 10_000;
const PATIENCE_MS = 60_000;

const JOB = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;
const SNOWFLAKE = /\b\d{17,20}\b/g;
const MARK = /\{(person|channel|direct|role|message|job) ([^{}]+)\}/g;

const covered = (typed: string): string => typed.replaceAll(/\S/gu, 'x');
const jobsIn = (payload: JsonObject): readonly string[] => [...new Set(JSON.stringify(payload).match(JOB) ?? [])];

function inEachText<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? change(inner) : inner,
  );
}

interface RecordingOptions {
  readonly sitting: Sitting;
  readonly room: Room;
}

/** Keeps what people do in this sitting, and does again what a recording says. */
export function createRecorder({ sitting, room }: RecordingOptions) {
  const { discord } = sitting.stage;
  const startPace = sitting.pace.ms;
  const steps: Noted[] = [];
  const forms = new Map<string, JsonObject>();
  let endedAt = performance.now();

  const channels = () =>
    sitting.places.flatMap(({ guild, channels: inside }) =>
      inside.map((channel) => ({ id: channel.id, name: `${guild.name}/${channel.name}` })),
    );
  const directs = () => sitting.people.map(({ user }) => ({ id: discord.openDm(user).id, name: user.name }));
  const roles = () =>
    sitting.places.flatMap(({ guild }) =>
      [...guild.roles.values()].map(({ id, name }) => ({ id, name: `${guild.name}/${name}` })),
    );
  const people = () => sitting.people.map(({ user }) => ({ id: user.id, name: user.name }));
  const lists = { person: people, channel: channels, direct: directs, role: roles } as const;

  const interactionOf = (message: StoredMessage) => textOf(message.interaction ?? {}, 'id');
  const ofStep = (made: string | undefined) =>
    made === undefined
      ? []
      : discord.allMessages().filter((message) => message.id === made || interactionOf(message) === made);
  const ofNobody = (channelId: string, known: readonly (string | undefined)[]) =>
    discord
      .allMessages()
      .filter(
        (message) =>
          message.channelId === channelId && !known.includes(message.id) && !known.includes(interactionOf(message)),
      );

  /** `3.1`: the first message of the third step; `pictures/2`: the second in that channel that nobody here asked for. */
  function markOf(message: StoredMessage): string {
    const known = steps.map(({ made }) => made);
    const at = known.findIndex((made) => made === message.id || (made && made === interactionOf(message)));
    if (at >= 0) return `${at + 1}.${ofStep(known[at]).indexOf(message) + 1}`;
    const place = [...channels(), ...directs()].find(({ id }) => id === message.channelId);
    return `${place?.name ?? ''}/${ofNobody(message.channelId, known).indexOf(message) + 1}`;
  }

  function messageAt(mark: string, made: readonly (string | undefined)[]): StoredMessage | undefined {
    const [, at, nth] = /^(\d+)\.(\d+)$/.exec(mark) ?? [];
    if (at !== undefined) return ofStep(made[Number(at) - 1])[Number(nth) - 1];
    const [, name, number] = /^(.*)\/(\d+)$/.exec(mark) ?? [];
    const place = [...channels(), ...directs()].find((each) => each.name === name);
    return place && ofNobody(place.id, made)[Number(number) - 1];
  }

  function markOfJob(job: string, about: StoredMessage | undefined): string {
    const all = [...(about ? [about] : []), ...discord.allMessages().toReversed()];
    for (const message of all) {
      const at = jobsIn(discord.payload(message)).indexOf(job);
      if (at >= 0) return `{job ${markOf(message)}/${at + 1}}`;
    }
    return job;
  }

  function markOfId(id: string): string {
    for (const [kind, list] of Object.entries(lists)) {
      const found = list().find((each) => each.id === id);
      if (found) return `{${kind} ${found.name}}`;
    }
    const message = discord.allMessages().find((each) => each.id === id);
    return message ? `{message ${markOf(message)}}` : id;
  }

  const portable = <T>(value: T, about: StoredMessage | undefined): T =>
    inEachText(value, (said) =>
      said.replaceAll(JOB, (job) => markOfJob(job, about)).replaceAll(SNOWFLAKE, (id) => markOfId(id)),
    );

  /** Undefined as long as something that is named is not there. */
  function resolved<T>(value: T, made: readonly (string | undefined)[]): T | undefined {
    let isWhole = true;
    const found = inEachText(value, (said) =>
      said.replaceAll(MARK, (whole, kind: string, name: string) => {
        const id = kind === 'message' || kind === 'job' ? inMessage(kind, name, made) : idOf(kind, name);
        if (id === undefined) isWhole = false;
        return id ?? whole;
      }),
    );
    return isWhole ? found : undefined;
  }

  const idOf = (kind: string, name: string) =>
    Object.entries(lists)
      .find(([each]) => each === kind)?.[1]()
      .find((each) => each.name === name)?.id;

  function inMessage(kind: string, name: string, made: readonly (string | undefined)[]): string | undefined {
    if (kind === 'message') return messageAt(name, made)?.id;
    const [, mark = '', nth] = /^(.*)\/(\d+)$/.exec(name) ?? [];
    const message = messageAt(mark, made);
    return message && jobsIn(discord.payload(message))[Number(nth) - 1];
  }

  /** What people wrote is covered letter by letter: how long it was still tells something. */
  function coveredAct(user: User, asked: Act): Act {
    switch (asked.kind) {
      case 'command':
        return { ...asked, line: coveredLine(asked.line, room.commandsOf(user)[asked.channel] ?? []) };
      case 'post':
        return { ...asked, content: covered(asked.content) };
      case 'thread':
        return { ...asked, name: covered(asked.name) };
      case 'submit': {
        const rows = objectsOf(forms.get(`${user.id} ${asked.customId}`) ?? {}, 'components');
        const fields = rows.flatMap((row) => [objectOf(row, 'component') ?? {}, ...objectsOf(row, 'components')]);
        const isChosen = (name: string) =>
          fields.some((field) => field['custom_id'] === name && objectsOf(field, 'options').length > 0);
        const safe = Object.entries(asked.fields).map(([name, value]): [string, typeof value] => [
          name,
          typeof value === 'string' && !isChosen(name) ? covered(value) : value,
        ]);
        return { ...asked, fields: Object.fromEntries(safe) };
      }
      default:
        return asked;
    }
  }

  return {
    /** An act as it begins; what is given back takes what came of it. */
    note(user: User, asked: Act, attached: Attached): (answer: ActAnswer) => void {
      if (LOOKS.includes(asked.kind)) return () => undefined;
      const about = 'message' in asked ? room.messageFor(user, asked.message) : undefined;
      const since = Math.round(Math.min(performance.now() - endedAt, LONGEST_PAUSE_MS));
      const pause = ON_TIME.includes(asked.kind) ? { pause: since } : {};
      const stepOf = (done: Act, areWordsKept: boolean): Step => ({
        who: user.name,
        act: portable(done, about),
        ...(attached.length > 0 ? { files: attached.map((each, at) => fileOf(each, at, areWordsKept)) } : {}),
        ...pause,
      });
      const noted: Noted = { step: stepOf(asked, true), safe: stepOf(coveredAct(user, asked), false) };
      steps.push(noted);
      return ({ made, modal }) => {
        endedAt = performance.now();
        noted.made = made;
        if (modal) forms.set(`${user.id} ${textOf(modal, 'custom_id') ?? ''}`, modal);
      };
    },

    /** For a bug report: without prompts, file names, pictures, and whatever else was written. */
    saved: (isReport: boolean): Recording => ({
      darkroom: 'recording',
      version: 1,
      pace: startPace,
      steps: steps.map(({ step: whole, safe }) => (isReport ? safe : whole)),
    }),

    /** Does each step as soon as what it is about is there; ends at the first that cannot be done. */
    async replay(
      { pace, steps: played }: Recording,
      run: (who: User, asked: Act, attached: Attached) => Promise<ActAnswer>,
      tell: (progress: ReplayView) => void,
    ): Promise<string | undefined> {
      sitting.pace.ms = pace;
      const made: (string | undefined)[] = [];
      const of = played.length;
      for (const [at, { who, act: asked, files = [], pause = 0 }] of played.entries()) {
        tell({ step: at + 1, of });
        const user = sitting.people.find((each) => each.user.name === who)?.user;
        const fail = (why: string) => {
          const problem = `Step ${at + 1}, ${who}, ${asked.kind}: ${why}`;
          tell({ step: at + 1, of, problem });
          return problem;
        };
        if (!user) return fail('nobody of this name is here.');
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        await sitting.bot.hasBegun();
        const ready = () => {
          const found = resolved(asked, made);
          return found && isPossible(found) ? found : undefined;
        };
        const found = await discord.until(ready, PATIENCE_MS + 3 * sitting.pace.ms).catch(() => undefined);
        if (!found) return fail('what it is about did not come.');
        const answer = await run(user, found, await Promise.all(files.map(openFile)));
        made[at] = answer.made;
        if (answer.costs) return fail('this costs money, and nobody agreed to that.');
      }
      return undefined;
    },
  };

  /** A press waits until its button is there and can be pressed. */
  function isPossible(asked: Act): boolean {
    if (asked.kind !== 'click' && asked.kind !== 'menu') return true;
    const message = discord.allMessages().find(({ id }) => id === asked.message);
    if (!message || (message.flags & FLAGS.LOADING) !== 0) return false;
    if (asked.kind === 'menu') return true;
    const component = findComponent(message.components, asked.customId);
    const options = objectsOf(component ?? {}, 'options').map((option) => option['value']);
    const areThere = (asked.values ?? []).every((value) => options.length === 0 || options.includes(value));
    return component !== undefined && component['disabled'] !== true && areThere;
  }
}

function coveredLine(line: string, commands: readonly JsonObject[]): string {
  const read = readDraft(line, commands);
  if (!read) return covered(line).replace(/^x/, '/');
  let safe = read.name;
  let at = read.name.length;
  for (const { name, at: start, from, to } of read.given) {
    const option = read.options.find((each) => textOf(each, 'name') === name) ?? {};
    const isWritten = option['type'] === OPTION.text && objectsOf(option, 'choices').length === 0;
    const isFile = option['type'] === OPTION.attachment;
    const value = line.slice(from, to);
    safe += covered(line.slice(at, start)) + line.slice(start, from) + (isWritten || isFile ? covered(value) : value);
    at = to;
  }
  return safe + covered(line.slice(at));
}

function fileOf({ field, file }: Attached[number], at: number, isKept: boolean) {
  const type = file.contentType ?? '';
  if (!isKept) return { field, name: `file-${at + 1}${/\.\w{1,5}$/.exec(file.name)?.[0] ?? ''}`, type };
  return { field, name: file.name, type, data: Buffer.from(file.bytes).toString('base64') };
}

/** What a report left out is painted. */
async function openFile({ field, name, type, data }: NonNullable<Step['files']>[number]): Promise<Attached[number]> {
  const bytes =
    data === undefined
      ? await makePicture({ prompt: name, width: 512, height: 512, seed: 1 })
      : Buffer.from(data, 'base64');
  return {
    field,
    file: { name, bytes, ...(type === '' ? {} : { contentType: data === undefined ? 'image/png' : type }) },
  };
}
