import type { Facts, Operation } from '../../src/core/operation.ts';

const nothingKnown: Facts = { looks: [], characters: [], disabledModels: [] };

export const attachment = {
  kind: 'attachment',
  id: '1',
  url: 'https://cdn.discordapp.com/x.png',
  name: 'x.png',
  bytes: 10,
} as const;

export const link = { kind: 'link', url: 'https://example.com/x.png' } as const;

export const stored = (width: number, height: number, bytes = 1000) =>
  ({ kind: 'stored', key: `${'a'.repeat(64)}.png`, width, height, bytes }) as const;

/** What an operation makes of raw input, on top of what every case has. */
export function preparing(operation: Operation, base: object = {}, facts: Facts = nothingKnown) {
  const prepare = (raw: object) => operation.prepare({ ...base, ...raw }, facts);
  const job = (raw: object) => {
    const prepared = prepare(raw);
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusal));
    return prepared.job;
  };
  return {
    prepare,
    job,
    body: (raw: object) => job(raw).request.body,
    refusal(raw: object): unknown {
      const prepared = prepare(raw);
      return prepared.ok ? 'accepted' : prepared.refusal;
    },
  };
}
