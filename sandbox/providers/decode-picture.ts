import sharp from 'sharp';

export interface DecodedPicture {
  readonly bytes: Buffer;
  /** As it is looked at: after the turn that its orientation asks for. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes, or the reason why there are none. */
export function decodeBase64(text: string): Buffer | string {
  if (text.startsWith('data:')) return 'Input should be raw base64, without a data: prefix';
  if (text.length % 4 !== 0 || !BASE64.test(text)) return 'Input should be valid base64';
  return Buffer.from(text, 'base64');
}

/** The picture, or the reason why it is none. */
export async function decodePicture(bytes: Buffer): Promise<DecodedPicture | string> {
  try {
    const { autoOrient, format } = await sharp(bytes).metadata();
    // Headers alone do not make a picture: a small rendering reads all of it.
    await sharp(bytes, { failOn: 'truncated' }).resize(16, 16).raw().toBuffer();
    return { bytes, width: autoOrient.width, height: autoOrient.height, format };
  } catch {
    return 'Input should be a readable picture';
  }
}
