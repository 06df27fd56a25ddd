import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

export interface FileBody {
  readonly path: string;
  readonly size: number;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer | string | FileBody;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body), headers };
}

export function message(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, { message: text }, headers);
}

export function page(status: number, title: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, type: 'text/html; charset=utf-8', body };
}

export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed) return;
  const { status, type, body, headers = {} } = answer;
  const isFile = typeof body === 'object' && 'path' in body;
  const length = isFile ? body.size : Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': type, 'content-length': length, ...headers });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  if (isFile) return pipeline(createReadStream(body.path), response);
  response.end(body);
}

/** Reads on and throws away, so that the caller gets to see the answer. */
export async function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded) return;
  for await (const _ of request) {
    // Nothing is kept.
  }
}

/** Undefined when it is longer than `limit`; the rest is read and thrown away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}
