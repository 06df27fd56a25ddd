import type { IncomingFile } from './types.ts';

export interface Multipart {
  readonly payload: string | undefined;
  readonly files: readonly IncomingFile[];
}

const HEADER_END = Buffer.from('\r\n\r\n');

/** Reads multipart/form-data that is wholly in memory; the files are windows into `body`, not copies. */
export function parseMultipart(contentType: string, body: Buffer): Multipart | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const files: IncomingFile[] = [];
  let payload: string | undefined;
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const split = part.indexOf(HEADER_END);
    if (split < 0) return undefined;
    const headers = part.subarray(0, split).toString('utf8');
    const bytes = part.subarray(split + HEADER_END.length);
    const field = /;\s*name="([^"]*)"/i.exec(headers)?.[1] ?? '';
    const filename = /;\s*filename="([^"]*)"/i.exec(headers)?.[1];
    if (field === 'payload_json') payload = bytes.toString('utf8');
    if (filename === undefined) continue;
    const type = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim();
    files.push({ field, filename: decodeName(filename), contentType: type, bytes });
  }
  return { payload, files };
}

function* partsOf(body: Buffer, marker: Buffer): Generator<Buffer> {
  let start = body.indexOf(marker);
  while (start >= 0) {
    const from = start + marker.length + 2;
    const next = body.indexOf(marker, from);
    if (next < 0) return;
    yield body.subarray(from, next - 2);
    start = next;
  }
}

function decodeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0A', '\n').replaceAll('%0D', '\r');
}
