import type { PictureType } from '../../core/picture-type.ts';

/** What a member may hand in: heif is read (as AVIF, or HEIC where the library can) but never stored. */
export type SourceType = PictureType | 'heif';

export const SNIFF_BYTES = 32;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const HEIF_BRAND = /avif|avis|heic|heix|heim|heis|mif1|msf1/;

/** The type that the first bytes tell; a name or a header is never asked. */
export function sniff(head: Uint8Array): SourceType | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFF_BYTES));
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'png';
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return 'jpg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif';
  if (text(4, 8) === 'ftyp' && HEIF_BRAND.test(text(8, SNIFF_BYTES))) return 'heif';
  return undefined;
}
