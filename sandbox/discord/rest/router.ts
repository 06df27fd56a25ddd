import { refusals } from '../refusal.ts';
import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  param(name: string): string;
}

interface Entry {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Literal segments win over parameters when they are listed first. */
export function createRouter(routes: readonly Route[]) {
  const table = new Map<string, Entry[]>();
  const known = new Map<string, Entry[]>();
  for (const route of routes) {
    const segments = route.template.split('/').slice(1);
    const key = `${segments.length} ${segments[0]}`;
    table.set(`${route.method} ${key}`, [...(table.get(`${route.method} ${key}`) ?? []), { route, segments }]);
    known.set(key, [...(known.get(key) ?? []), { route, segments }]);
  }

  return (method: string, segments: readonly string[]): Match => {
    const key = `${segments.length} ${segments[0]}`;
    const entry = table.get(`${method} ${key}`)?.find((candidate) => fits(candidate, segments));
    if (!entry) {
      const isKnown = known.get(key)?.some((candidate) => fits(candidate, segments));
      throw isKnown ? refusals.methodNotAllowed() : refusals.notFound();
    }
    const param = (name: string) => segments[entry.segments.indexOf(`:${name}`)] ?? '';
    return { route: entry.route, param };
  };
}

function fits(entry: Entry, segments: readonly string[]): boolean {
  return entry.segments.every((part, index) => part.startsWith(':') || part === segments[index]);
}
