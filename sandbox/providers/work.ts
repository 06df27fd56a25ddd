import type { PictureMaker } from '../pictures/picture-cache.ts';

export interface Output {
  readonly nsfw: boolean;
  /** image/png when not said. */
  readonly type?: string;
  /** Called for every download, so that no result waits in memory. */
  render(make: PictureMaker): Promise<Buffer>;
}

/** Where the links to results lead. */
export interface Delivery {
  readonly host: 'results' | 'api';
  /** Before the name of the file, with a slash at its end. */
  readonly folder: string;
  /** That of the server when not said. */
  readonly lifeMs?: number;
}

export const fromResultHost: Delivery = { host: 'results', folder: '/' };

/** What a task will do, decided when it is accepted. */
export interface Work {
  readonly outputs: readonly Output[];
  readonly webhookUrl: string | undefined;
  /** Sent along with its webhooks. */
  readonly webhookHeaders: Readonly<Record<string, string>>;
  /** What the real service says nothing about, though it does not do what was asked. */
  readonly ignored: readonly string[];
  /** Accepted first and failed later; `refused` is what moderation does. */
  readonly course: 'normal' | 'failing' | 'refused';
  /** The reason of a failure, where one is told. */
  readonly failure: string | undefined;
  /** The body as sent, but for its pictures. */
  readonly summary: unknown;
  readonly delivery: Delivery;
  /** What stands among the results without being a link. */
  readonly remarks: readonly string[];
  readonly alwaysTellsNsfw: boolean;
}
