import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { pictureInputSchema } from '../../core/picture.ts';
import { creditSchema } from '../../core/settings.ts';
import { ulid } from '../../core/ulid.ts';

const pick = z.object({
  ownerId: z.string(),
  operation: z.string(),
  /** Of pictures that are somebody else's. */
  credit: creditSchema.optional(),
  pictures: z.array(z.object({ picture: pictureInputSchema, parentId: z.string().optional(), isSpoiler: z.boolean() })),
});

/** Pictures of a message between which a member still chooses, or for which a form is still being filled in. */
export type Pick = z.infer<typeof pick>;

export interface Picks {
  /** Answers with the id under which it is found for an hour. */
  keep(pick: Pick): Promise<string>;
  /** Undefined for what is over, and for what is somebody else's. */
  find(id: string, ownerId: string): Promise<Pick | undefined>;
}

interface Documents {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttl?: number): Promise<unknown>;
}

const HOUR_MS = 3_600_000;

export function createPicks({ documents, clock }: { readonly documents: Documents; readonly clock: Clock }): Picks {
  return {
    async keep(value) {
      const id = ulid(clock.now());
      await documents.set(`pick:${id}`, value, HOUR_MS);
      return id;
    },
    async find(id, ownerId) {
      const found = pick.safeParse(await documents.get(`pick:${id}`)).data;
      return found?.ownerId === ownerId ? found : undefined;
    },
  };
}
