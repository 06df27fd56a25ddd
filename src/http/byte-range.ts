export interface ByteRange {
  readonly start: number;
  /** The last byte, counted in. */
  readonly end: number;
}

/** One range as asked for; undefined where the whole file is the right answer. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') return to !== '' && Number(to) > 0 && size > 0 ? tail(Number(to), size) : 'unsatisfiable';
  const start = Number(from);
  if (to !== '' && Number(to) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

function tail(length: number, size: number): ByteRange {
  return { start: Math.max(size - length, 0), end: size - 1 };
}
