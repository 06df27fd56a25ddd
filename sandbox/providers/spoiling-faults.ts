import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { SpoilingFault } from './misbehaviour.ts';
import { type Fields, spoilTask } from './spoil-task.ts';

const fields = z.looseObject({});
const wrappedTask = z.looseObject({ data: fields });
const severalTasks = z.looseObject({ tasks: z.array(fields) });
/** An answer without a wrapper; a list of tasks has one. */
const bareTask = fields.refine((body) => !('data' in body));

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
    case 'lacks-one':
      return answer.status === 200 ? withoutFirst(answer) : answer;
    case 'unknown-status':
    case 'no-task-id':
    case 'not-https-entry':
      return answer.status === 200 ? changeTasks(answer, (task) => spoilTask(as, task)) : answer;
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

async function withoutFirst(answer: Answer): Promise<Answer> {
  const { data: several } = severalTasks.safeParse(JSON.parse((await bytesOf(answer)).toString()));
  return several ? { ...answer, body: JSON.stringify({ ...several, tasks: several.tasks.slice(1) }) } : answer;
}

/** However the provider wraps its tasks. */
async function changeTasks(answer: Answer, change: (task: Fields) => Fields): Promise<Answer> {
  const body: unknown = JSON.parse((await bytesOf(answer)).toString());
  const { data: wrapped } = wrappedTask.safeParse(body);
  if (wrapped) return { ...answer, body: JSON.stringify({ ...wrapped, data: change(wrapped.data) }) };
  const { data: several } = severalTasks.safeParse(body);
  if (several) return { ...answer, body: JSON.stringify({ ...several, tasks: several.tasks.map(change) }) };
  const { data: bare } = bareTask.safeParse(body);
  return bare ? { ...answer, body: JSON.stringify(change(bare)) } : answer;
}

async function bytesOf({ body }: Answer): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.isBuffer(body) ? body : readFile(body.path);
}
