import type { PictureType } from '../../core/picture-type.ts';
import { SNIFF_BYTES, sniff } from '../images/sniff.ts';
import { PictureError } from './contract.ts';

interface TypeReader {
  /** Throws PictureError as soon as the bytes cannot become a picture any more. */
  see(chunk: Uint8Array): void;
  type(): PictureType;
}

/** Tells the type of a file while it goes by, however small its chunks are. */
export function createTypeReader(): TypeReader {
  let head = Buffer.alloc(0);

  function type(): PictureType {
    const found = sniff(head);
    if (found === undefined || found === 'heif') throw new PictureError('not-a-picture');
    return found;
  }

  return {
    type,
    see(chunk) {
      if (head.length >= SNIFF_BYTES) return;
      head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
      if (head.length >= SNIFF_BYTES) type();
    },
  };
}
