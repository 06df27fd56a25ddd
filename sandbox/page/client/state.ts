import { computed, signal } from '@preact/signals';
import type { JsonObject } from '../../discord/json.ts';
import type { ActAnswer, MessageView, PageEvent, ReplayView, ShownPart, Snapshot, TimelineEntry } from '../protocol.ts';

const EMPTY: Snapshot = {
  now: Date.now(),
  person: '',
  people: [],
  channels: [],
  messages: [],
  commands: {},
  roles: [],
  bot: 'starting',
  log: [],
  timeline: [],
  faults: [],
  pace: 3000,
  real: { providers: [], isAgreed: true },
};

/** What the server said last of everything. */
export const world = signal<Snapshot>(EMPTY);
export const isConnected = signal(false);
const channelId = signal(localStorage.getItem('channel') ?? '');
export const modal = signal<JsonObject | undefined>(undefined);
export const viewed = signal<{ readonly url: string; readonly alt: string } | undefined>(undefined);
export const shownJson = signal<readonly ShownPart[] | undefined>(undefined);
export const replay = signal<ReplayView | undefined>(undefined);
/** What would cost money waits for a yes or a no. */
export const costs = signal<{ readonly providers: readonly string[]; answer(isYes: boolean): void } | undefined>(
  undefined,
);
export const replyingTo = signal<MessageView | undefined>(undefined);
export const isDrawerOpen = signal(false);
export const areChannelsOpen = signal(false);
/** Presses that nobody answered, by the message's id. */
export const troubles = signal<Readonly<Record<string, string>>>({});
/** By the sandbox's clock, which may be jumped. */
const clockAhead = signal(0);
const ticked = signal(Date.now());
export const now = computed(() => ticked.value + clockAhead.value);
setInterval(() => {
  ticked.value = Date.now();
}, 1000);

export const channel = computed(
  () => world.value.channels.find(({ id }) => id === channelId.value) ?? world.value.channels[0],
);
export const person = computed(() => world.value.people.find(({ id }) => id === world.value.person));
export const messages = computed(() =>
  world.value.messages.filter((message) => message.channelId === channel.value?.id),
);
export const commands = computed(() => world.value.commands[channel.value?.id ?? ''] ?? []);

export function openChannel(id: string): void {
  channelId.value = id;
  localStorage.setItem('channel', id);
  areChannelsOpen.value = false;
  replyingTo.value = undefined;
}

/** The same number again: more is known of it. */
function withEntry(entries: Snapshot['timeline'], entry: TimelineEntry): Snapshot['timeline'] {
  const at = entries.findLastIndex(({ number }) => number === entry.number);
  return at < 0 ? [...entries, entry].slice(-KEPT.timeline) : entries.with(at, entry);
}

const KEPT = { log: 400, timeline: 300 };

function take(event: PageEvent): void {
  const known = world.value;
  switch (event.kind) {
    case 'snapshot':
      clockAhead.value = event.snapshot.now - Date.now();
      starts.clear();
      world.value = event.snapshot;
      return;
    case 'message': {
      const at = known.messages.findIndex(({ id }) => id === event.message.id);
      const messages = at < 0 ? [...known.messages, event.message] : known.messages.with(at, event.message);
      world.value = { ...known, messages };
      return;
    }
    case 'gone':
      world.value = { ...known, messages: known.messages.filter(({ id }) => id !== event.id) };
      return;
    case 'bot':
      world.value = { ...known, bot: event.state };
      return;
    case 'log':
      world.value = { ...known, log: [...known.log, event.line].slice(-KEPT.log) };
      return;
    case 'timeline':
      world.value = { ...known, timeline: withEntry(known.timeline, event.entry) };
      return;
    case 'replay':
      replay.value = event.replay;
      return;
    case 'commands':
      world.value = { ...known, commands: event.commands };
      return;
    case 'controls':
      clockAhead.value = event.now - Date.now();
      world.value = { ...known, faults: event.faults, pace: event.pace };
      return;
    default:
      event satisfies never;
  }
}

/** Channels whose first message is here. */
const starts = new Set<string>();
const PAGE_OF_MESSAGES = 50;

export function hasOlder(): boolean {
  return messages.value.length >= PAGE_OF_MESSAGES && !starts.has(channel.value?.id ?? '');
}

let isLoadingOlder = false;

/** One more page of what was said before. */
export async function loadOlder(): Promise<void> {
  const [first] = messages.value;
  if (!first || isLoadingOlder || !hasOlder()) return;
  isLoadingOlder = true;
  const { older = [] } = await act({ kind: 'older', channel: first.channelId, before: first.id });
  isLoadingOlder = false;
  if (older.length < PAGE_OF_MESSAGES) starts.add(first.channelId);
  const known = new Set(world.value.messages.map(({ id }) => id));
  world.value = {
    ...world.value,
    messages: [...older.filter(({ id }) => !known.has(id)), ...world.value.messages],
  };
}

let source: EventSource | undefined;

/** Listens as this person from now on; the browser comes back by itself and says what it saw last. */
export function speakAs(id: string): void {
  sessionStorage.setItem('person', id);
  source?.close();
  replyingTo.value = undefined;
  modal.value = undefined;
  source = new EventSource(`/events?person=${encodeURIComponent(id)}`);
  source.onopen = () => {
    isConnected.value = true;
  };
  source.onerror = () => {
    isConnected.value = false;
  };
  source.onmessage = ({ data }) => {
    const event: PageEvent = JSON.parse(String(data));
    take(event);
  };
}

export interface AttachedFile {
  readonly field: string;
  readonly file: File;
}

/** Asks the server to do something as the person chosen; what is wrong comes back in words. */
/** What was last changed about the world: whatever is asked for after it happens after it. */
let changed: Promise<unknown> = Promise.resolve();
const CHANGES: readonly unknown[] = ['fault', 'person'];

export function act(asked: JsonObject, files: readonly AttachedFile[] = []): Promise<ActAnswer> {
  const answer = changed.then(() => send(asked, files));
  if (CHANGES.includes(asked['kind'])) changed = answer.catch(() => undefined);
  return answer;
}

async function send(asked: JsonObject, files: readonly AttachedFile[]): Promise<ActAnswer> {
  const form = new FormData();
  form.set('act', JSON.stringify({ id: crypto.randomUUID(), person: world.value.person, act: asked }));
  for (const { field, file } of files) form.append(field, file, file.name);
  const answer = await fetch('/act', { method: 'POST', body: form }).catch(() => undefined);
  if (!answer) return { error: 'The sandbox cannot be reached. Is it still running?' };
  if (answer.status === 413) return { error: 'These files are too large.' };
  const told: ActAnswer = await answer.json();
  if (told.costs) return agreedTo(told.costs, () => act(asked, files));
  if (told.modal) modal.value = told.modal;
  return told;
}

/** Asks once whether it may cost money, and goes on only then. */
async function agreedTo(providers: readonly string[], goOn: () => Promise<ActAnswer>): Promise<ActAnswer> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  costs.value = { providers, answer: resolve };
  const isYes = await promise;
  costs.value = undefined;
  if (!isYes) return { error: 'Nothing was sent, and nothing is paid.' };
  await act({ kind: 'agree' });
  return goOn();
}

/** Of a press on a message: what is wrong stands below it. */
export async function press(message: string, asked: JsonObject): Promise<void> {
  const { [message]: _old, ...others } = troubles.value;
  troubles.value = others;
  const { error } = await act({ ...asked, message });
  if (error !== undefined) troubles.value = { ...troubles.value, [message]: error };
}

/** Everything that is known of a message, or of one entry of what happened. */
export async function showJson(asked: JsonObject): Promise<void> {
  shownJson.value = (await act(asked)).shown;
}

/** Plays a file that was saved before; what is wrong comes back in words. */
export async function playRecording(file: File): Promise<string | undefined> {
  replay.value = { step: 0, of: 0 };
  const answer = await fetch('/replay', { method: 'POST', body: await file.text() });
  const { error }: ActAnswer = answer.ok ? await answer.json() : { error: 'That is no recording of this sandbox.' };
  replay.value = undefined;
  return error;
}

/** Exchanges the key in the address, where there is one, for a cookie, and forgets it. */
export async function enter(): Promise<boolean> {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null) return true;
  history.replaceState(null, '', location.pathname);
  const { ok } = await fetch('/session', { method: 'POST', body: key });
  return ok;
}

/** Whether the cookie of before still opens everything. */
export async function isOpen(): Promise<boolean> {
  const session: { readonly isOpen: boolean } = await (await fetch('/session')).json();
  return session.isOpen;
}

/** Local files by way of the page's own server. */
export const fileUrl = (url: string): string => `/file?url=${encodeURIComponent(url)}`;
