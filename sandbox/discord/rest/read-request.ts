import type { IncomingMessage } from 'node:http';
import { inspectFile } from '../files.ts';
import { type Json, parseJson } from '../json.ts';
import { parseMultipart } from '../multipart.ts';
import { refusals } from '../refusal.ts';
import type { IncomingFile } from '../types.ts';

export interface ReadRequest {
  readonly body: Json;
  /** Undefined where the request was not multipart. */
  readonly files: readonly IncomingFile[] | undefined;
}

/** Reads the whole body; one that is too large is read to its end, so that the client hears the 413. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  return size > most ? undefined : Buffer.concat(chunks);
}

export async function readRequest(contentType: string | undefined, bytes: Buffer): Promise<ReadRequest> {
  if (!contentType?.startsWith('multipart/form-data')) {
    return { body: bytes.length > 0 ? readJson(bytes.toString('utf8')) : undefined, files: undefined };
  }
  const parts = parseMultipart(contentType, bytes);
  if (!parts) throw refusals.invalidJson();
  const body = parts.payload === undefined ? undefined : readJson(parts.payload);
  return { body, files: await Promise.all(parts.files.map(inspectFile)) };
}

function readJson(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw refusals.invalidJson();
  }
}
