import { expect, test } from 'vitest';
import { operations } from '../../../src/commands/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Operation } from '../../../src/core/operation.ts';
import type { SwitchRow } from '../../../src/services/store/switches.ts';
import { createOffer } from '../../../src/services/switches/offer.ts';

const V1 = '/v1/ai/image-upscaler-precision';
const row = (path: string, model?: string): SwitchRow => ({
  provider: path === '/flux-imagine' ? 'apiframe' : 'freepik',
  path,
  model,
  proof: [{ jobId: 'j', status: 404, at: 1 }],
  offSince: 10,
  retryAt: 20,
  tries: 0,
  trialPostId: null,
});

const HOUR_MS = 3_600_000;
function offer(
  off: readonly SwitchRow[],
  hidden: readonly string[] = [],
  disabledModels: readonly string[] = [],
  now = 20,
) {
  const retiredModels = () => off.flatMap(({ model }) => model ?? []);
  const isOffered = ({ name }: Operation) => !hidden.includes(name);
  const clock = { ...systemClock, now: () => now };
  return createOffer({ operations, isOffered, switches: { off: () => off, retiredModels }, disabledModels, clock });
}
const named = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('a command is on for as long as one of its endpoints is, whatever became of its models', () => {
  const paths = operations.find(({ name }) => name === 'upscale')?.endpoints.map(({ path }) => path) ?? [];
  const off = [row(V1), row('/v1/ai/mystic', 'fluid'), row('/v1/ai/image-relight')];
  const on = named(operations.filter(offer(off, ['edit']).isOn));
  expect(on).toEqual(named(operations).filter((name) => name !== 'relight' && name !== 'edit'));
  expect(named(operations.filter(offer(paths.map((path) => row(path))).isOn))).not.toContain('upscale');
});

test('a command stays listed until it has been off for an hour', () => {
  const off = [row('/v1/ai/image-relight')];
  const listed = (now: number) => named(operations.filter(offer(off, ['edit'], [], now).isListed));
  const shown = named(operations).filter((name) => name !== 'edit');
  expect(listed(10 + HOUR_MS - 1)).toEqual(shown);
  expect(listed(10 + HOUR_MS)).toEqual(shown.filter((name) => name !== 'relight'));
});

test('what is told in its place is what is on and offered here', () => {
  const reimagine = row('/v1/ai/beta/text-to-image/reimagine-flux');
  expect(named(offer([reimagine]).explain(reimagine, 'reimagine').instead)).toEqual(['edit', 'style']);
  expect(named(offer([reimagine], ['edit']).explain(reimagine, 'reimagine').instead)).toEqual(['style']);
  const both = [reimagine, row('/v1/ai/image-style-transfer')];
  expect(named(offer(both).explain(reimagine, 'reimagine').instead)).toEqual(['edit']);
});

test('of a mode or a model the choices that are left are told', () => {
  expect(offer([row(V1)]).explain(row(V1), 'upscale').choice).toEqual({
    value: 'precision',
    left: { option: 'mode', values: ['precision_v2', 'creative'] },
  });
  const models = [row('/flux-imagine', 'flux-pro'), row('/flux-imagine', 'flux-dev')];
  const told = offer(models, [], ['flux-pro-1.1']).explain(row('/flux-imagine', 'flux-pro'), 'flux');
  expect(told.choice).toEqual({
    value: 'flux-pro',
    left: { option: 'model', values: ['flux-schnell', 'flux-pro-1.1-ultra'] },
  });
  expect(offer([row('/flux-imagine')]).explain(row('/flux-imagine'), 'flux').choice).toBeUndefined();
});

test('the operator is told what is off, for which commands, since when and why', () => {
  const [mode, model] = offer([row(V1), row('/v1/ai/mystic', 'fluid')]).off();
  expect(mode).toEqual({
    provider: 'freepik',
    path: V1,
    model: undefined,
    operations: ['upscale'],
    since: 10,
    retryAt: 20,
    proof: [{ jobId: 'j', status: 404, at: 1 }],
  });
  expect(model).toMatchObject({ operations: ['imagine'], path: '/v1/ai/mystic', model: 'fluid' });
});

test('an endpoint is found by its provider and its path', () => {
  const { endpoint } = offer([]);
  expect(endpoint(row('/v1/ai/beta/remove-background'))).toMatchObject({ encoding: 'form', answer: 'at-once' });
  expect(endpoint({ ...row('/v1/ai/mystic'), provider: 'apiframe' })).toBeUndefined();
});
