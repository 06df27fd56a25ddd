import { expect, onTestFinished } from 'vitest';
import { startPageServer } from '../../../sandbox/page/server.ts';
import type { RealApi } from '../../../sandbox/real-apis.ts';
import { openSitting } from '../../../sandbox/sitting.ts';

export type Opened = Awaited<ReturnType<typeof openSandbox>>;

interface OpenOptions {
  readonly real?: readonly RealApi[];
  readonly isBotThere?: boolean;
}

/** The sandbox and its page's server without a browser, until the test is over. */
export async function openSandbox({ real = [], isBotThere = true }: OpenOptions = {}) {
  const sitting = await openSitting({ real });
  sitting.pace.ms = 300;
  const page = await startPageServer({ sitting, port: 0 });
  onTestFinished(async () => {
    await page.close();
    await sitting.close();
  });
  const { discord } = sitting.stage;
  const { origin, hash } = new URL(page.url);
  const entered = await fetch(`${origin}/session`, { method: 'POST', body: hash.slice(5), headers: { origin } });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (isBotThere) {
    sitting.bot.start();
    await expect.poll(() => sitting.bot.state, { timeout: 20_000 }).toBe('running');
  }
  let count = 0;
  const person = (name: string) => sitting.people.find(({ user }) => user.name === name)?.user.id ?? '';
  const shown = () => discord.allMessages().filter(({ deletedAt }) => deletedAt === undefined);
  return {
    sitting,
    page,
    discord,
    person,
    /** What is there and not deleted. */
    shown,
    get: (path: string) => fetch(`${origin}${path}`, { headers: { cookie } }),
    act(
      who: string,
      asked: Parameters<typeof page.act>[0]['act'],
      attached: Parameters<typeof page.act>[1] = [],
    ): ReturnType<typeof page.act> {
      count += 1;
      return page.act({ id: `act ${count}`, person: person(who), act: asked }, attached);
    },
    withButton: (label: string) =>
      discord.until(
        () => shown().findLast(({ components }) => JSON.stringify(components).includes(`"label":"${label}"`)),
        20_000,
      ),
  };
}
