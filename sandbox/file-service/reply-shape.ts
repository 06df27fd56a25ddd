export type ReplyShape = 'result' | 'result-url' | 'url' | 'data' | 'image' | 'secure_url';

/** The first is the one that is known; services of this kind answer in the others. */
export function uploadReply(shape: ReplyShape, url: string): unknown {
  switch (shape) {
    case 'result':
      return { code: 1000, message: 'Upload successful', result: { image: url } };
    case 'result-url':
      return { code: 1000, message: 'Upload successful', result: { url } };
    case 'url':
      return { url };
    case 'data':
      return { data: { url } };
    case 'image':
      return { image: url };
    case 'secure_url':
      return { secure_url: url };
    default:
      return shape satisfies never;
  }
}
