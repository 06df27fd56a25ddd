import type { PictureType } from '../../core/picture-type.ts';

/** A picture that we drew ourselves, ready to be sent. */
export interface Drawing {
  readonly bytes: Buffer;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
}
