export type PictureType = 'png' | 'jpg' | 'webp' | 'gif';

export const mimeTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
} as const satisfies Record<PictureType, string>;
