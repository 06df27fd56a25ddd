import { systemClock } from '../../src/core/clock.ts';
import type { Endpoint } from './endpoint.ts';
import { freepikEndpoints } from './endpoints/registry.ts';
import { createFreepikApi, type FreepikKind } from './freepik-api.ts';
import { startLocalProvider } from './local-provider.ts';
import type { LocalProvider, LocalProviderOptions } from './provider-types.ts';
import { meaningfulForFreepik, refuseMeaningless } from './rule-check.ts';
import { type AnswerShape, viewTask } from './task-view.ts';
import { createWebhookSignature } from './webhook-signature.ts';

export interface LocalFreepikOptions extends LocalProviderOptions {
  readonly lorasShape?: 'array' | 'object';
  /** The documents have a list of recent tasks for each endpoint; the live host does not know it (404). */
  readonly hasLists?: boolean;
  /** Webhooks go out without a signature when there is no secret. */
  readonly webhookSecret?: string;
  readonly webhookKeyEncoding?: 'utf8' | 'base64';
  readonly endpoints?: readonly Endpoint[];
  /** Of the answers to a submit, by the endpoint's name: where documents and samples contradict each other. */
  readonly answerShapes?: Readonly<Record<string, Exclude<AnswerShape, 'links'>>>;
}

export type LocalFreepik = LocalProvider<FreepikKind>;

export function startLocalFreepik(options: LocalFreepikOptions = {}): Promise<LocalFreepik> {
  return startLocalProvider<FreepikKind>(options, {
    tell: viewTask,
    sign: createWebhookSignature({
      clock: options.clock ?? systemClock,
      secret: options.webhookSecret,
      keyEncoding: options.webhookKeyEncoding ?? 'utf8',
    }),
    refuseMeaningless: (on, as) => refuseMeaningless(meaningfulForFreepik, on, as),
    serve: (parts) =>
      createFreepikApi({
        ...parts,
        endpoints: options.endpoints ?? freepikEndpoints,
        lorasShape: options.lorasShape ?? 'object',
        hasLists: options.hasLists ?? false,
        answerShapes: options.answerShapes ?? {},
      }),
  });
}
