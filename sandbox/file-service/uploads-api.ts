import type { IncomingMessage } from 'node:http';
import { type Answer, drain, json } from '../providers/answer.ts';
import { boundaryOf, readMultipart } from './multipart.ts';
import { type ReplyShape, uploadReply } from './reply-shape.ts';
import type { Arrival, createStoredFiles, DiskFile } from './stored-files.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface UploadsOptions {
  readonly store: Awaited<ReturnType<typeof createStoredFiles>>;
  readonly maxBytes: number;
  readonly shape: ReplyShape;
  linkTo(file: DiskFile): string;
  complain(text: string): void;
}

export function createUploadsApi({ store, maxBytes, shape, linkTo, complain }: UploadsOptions) {
  async function readForm(request: IncomingMessage, boundary: string) {
    let id = '';
    let image: Arrival | undefined;
    let claimed: string | undefined;
    const reading = readMultipart(request, boundary, async ({ name, type }) => {
      if (name === 'image' && !image) {
        image = await store.receive(maxBytes);
        claimed = type;
        return image;
      }
      if (name !== 'id') complain(`the form has a field that the service does not know: ${name}`);
      return {
        async write(bytes) {
          if (name === 'id') id += bytes.toString();
        },
        async end() {},
      };
    });
    const isWhole = await reading.then(
      () => true,
      () => false,
    );
    return { id, image, claimed, isWhole };
  }

  return {
    async upload(request: IncomingMessage): Promise<Answer> {
      const boundary = boundaryOf(request.headers['content-type']);
      if (boundary === undefined) {
        await drain(request);
        return failure(400, 'Content type should be multipart/form-data');
      }
      const { id, image, claimed, isWhole } = await readForm(request, boundary);
      if (!image) return failure(400, 'image is required');
      const type = image.type();
      const refusal = isWhole ? refuse(id, image, type) : failure(400, 'The form ends in the middle');
      if (refusal || type === undefined) {
        await store.discard(image);
        return refusal ?? failure(400, 'image should be a picture');
      }
      if (claimed !== type) complain(`the file was sent as ${claimed ?? 'nothing'} and is ${type}`);
      return json(200, uploadReply(shape, linkTo(await store.keep(id.toLowerCase(), image, type))));
    },
    async remove(id: string): Promise<Answer> {
      if (!(await store.remove(id))) return failure(404, 'File not found');
      return json(200, { code: 1000, message: 'Delete successful' });
    },
  };

  function refuse(id: string, image: Arrival, type: string | undefined): Answer | undefined {
    if (!UUID.test(id)) return failure(400, 'id should be a UUID');
    if (image.size() > maxBytes) return failure(413, 'File too large');
    return type === undefined ? failure(400, 'image should be a picture') : undefined;
  }
}

export function failure(status: number, text: string): Answer {
  return json(status, { code: status + 600, message: text });
}
