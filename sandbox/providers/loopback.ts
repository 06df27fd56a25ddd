const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Local servers never call anything off this machine. */
export function isLoopback(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && LOOPBACK.has(parsed.hostname);
}
