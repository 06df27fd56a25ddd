import type { Fault } from '../../../sandbox/discord/rest/server.ts';
import type { Step } from './steps.ts';
import type { Stroll } from './stroll.ts';

type Trouble<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Stands in every answer that is a trouble of the walk's own making. */
export const OF_THE_WALK = 'a trouble of the walk';

const ROUTES: Readonly<Record<Trouble<'discord'>['on'], (method: string, path: string) => boolean>> = {
  answer: (method, path) => method === 'POST' && path.endsWith('/callback'),
  edit: (method, path) => method === 'PATCH' && path.includes('/messages/'),
  message: (method, path) => method === 'POST' && /\/messages$|^\/webhooks\/\d+\/[^/]+$/.test(path),
};

const FAULTS: Readonly<Record<Trouble<'discord'>['as'], Fault>> = {
  '500': { status: 500, body: { message: OF_THE_WALK, code: 0 } },
  '429': {
    status: 429,
    body: { message: OF_THE_WALK, retry_after: 0.3, global: false },
    headers: { 'retry-after': '1' },
  },
  reset: { reset: true },
  'reset-after': { reset: true, applyAnyway: true },
  slow: { delayMs: 1800 },
};

/** Discord's next answer on that way; enough of them to outlast every repetition of a request. */
export function troubleDiscord({ bench, disturb, trouble }: Stroll, { on, as, times }: Trouble<'discord'>): void {
  let left = times;
  const stop = bench.discord.fault(({ method, path }) => {
    if (!ROUTES[on](method, path)) return undefined;
    left -= 1;
    if (left === 0) stop();
    // what was announced is answered by an edit
    disturb();
    return FAULTS[as];
  });
  trouble(stop);
}

/** The provider's next answer of that kind. */
export function troubleProvider({ bench }: Stroll, { name, fault }: Trouble<'provider'>): void {
  const retryAfter = fault.as === '429' || fault.as === '503' ? { retryAfter: 2 } : {};
  bench[name].misbehave({ ...fault, ...retryAfter, times: 1 });
}

export async function troubleFiles({ bench: { files } }: Stroll, { as }: Trouble<'files'>): Promise<void> {
  if (as === 'down') return files?.down();
  if (as === 'up') return files?.up();
  files?.misbehave({ on: 'upload', as, times: 1 });
}
