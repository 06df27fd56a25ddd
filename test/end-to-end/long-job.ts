import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { isObject, objectsOf } from '../../sandbox/discord/json.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, buttonOf, eventually } from './bench.ts';
import type { Open } from './own-world.ts';

export interface LongBench extends Bench {
  readonly clock: MovableClock;
}

export interface Place {
  readonly user: User;
  readonly channel: Channel;
}

/** A bot for whom hours pass in seconds, and a provider that takes its time. */
export async function openLongBench(open: Open, minutes: number, env: Record<string, string> = {}): Promise<LongBench> {
  const clock = createMovableClock();
  const bench = await open({
    clock,
    discord: { clock },
    freepik: { taskMs: minutes * 60_000, clock },
    env: { JOB_DEADLINE_SECONDS: '14400', ...env },
  });
  return Object.assign(bench, { clock });
}

export async function pass({ clock }: LongBench, minutes: number, step = 1): Promise<void> {
  for (let left = minutes; left > 0; left -= step) {
    clock.advance(Math.min(left, step) * 60_000);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Asked for, and taken by the provider. */
export async function imagine(at: LongBench, place: Place, isPrivate = false): Promise<InteractionHandle> {
  const before = at.freepik.billed;
  const options = { prompt: 'a red fox', resolution: '1k', ...(isPrivate ? { private: true } : {}) };
  const handle = await at.discord.runCommand({ ...place, name: 'imagine', options });
  await handle.acknowledged;
  await eventually(() => at.freepik.billed > before);
  return handle;
}

export const pictures = (handle: InteractionHandle): number => handle.message()?.attachments.length ?? 0;

export function direct({ discord }: Bench, user: User): number {
  return discord.messages(discord.openDm(user).id).filter(({ attachments }) => attachments.length > 0).length;
}

/** New messages that Discord took and that notify this member. */
export function calls({ discord }: Bench, { id }: User): number {
  return discord.exchanges.filter(({ method, status, response }) => {
    const called = isObject(response) ? objectsOf(response, 'mentions') : [];
    return method === 'POST' && status < 300 && called.some((user) => user['id'] === id);
  }).length;
}

/** Well before the token ends. */
export async function getButton(handle: InteractionHandle): Promise<string> {
  return eventually(() => buttonOf(handle.message(), 'get'));
}

export async function press(at: LongBench, user: User, handle: InteractionHandle): Promise<InteractionHandle> {
  const message = handle.message();
  const customId = buttonOf(message, 'get');
  if (!message || !customId) throw new Error('no button to press');
  const click = at.discord.click({ user, message, customId, force: true });
  await click.acknowledged;
  return click;
}
