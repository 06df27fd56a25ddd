import type { InteractionHandle } from '../../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../../sandbox/discord/messages.ts';
import type { User } from '../../../sandbox/discord/world.ts';
import { orders } from './orders.ts';
import { actionOf, answersTo, isLoading, type Press, pressesOn } from './presses.ts';
import type { Manner, Step } from './steps.ts';
import type { Stroll } from './stroll.ts';

type Deed<K extends Step['kind']> = Extract<Step, { kind: K }>;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[Math.floor(at * list.length)];

/** Whoever caused a message. */
function causeOf({ bench, people }: Stroll, { interaction, channelId }: StoredMessage): User | undefined {
  const id = /"user":\{"id":"(\d+)"/.exec(JSON.stringify(interaction ?? {}))?.[1];
  return Object.values(people).find((user) => user.id === id || bench.discord.openDm(user).id === channelId);
}

function isSeenBy({ bench, people }: Stroll, message: StoredMessage, user: User): boolean {
  const isOthers = Object.values(people).some(
    (other) => other !== user && bench.discord.openDm(other).id === message.channelId,
  );
  return !isOthers && (message.ephemeralFor === undefined || message.ephemeralFor === user.id);
}

/** A job of which pictures can be seen. */
function jobIn({ messages }: Stroll): string | undefined {
  const names = messages().flatMap(({ attachments }) => attachments.map(({ filename }) => filename));
  return /darkroom-([0-9a-z]{26})-\d/.exec(names.join(' '))?.[1]?.toUpperCase();
}

interface Act {
  readonly label: string;
  readonly user: User;
  readonly manner: Manner;
  readonly isHurried?: boolean;
  readonly open: () => Promise<InteractionHandle>;
}

/** Once, or as an impatient hand or an impatient network does it. */
async function perform(stroll: Stroll, { label, user, manner, isHurried = false, open }: Act): Promise<void> {
  const disturbances = stroll.disturbances();
  const handles = [await open(), ...(manner === 'double-click' ? [await open()] : [])];
  if (manner === 'redelivered') for (const handle of handles) stroll.bench.discord.redeliver(handle);
  await Promise.all(handles.map((handle) => stroll.take({ label, user, handle, disturbances }, isHurried)));
}

export async function ask(stroll: Stroll, { who, where, order, count, isPrivate, ...how }: Deed<'ask'>): Promise<void> {
  const { bench, people, channelOf, photo, broken } = stroll;
  const wanted = orders[order];
  if (!wanted) return;
  const user = people[who];
  const options = {
    ...wanted.options({ photo, broken, job: jobIn(stroll) }),
    ...(wanted.takesCount && count > 1 ? { count } : {}),
    ...(isPrivate ? { private: true } : {}),
  };
  const place = { user, channel: channelOf(where, user) };
  const open = () => bench.discord.runCommand({ ...place, name: wanted.name, options });
  await perform(stroll, { ...how, label: `/${wanted.name} by ${who}`, user, open });
}

export async function press(stroll: Stroll, { who, action, at, ...how }: Deed<'press'>): Promise<void> {
  const found = stroll.messages().flatMap((message) => {
    const user = who === 'owner' ? causeOf(stroll, message) : stroll.people[who];
    if (!user || !isSeenBy(stroll, message, user)) return [];
    return pressesOn(message)
      .filter((each) => action === 'any' || actionOf(each) === action)
      .map((each): Press & { readonly user: User } => ({ ...each, user }));
  });
  const chosen = pick(found, at);
  if (!chosen) return;
  const label = `${chosen.customId} ${chosen.values.join(' ')} by ${chosen.user.name}`;
  await perform(stroll, { ...how, label, user: chosen.user, open: async () => stroll.bench.discord.click(chosen) });
}

export async function fill(stroll: Stroll, { files, manner }: Deed<'fill'>): Promise<void> {
  const form = stroll.takeForm();
  if (!form) return;
  const { user, modal, customId } = form;
  const fields = answersTo(modal, { photo: stroll.photo, files });
  const open = () => stroll.bench.discord.submitModal({ user, customId, fields });
  await perform(stroll, { label: `${customId} sent by ${user.name}`, user, manner, open });
}

export async function batch(stroll: Stroll, { who, where, isPrivate }: Deed<'batch'>): Promise<void> {
  const user = stroll.people[who];
  const options = isPrivate ? { private: true } : {};
  const place = { user, channel: stroll.channelOf(where, user) };
  const open = () => stroll.bench.discord.runCommand({ ...place, name: 'batch', options });
  await perform(stroll, { label: `/batch by ${who}`, user, manner: 'once', open });
}

export async function look(stroll: Stroll, { who, where, command }: Deed<'look'>): Promise<void> {
  const user = stroll.people[who];
  const options = command === 'show' ? { job: jobIn(stroll) ?? 'none' } : {};
  const place = { user, channel: stroll.channelOf(where, user) };
  const open = () => stroll.bench.discord.runCommand({ ...place, name: command, options });
  await perform(stroll, { label: `/${command} by ${who}`, user, manner: 'once', open });
}

/** Right click on a message of the server, then Apps. */
export async function menu(stroll: Stroll, { who, name, at }: Deed<'menu'>): Promise<void> {
  const user = stroll.people[who];
  const channel = stroll.channelOf('server', user);
  const shown = stroll.messages().filter((each) => each.channelId === channel.id && isSeenBy(stroll, each, user));
  const message = pick(
    shown.filter((each) => !isLoading(each)),
    at,
  );
  if (!message) return;
  const open = async () => stroll.bench.discord.runMessageCommand({ user, channel, name, message });
  await perform(stroll, { label: `${name} by ${who}`, user, manner: 'once', open });
}

export function deleteMessage(stroll: Stroll, { at }: Deed<'delete-message'>): void {
  const message = pick(stroll.messages(), at);
  if (message) stroll.bench.discord.deleteMessage(message);
}
