import type { IncomingMessage } from 'node:http';
import { readBody } from './answer.ts';

const BODY_LIMIT = 64 * 1024 * 1024;

export type Encoding = 'json' | 'form';

export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

const types = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

/** Undefined when the content type is the one that the encoding asks for. */
export function wrongContentType(request: IncomingMessage, encoding: Encoding): string | undefined {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (given === types[encoding]) return undefined;
  return `The content type should be ${types[encoding]}, not ${given === '' ? 'absent' : given}`;
}

export async function parseBody(request: IncomingMessage, encoding: Encoding): Promise<ParsedBody> {
  const bytes = await readBody(request, BODY_LIMIT);
  if (!bytes) return { ok: false, reason: 'The body is too large' };
  return encoding === 'json' ? parseJson(bytes.toString()) : parseForm(bytes.toString());
}

function parseJson(text: string): ParsedBody {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'The body is not JSON' };
  }
}

function parseForm(text: string): ParsedBody {
  const entries = [...new URLSearchParams(text)];
  const value = Object.fromEntries(entries);
  if (Object.keys(value).length < entries.length) return { ok: false, reason: 'A field of the form stands twice' };
  return { ok: true, value };
}
