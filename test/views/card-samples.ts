import fc from 'fast-check';
import type { CardState, CardStatus, FinishedPicture } from '../../src/core/card.ts';
import { actions } from '../../src/core/custom-id.ts';
import { failureCodes } from '../../src/core/failure.ts';
import type { OperationOption } from '../../src/core/operation.ts';

export const JOB = '01JDZ8Q4S0M3T5V7W9XBCDEFGH';
export const OWNER = '1100000000000000009';

const option = (name: string, vi: string, rest: Pick<OperationOption, 'kind'> & Partial<OperationOption>) => ({
  name,
  localNames: { vi },
  description: { en: `What ${name} does`, vi: `Tác dụng của ${vi}` },
  required: false,
  ...rest,
});

export const options: readonly OperationOption[] = [
  option('model', 'mô_hình', {
    kind: 'choice',
    choices: [
      { value: 'realism', name: { en: 'Realism', vi: 'Chân thực' } },
      { value: 'fluid', name: { en: 'Fluid', vi: 'Uyển chuyển' } },
    ],
  }),
  option('prompt', 'mô_tả', { kind: 'text', required: true }),
  option('hdr', 'độ_tương_phản', { kind: 'integer', minimum: 0, maximum: 100 }),
  option('look_strength', 'độ_mạnh', { kind: 'number', minimum: 0, maximum: 2 }),
  option('repeatable', 'lặp_lại', { kind: 'flag' }),
  option('look', 'phong_cách', { kind: 'text', suggests: 'looks' }),
  option('style_reference', 'ảnh_mẫu', { kind: 'picture' }),
];

export const operation: CardState['operation'] = {
  name: 'imagine',
  localNames: { vi: 'vẽ' },
  title: { en: 'Imagine', vi: 'Vẽ' },
  options,
  followUps: [{ action: 'again', operation: 'imagine', from: 'same-input' }],
};

export const picture = (over: Partial<FinishedPicture> = {}): FinishedPicture => ({
  jobId: JOB,
  file: { url: 'attachment://darkroom-1.png', isSpoiler: false },
  link: 'https://files.example.com/1.png',
  isLinkPending: false,
  width: 2048,
  height: 1152,
  ...over,
});

export const card = (over: Partial<CardState> = {}): CardState => ({
  operation,
  input: { prompt: 'a fox in the snow', model: 'realism' },
  altText: { en: 'a fox in the snow', vi: 'một con cáo trong tuyết' },
  ownerId: OWNER,
  jobId: JOB,
  status: { kind: 'queued', ahead: 2 },
  pictures: [],
  failures: [],
  price: 1,
  charged: 1,
  left: 49,
  mayCancel: false,
  isPrivate: false,
  mayReport: false,
  hasBefore: false,
  ...over,
});

const status: fc.Arbitrary<CardStatus> = fc.oneof(
  fc.record({ kind: fc.constant('queued' as const), ahead: fc.nat() }),
  fc.record({
    kind: fc.constant('working' as const),
    ready: fc.nat(4),
    total: fc.nat(4),
    progress: fc.option(fc.double(), { nil: undefined }),
    expectedAt: fc.option(fc.nat(4e12), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('finished' as const), isLate: fc.boolean() }),
  fc.record({ kind: fc.constant('failed' as const), reason: fc.constantFrom(...failureCodes) }),
  fc.record({ kind: fc.constantFrom('cancelled' as const, 'restarted' as const) }),
);

const nasty = fc.constantFrom(
  '@everyone',
  '<@1>',
  '\n# ',
  '```',
  '||',
  '**',
  '\u202e',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '[a](b)',
  '\\',
  '_'.repeat(300),
);
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 400 }).map((parts) => parts.join('')),
  fc.nat(3000).map((length) => '*'.repeat(length)),
);

const link = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.nat(600).map((length) => `https://files.example.com/${'a'.repeat(length)}`),
  fc.string(),
);

const anyMedia = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,20}\.png$/).map((name) => `attachment://${name}`),
  fc.stringMatching(/^[a-z0-9]{1,64}\.png$/).map((name) => `https://files.example.com/${name}`),
);

const anyPicture: fc.Arbitrary<FinishedPicture> = fc.record({
  jobId: fc.constant(JOB),
  file: fc.option(fc.record({ url: anyMedia, isSpoiler: fc.boolean() }), { nil: undefined }),
  link: fc.option(link, { nil: undefined }),
  isLinkPending: fc.boolean(),
  width: fc.nat(),
  height: fc.nat(),
});

const manyOptions: readonly OperationOption[] = [
  ...options,
  ...Array.from({ length: 18 }, (_, index) => option(`text_${index}`, `chữ_${index}`, { kind: 'text' })),
];

export const anyCard: fc.Arbitrary<CardState> = fc.record({
  operation: fc.subarray([...actions]).map((some) => ({
    ...operation,
    options: manyOptions,
    followUps: [...some, ...some].map((action) => ({ action, operation: 'imagine', from: 'same-input' as const })),
  })),
  input: fc.dictionary(
    fc.constantFrom(...manyOptions.map(({ name }) => name)),
    fc.oneof(anyText, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant({ kind: 'stored' })),
    { maxKeys: 25 },
  ),
  altText: fc.record({ en: anyText, vi: anyText }),
  ownerId: fc.constant(OWNER),
  jobId: fc.constant(JOB),
  status,
  pictures: fc.array(anyPicture, { maxLength: 14 }),
  failures: fc.array(fc.constantFrom(...failureCodes), { maxLength: 20 }),
  price: fc.nat(),
  charged: fc.nat(),
  left: fc.option(fc.nat(), { nil: undefined }),
  mayCancel: fc.boolean(),
  parent: fc.option(
    fc.record({
      ownerId: fc.constant(OWNER),
      n: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      link: fc.option(fc.constant('https://discord.com/channels/1/2/3'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  isPrivate: fc.boolean(),
  mayReport: fc.boolean(),
  hasBefore: fc.boolean(),
});
