import type { PictureInput } from '../../core/picture-input.ts';
import type { Turns } from '../../core/turns.ts';
import type { Spool } from '../files/contract.ts';
import { compare } from '../images/compare.ts';
import type { Drawing } from '../images/drawing.ts';
import type { CopyPicture } from './copies.ts';

interface Parts {
  readonly copy: CopyPicture;
  readonly spool: Pick<Spool, 'path' | 'remove'>;
  readonly inTurn: Turns;
}

/** Before and after from wherever they are kept. Throws PictureError where one is gone. */
export function createCompareCopies({ copy, spool, inTurn }: Parts) {
  return async function compareCopies(before: PictureInput, after: PictureInput): Promise<Drawing> {
    const first = await copy(before);
    try {
      const second = await copy(after);
      try {
        return await inTurn(() => compare(spool.path(first.spool), spool.path(second.spool)));
      } finally {
        await spool.remove(second.spool);
      }
    } finally {
      await spool.remove(first.spool);
    }
  };
}

export type CompareCopies = ReturnType<typeof createCompareCopies>;
