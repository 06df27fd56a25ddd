import type { PingWish } from '../core/ping-wish.ts';

/** When a member wants to be called. */
export interface PingTexts {
  /** Stands above the menu. */
  readonly about: string;
  readonly choices: Readonly<Record<PingWish, string>>;
}
