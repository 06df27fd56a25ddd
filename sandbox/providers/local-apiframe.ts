import { systemClock } from '../../src/core/clock.ts';
import { type ApiframeKind, createApiframeApi } from './apiframe/apiframe-api.ts';
import { type ApiframeShape, viewApiframeTask } from './apiframe/apiframe-view.ts';
import { rewordFault } from './apiframe/reword-fault.ts';
import { startLocalProvider } from './local-provider.ts';
import type { LocalProvider, LocalProviderOptions } from './provider-types.ts';
import { meaningfulForApiframe, refuseMeaningless } from './rule-check.ts';

export interface LocalApiframeOptions extends LocalProviderOptions, Partial<ApiframeShape> {
  /** Official clients send either, so both are taken when nothing is said. */
  readonly keyScheme?: 'raw' | 'bearer';
  /** What the account has before its first task, each of which takes one. */
  readonly credits?: number;
}

export type LocalApiframe = LocalProvider<ApiframeKind> & { buyCredits(credits: number): void };

export async function startLocalApiframe(options: LocalApiframeOptions = {}): Promise<LocalApiframe> {
  const { clock = systemClock, finalStatus = 'finished', failureField = 'message' } = options;
  const shape = { finalStatus, failureField };
  let bought = options.credits ?? 1000;
  const local = await startLocalProvider<ApiframeKind>(options, {
    tell: (task, link) => viewApiframeTask(task, () => link(0), clock.now(), shape),
    // Nothing is signed: a secret of the task's own goes along as it came.
    sign: () => ({}),
    reword: rewordFault,
    refuseMeaningless: (on, as) => refuseMeaningless(meaningfulForApiframe, on, as),
    serve: (parts) =>
      createApiframeApi({
        ...parts,
        clock,
        shape,
        credits: () => Math.max(0, bought - parts.engine.tasks.length),
        keyScheme: options.keyScheme ?? 'either',
      }),
  });
  // in place, as what is billed is told by a getter
  return Object.assign(local, {
    buyCredits(credits: number) {
      bought += credits;
    },
  });
}
