import type { LocalNames } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';
import type { CommandOption } from '../core/member-command.ts';

export const role = {
  name: 'role',
  kind: 'role',
  required: false,
  localNames: { vi: 'vai_trò' },
  description: { en: 'For each member with this role', vi: 'Cho mỗi thành viên có vai trò này' },
} as const satisfies CommandOption;

export const member = {
  name: 'member',
  kind: 'member',
  required: false,
  localNames: { vi: 'thành_viên' },
  description: { en: 'For this member alone', vi: 'Chỉ cho thành viên này' },
} as const satisfies CommandOption;

export const channel = {
  name: 'channel',
  kind: 'channel',
  required: false,
  localNames: { vi: 'kênh' },
  description: {
    en: 'For each member, in this channel and its threads',
    vi: 'Cho mỗi người, trong kênh và các chủ đề',
  },
} as const satisfies CommandOption;

/** None of them: everyone. */
export const whom = [role, member, channel] as const;

export const command = {
  name: 'command',
  kind: 'text',
  required: false,
  suggests: 'commands',
  localNames: { vi: 'lệnh' },
  description: { en: 'Only this command (default: all)', vi: 'Chỉ lệnh này (mặc định: mọi lệnh)' },
} as const satisfies CommandOption;

export const until = {
  name: 'until',
  kind: 'text',
  required: false,
  localNames: { vi: 'đến_khi' },
  description: {
    en: 'When it ends: 30m, 2h, 3d, 1w or 2026-12-31 (UTC)',
    vi: 'Khi nào hết: 30m, 2h, 3d, 1w hoặc 2026-12-31 (UTC)',
  },
} as const satisfies CommandOption;

/** The description says who reads it. */
export const reason = (description: Localized) =>
  ({ name: 'reason', kind: 'text', required: false, localNames: { vi: 'lý_do' }, description }) as const;

/** The same member option where nothing goes without one. */
export const neededMember = (description: Localized) => ({ ...member, required: true, description }) as const;

export const wholeNumber = (
  name: string,
  localNames: LocalNames,
  description: Localized,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
) => ({ name, kind: 'integer', required: false, minimum, maximum, localNames, description }) as const;
