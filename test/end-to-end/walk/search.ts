import type { InteractionHandle } from '../../../sandbox/discord/interactions.ts';
import type { User } from '../../../sandbox/discord/world.ts';
import { eventually, textOf } from '../bench.ts';
import type { Hidden } from './messages.ts';
import type { Stroll } from './stroll.ts';

const PAGES = 60;

/** All that a message shows, files and links. */
const shownIn = (handle: InteractionHandle): string =>
  JSON.stringify(handle.message()?.attachments.map(({ filename }) => filename) ?? []) + textOf(handle.message());

interface Searched {
  readonly people: Readonly<{ [name: string]: User }>;
  readonly bench: Pick<Stroll['bench'], 'discord'>;
}

async function open({ bench }: Searched, user: User, name: string, options: { [name: string]: string | number }) {
  const handle = await bench.discord.runCommand({ user, channel: bench.discord.openDm(user), name, options });
  await handle.acknowledged;
  await eventually(() => textOf(handle.message()).length > 20, 10_000);
  return handle;
}

async function historyOf(stroll: Searched, user: User): Promise<string> {
  const pages: string[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const handle = await open(stroll, user, 'history', { page });
    pages.push(shownIn(handle));
    if (!textOf(handle.message()).includes(`v1:page:history:${page + 1}"`)) break;
  }
  return pages.join(' ');
}

const isIn = (text: string, { marks }: Hidden) => marks.some((mark) => text.includes(mark));

/** What no message shows, its owner finds. */
export async function searchFor(stroll: Searched, hidden: readonly Hidden[]): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const user of Object.values(stroll.people)) {
    const theirs = hidden.filter(({ ownerId }) => ownerId === user.id);
    if (theirs.length === 0) continue;
    const history = await historyOf(stroll, user);
    for (const each of theirs) {
      if (!isIn(history, each)) complaints.push(`not in /history: ${each.marks[0]} of ${user.name}`);
    }
    for (const each of theirs.slice(0, 5)) {
      const shown = await open(stroll, user, 'show', { job: each.jobId });
      if (!isIn(shownIn(shown), each)) complaints.push(`not in /show: ${each.marks[0]} of ${user.name}`);
    }
  }
  return complaints;
}
