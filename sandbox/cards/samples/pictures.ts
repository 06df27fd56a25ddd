import type { CardState, FinishedPicture } from '../../../src/core/card.ts';
import type { ChainPage, MadeStep } from '../../../src/core/chain.ts';
import type { OperationOption, Preset } from '../../../src/core/operation.ts';
import { ulid } from '../../../src/core/ulid.ts';

/** When everything in the samples happened; the gallery's clock stands a little later. */
export const AT = 1_790_000_000_000;
export const JOB = '01JDZ8Q4S0M3T5V7W9XBCDEFGH';
export const OWNER = '1100000000000000009';
export const MODERATOR = '1100000000000000008';
export const CHANNEL = '1100000000000000002';
export const MESSAGE = 'https://discord.com/channels/1100000000000000001/1100000000000000002/1100000000000000003';

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

/** As if each cost the same. */
export const priced = (presets: readonly Preset[]) => presets.map((preset) => ({ ...preset, price: 1 }));

export const madeStep = (over: Partial<MadeStep> = {}): MadeStep => ({
  kind: 'made',
  jobId: JOB,
  n: 1,
  title: { en: 'Upscale', vi: 'Phóng to' },
  prompt: 'a fox in the snow',
  price: 2,
  charged: 2,
  at: AT,
  message: MESSAGE,
  ...over,
});

export const chainPage = (over: Partial<ChainPage> = {}): ChainPage => ({
  jobId: JOB,
  n: 1,
  strip: { url: 'attachment://chain.webp', isSpoiler: false },
  steps: [{ kind: 'source' }, madeStep({ jobId: ulid(AT), n: 2 }), { kind: 'gap' }, madeStep()],
  earlier: 0,
  later: [],
  ...over,
});
