import type { ProviderName } from '../../core/provider.ts';

/** What a request to a provider was for. */
export type ProviderQuestion = 'submit' | 'poll' | 'probe' | 'presence';

/** Records what happens in this process; labels are words of ours, never an id or a text of anybody's. */
export interface Meter {
  providerRequest(about: { provider: ProviderName; request: ProviderQuestion; outcome: string }, seconds: number): void;
  /** How long a request waited for its turn within the key's rate. */
  providerWait(about: { provider: ProviderName; request: string }, seconds: number): void;
  discordRequest(about: { call: string; outcome: string }, seconds: number): void;
  /** `bucket`: held back by ourselves before it was sent. `answer`: Discord said 429. */
  discordRateLimit(where: 'bucket' | 'answer', seconds: number): void;
}
