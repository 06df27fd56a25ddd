import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { SpoilingFault } from './misbehaviour.ts';

const wrapped = z.looseObject({ data: z.looseObject({}) });

/** The true answer, spoiled on its way out. */
export async function spoil(as: SpoilingFault, answer: Answer): Promise<Answer> {
  switch (as) {
    case 'slow':
    case 'cut-off':
      return answer;
    case 'truncated':
    case 'truncated-picture': {
      const bytes = await bytesOf(answer);
      return { ...answer, body: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
    }
    case 'unknown-status':
      return changeData(answer, (data) => ({ ...data, status: 'WARMING_UP', generated: [] }));
    case 'no-task-id':
      return changeData(answer, ({ task_id: _, ...data }) => data);
    case 'not-https-entry':
      return changeData(answer, (data) => {
        const generated = Array.isArray(data['generated']) ? data['generated'] : [];
        return { ...data, generated: ['The picture was made with care.', ...generated] };
      });
    default:
      return as satisfies never;
  }
}

/** Promises all of it, then loses the connection half-way. */
export async function sendCutOff(response: ServerResponse, answer: Answer): Promise<void> {
  const bytes = await bytesOf(answer);
  response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': bytes.length, ...answer.headers });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

type Data = Record<string, unknown>;

async function changeData(answer: Answer, change: (data: Data) => Data): Promise<Answer> {
  const body = wrapped.safeParse(JSON.parse((await bytesOf(answer)).toString()));
  if (!body.success) return answer;
  return { ...answer, body: JSON.stringify({ ...body.data, data: change(body.data.data) }) };
}

async function bytesOf({ body }: Answer): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.isBuffer(body) ? body : readFile(body.path);
}
