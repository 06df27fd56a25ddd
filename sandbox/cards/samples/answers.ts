import type { Denial, Refusal } from '../../../src/core/refusal.ts';
import { type Notice, plainNotices } from '../../../src/views/notices.ts';

export const refusals: { readonly [C in Refusal['code']]: Extract<Refusal, { code: C }> } = {
  blank: { code: 'blank', option: 'prompt' },
  'too-long': { code: 'too-long', option: 'prompt', limit: 2000, actual: 2345 },
  missing: { code: 'missing', option: 'image' },
  'no-such-option': { code: 'no-such-option', option: 'tolerance', left: ['prompt', 'model'] },
  'bad-choice': { code: 'bad-choice', option: 'model', value: '**x**', allowed: ['realism', 'fluid'] },
  'out-of-range': { code: 'out-of-range', option: 'hdr', minimum: 0, maximum: 100 },
  'bad-value': { code: 'bad-value', option: 'look_strength' },
  'bad-colors': { code: 'bad-colors', problem: 'color', value: 'mauve' },
  needs: { code: 'needs', option: 'hdr', needs: ['style_reference', 'look'] },
  conflict: { code: 'conflict', option: 'image', other: 'from' },
  'only-with': { code: 'only-with', option: 'steps', only: { option: 'model', values: ['flux-pro', 'flux-dev'] } },
  'not-with': { code: 'not-with', option: 'look', other: { option: 'model', values: ['fluid'] } },
  'switched-off': { code: 'switched-off', what: 'fluid' },
  'not-a-picture': { code: 'not-a-picture', option: 'image' },
  'picture-too-large': { code: 'picture-too-large', option: 'image', limitMegabytes: 20 },
  'picture-too-many-pixels': { code: 'picture-too-many-pixels', option: 'image', limitMegapixels: 25.3 },
  'picture-unreadable': { code: 'picture-unreadable', option: 'style_reference' },
  'picture-unreachable': { code: 'picture-unreachable', option: 'image' },
  'no-picture': { code: 'no-picture', option: 'image', other: 'from' },
  'too-many-pictures': { code: 'too-many-pictures', limit: 3 },
  'picture-too-small': { code: 'picture-too-small', option: 'image', minimum: 160 },
  'picture-too-long': { code: 'picture-too-long', option: 'image', longest: 3 },
  'picture-not-found': { code: 'picture-not-found', option: 'from' },
  'picture-expired': { code: 'picture-expired', option: 'from' },
  'link-not-allowed': { code: 'link-not-allowed', option: 'from', host: 'evil.example' },
  'no-address': { code: 'no-address' },
  'nothing-to-add': { code: 'nothing-to-add' },
  'side-too-large': { code: 'side-too-large', option: 'shape', side: 'left', limit: 2048, nearest: '2:1' },
  'result-too-large': { code: 'result-too-large', option: 'scale', limit: 10_060, unit: 'px', nearest: '4' },
  'bad-shape': { code: 'bad-shape', option: 'shape', value: '16x9', example: '16:9' },
  'bad-emphasis': { code: 'bad-emphasis', option: 'prompt', value: '(sun:9)' },
};

/** Of some codes that say more than one thing. */
export const otherRefusals: readonly Refusal[] = [
  { code: 'bad-colors', problem: 'count', value: '' },
  { code: 'bad-colors', problem: 'weight', value: '#ff8800:7' },
  { code: 'out-of-range', option: 'steps', minimum: 1 },
  { code: 'switched-off', what: 'fluid', left: { option: 'model', values: ['realism', 'zen'] } },
  { code: 'switched-off', what: 'fluid', left: { option: 'model', values: [] } },
  {
    code: 'only-with',
    option: 'hdr',
    only: { option: 'model', values: Array.from({ length: 14 }, (_, n) => `m${n}`) },
  },
  { code: 'side-too-large', option: 'shape', side: 'left', limit: 2048, nearest: undefined },
  { code: 'result-too-large', option: 'scale', limit: 25.3, unit: 'megapixels', nearest: undefined },
  { code: 'bad-shape', option: 'shape', value: '99:1', example: '16:9', between: ['21:9', '9:21'] },
];

const imagine = { name: 'imagine', localNames: { vi: 'vẽ' } };
const edit = { name: 'edit', localNames: { vi: 'chỉnh_sửa' } };
const style = { name: 'style', localNames: { vi: 'đổi_phong_cách' } };

export const denials: readonly Denial[] = [
  { code: 'daily-credits', price: 4, left: 2, daily: 50, resetsAt: 1_790_000_000_000 },
  { code: 'daily-credits', price: 1, left: 0, daily: 50, resetsAt: 1_790_000_000_000 },
  { code: 'concurrent', running: 3, limit: 3 },
  { code: 'monthly-credits', price: 4, left: 2, monthly: 50, resetsAt: 1_790_000_000_000 },
  { code: 'monthly-credits', price: 1, left: 0, monthly: 50, resetsAt: 1_790_000_000_000 },
  { code: 'cooldown', seconds: 60, endsAt: 1_790_000_000_000 },
  { code: 'blocked', until: undefined, reason: undefined },
  { code: 'blocked', until: 1_790_000_000_000, reason: '**spam** @everyone' },
  { code: 'paused', command: undefined, resetsAt: undefined },
  { code: 'paused', command: imagine, resetsAt: undefined },
  { code: 'paused', command: imagine, resetsAt: 1_790_000_000_000 },
  { code: 'not-allowed', command: imagine, isHere: true, until: undefined },
  { code: 'not-allowed', command: imagine, isHere: false, until: 1_790_000_000_000 },
  { code: 'resolution', asked: '4k', most: '2k', until: undefined },
  { code: 'pool', pool: 'budget', price: 3, left: 1, resetsAt: 1_790_000_000_000 },
  { code: 'pool', pool: 'server', price: 3, left: 1, resetsAt: 1_790_000_000_000 },
  { code: 'pool', pool: 'operator', price: 3, left: 0, resetsAt: 1_790_000_000_000 },
  { code: 'provider-paused', reason: 'key' },
  { code: 'provider-paused', reason: 'credits' },
  { code: 'provider-paused', reason: 'gone' },
  { code: 'switched-off', command: style, instead: [] },
  { code: 'switched-off', command: style, instead: [edit, imagine] },
  {
    code: 'switched-off',
    command: imagine,
    choice: { value: 'fluid', left: { option: 'model', values: ['realism', 'zen'] } },
    instead: [edit],
  },
  { code: 'word-rule', word: '||@everyone *x*||' },
  { code: 'spool-full' },
  { code: 'results-held' },
  { code: 'store-unavailable' },
];

export const notices: readonly Notice[] = [
  ...plainNotices.map((kind) => ({ kind })),
  { kind: 'only-owner-compares', ownerId: '42' },
  { kind: 'internal', reference: 'J7K2' },
  { kind: 'not-offered', command: style, instead: [] },
  { kind: 'not-offered', command: style, instead: [edit, imagine] },
];
