import { type PingWish, parsePingWish } from '../../core/ping-wish.ts';

export interface PingWishes {
  /** `long` for those who never said. */
  of(userId: string): Promise<PingWish>;
  set(userId: string, wish: PingWish): Promise<void>;
}

interface Documents {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
}

const keyOf = (userId: string) => `ping:${userId}`;

export function createPingWishes(documents: Documents): PingWishes {
  return {
    of: async (userId) => parsePingWish(await documents.get(keyOf(userId))) ?? 'long',
    set: async (userId, wish) => void (await documents.set(keyOf(userId), wish)),
  };
}
