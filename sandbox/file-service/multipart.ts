interface PartHead {
  readonly name: string;
  readonly filename: string | undefined;
  readonly type: string | undefined;
}

export interface PartSink {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
}

const HEAD_LIMIT = 8192;

export function boundaryOf(contentType: string | undefined): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
}

/** Hands on each part as it arrives and holds no more than one chunk; throws when the form does not end as one. */
export async function readMultipart(
  source: AsyncIterable<unknown>,
  boundary: string,
  open: (head: PartHead) => Promise<PartSink>,
): Promise<void> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line before it.
  let rest: Buffer = Buffer.from('\r\n');
  let state: 'body' | 'delimiter' | 'head' | 'end' = 'body';
  let sink: PartSink | undefined;

  /** Whether there is more to be done with what is there. */
  async function step(): Promise<boolean> {
    if (state === 'body') {
      const at = rest.indexOf(delimiter);
      const safe = at >= 0 ? at : Math.max(0, rest.length - delimiter.length + 1);
      if (safe > 0) await sink?.write(rest.subarray(0, safe));
      rest = rest.subarray(at >= 0 ? at + delimiter.length : safe);
      if (at < 0) return false;
      await sink?.end();
      sink = undefined;
      state = 'delimiter';
      return true;
    }
    if (state === 'delimiter') {
      if (rest.length < 2) return false;
      state = rest.subarray(0, 2).toString() === '--' ? 'end' : 'head';
      return state === 'head';
    }
    if (state === 'end') return false;
    const at = rest.indexOf('\r\n\r\n');
    if (at < 0 && rest.length > HEAD_LIMIT) throw new Error('The head of a part is too long');
    if (at < 0) return false;
    sink = await open(parseHead(rest.subarray(0, at).toString()));
    rest = rest.subarray(at + 4);
    state = 'body';
    return true;
  }

  try {
    for await (const chunk of source) {
      if (!Buffer.isBuffer(chunk) || isAtEnd()) continue;
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (await step());
    }
  } finally {
    await sink?.end();
  }
  if (!isAtEnd()) throw new Error('The form ends in the middle');

  function isAtEnd(): boolean {
    return state === 'end';
  }
}

function parseHead(text: string): PartHead {
  const value = (header: string) => new RegExp(`^${header}:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim();
  const disposition = value('content-disposition') ?? '';
  return {
    name: /\bname="([^"]*)"/i.exec(disposition)?.[1] ?? '',
    filename: /\bfilename="([^"]*)"/i.exec(disposition)?.[1],
    type: value('content-type'),
  };
}
