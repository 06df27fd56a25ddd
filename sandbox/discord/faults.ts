import type { Json } from './json.ts';

export interface FaultRequest {
  readonly method: string;
  /** Decoded, from behind /api/v10. */
  readonly path: string;
  readonly body: Json;
  /** How often this rule has been asked, this time included. */
  readonly count: number;
}

export interface Fault {
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** The connection is cut instead of an answer. */
  readonly reset?: boolean;
  /** No answer ever comes. */
  readonly hang?: boolean;
  /** The deed is done all the same. */
  readonly applyAnyway?: boolean;
}

export type FaultRule = (request: FaultRequest) => Fault | undefined;

/** For the first `times` requests that it concerns, such as the 401 that Discord says by mistake. */
export function fewTimes(times: number, concerns: (path: string) => boolean, fault: Fault): FaultRule {
  let left = times;
  return ({ path }) => {
    if (left === 0 || !concerns(path)) return undefined;
    left -= 1;
    return fault;
  };
}

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  const rules = new Set<{ rule: FaultRule; count: number }>();

  return {
    add(rule: FaultRule): () => void {
      const entry = { rule, count: 0 };
      rules.add(entry);
      return () => void rules.delete(entry);
    },
    find(method: string, path: string, body: Json): Fault | undefined {
      for (const entry of rules) {
        const fault = entry.rule({ method, path, body, count: ++entry.count });
        if (fault) return fault;
      }
      return undefined;
    },
  };
}
