import { systemClock } from '../../src/core/clock.ts';
import { type ApiframeKind, createApiframeApi } from './apiframe/apiframe-api.ts';
import { type ApiframeShape, viewApiframeTask } from './apiframe/apiframe-view.ts';
import { rewordFault } from './apiframe/reword-fault.ts';
import { startLocalProvider } from './local-provider.ts';
import type { LocalProvider, LocalProviderOptions } from './provider-types.ts';
import { meaningfulForApiframe, refuseMeaningless } from './rule-check.ts';

export interface LocalApiframeOptions extends LocalProviderOptions, Partial<ApiframeShape> {
  readonly keyScheme?: 'raw' | 'bearer';
  /** What the account has before its first task, each of which takes one. */
  readonly credits?: number;
}

export type LocalApiframe = LocalProvider<ApiframeKind>;

export function startLocalApiframe(options: LocalApiframeOptions = {}): Promise<LocalApiframe> {
  const { clock = systemClock, finalStatus = 'none', failureField = 'message' } = options;
  const shape = { finalStatus, failureField };
  return startLocalProvider<ApiframeKind>(options, {
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
        credits: options.credits ?? 1000,
        keyScheme: options.keyScheme ?? 'raw',
      }),
  });
}
