import type { OperationOption } from '../core/operation.ts';

/** Options of every picture command: about the message, not about the picture. */
export const commonOptions: readonly OperationOption[] = [
  {
    name: 'private',
    kind: 'flag',
    required: false,
    localNames: { vi: 'riêng_tư' },
    description: { en: 'Only you see the picture', vi: 'Chỉ mình bạn thấy ảnh' },
  },
  {
    name: 'spoiler',
    kind: 'flag',
    required: false,
    localNames: { vi: 'che_ảnh' },
    description: { en: 'Hide the picture until somebody clicks it', vi: 'Che ảnh cho tới khi có người bấm vào' },
  },
];
