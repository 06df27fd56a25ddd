import type { MessageMenu } from '../core/message-menu.ts';

/** What a message offers for the pictures in it; one whose operation is not offered is left out. */
export const messageMenus: readonly MessageMenu[] = [
  { name: { en: 'Remove background', vi: 'Xóa nền' }, does: { kind: 'make', operation: 'rmbg' } },
  { name: { en: 'Upscale', vi: 'Phóng to' }, does: { kind: 'make', operation: 'upscale' } },
  { name: { en: 'Reimagine', vi: 'Vẽ lại' }, does: { kind: 'make', operation: 'reimagine' } },
  { name: { en: 'Edit with words', vi: 'Sửa bằng lời' }, does: { kind: 'make', operation: 'edit', asks: 'prompt' } },
  { name: { en: 'Picture details', vi: 'Chi tiết ảnh' }, does: { kind: 'details' } },
  { name: { en: 'Picture record', vi: 'Hồ sơ ảnh' }, does: { kind: 'record' }, audience: 'moderators' },
];
