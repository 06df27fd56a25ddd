export type PictureType = 'png' | 'jpg' | 'webp' | 'gif';

export const mimeTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
} as const satisfies Record<PictureType, string>;

/** What the file store takes: pictures, and many of them as one file. */
export type StoredType = PictureType | 'zip';

export const storedMimeTypes = { ...mimeTypes, zip: 'application/zip' } as const satisfies Record<StoredType, string>;

/** Of a file that we named ourselves. */
export function pictureTypeOf(name: string): PictureType {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return ending === 'png' || ending === 'webp' || ending === 'gif' ? ending : 'jpg';
}
