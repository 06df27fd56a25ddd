import sharp from 'sharp';

export interface DecodedPicture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The picture, or the reason why it is none. */
export async function decodePicture(text: string): Promise<DecodedPicture | string> {
  if (text.startsWith('data:')) return 'Input should be raw base64, without a data: prefix';
  if (text.length % 4 !== 0 || !BASE64.test(text)) return 'Input should be valid base64';
  const bytes = Buffer.from(text, 'base64');
  try {
    const { width, height } = await sharp(bytes).metadata();
    // Headers alone do not make a picture: a small rendering reads all of it.
    await sharp(bytes, { failOn: 'truncated' }).resize(16, 16).raw().toBuffer();
    return { bytes, width, height };
  } catch {
    return 'Input should be a readable picture';
  }
}
