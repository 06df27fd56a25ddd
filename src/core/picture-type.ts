export type PictureType = 'png' | 'jpg' | 'webp' | 'gif';

export const mimeTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
} as const satisfies Record<PictureType, string>;

/** Of a file that we named ourselves. */
export function pictureTypeOf(name: string): PictureType {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return ending === 'png' || ending === 'webp' || ending === 'gif' ? ending : 'jpg';
}
