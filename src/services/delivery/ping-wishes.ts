import { z } from 'zod';

/** Whether a member wants to be called when a picture is there. */
export const pingWishes = ['long', 'always', 'never'] as const;
export type PingWish = (typeof pingWishes)[number];

export interface PingWishes {
  /** `long` for those who never said. */
  of(userId: string): Promise<PingWish>;
  set(userId: string, wish: PingWish): Promise<void>;
}

interface Documents {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
}

const schema = z.enum(pingWishes);
const keyOf = (userId: string) => `ping:${userId}`;

export function createPingWishes(documents: Documents): PingWishes {
  return {
    of: async (userId) => schema.safeParse(await documents.get(keyOf(userId))).data ?? 'long',
    set: async (userId, wish) => void (await documents.set(keyOf(userId), wish)),
  };
}
