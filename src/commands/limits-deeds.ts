import { budgetRange, grantRange } from '../core/limit-ranges.ts';
import type { Subcommand } from '../core/member-command.ts';
import { channel, command, neededMember, reason, until, wholeNumber } from './limits-options.ts';

const grant = {
  name: 'grant',
  localNames: { vi: 'tặng' },
  description: { en: 'Give a member extra credits', vi: 'Tặng thêm điểm cho một thành viên' },
  options: [
    neededMember({ en: 'To whom', vi: 'Cho ai' }),
    {
      ...wholeNumber('credits', { vi: 'điểm' }, { en: 'How many credits', vi: 'Bao nhiêu điểm' }, grantRange),
      required: true,
    },
    until,
  ],
} as const satisfies Subcommand;

const block = {
  name: 'block',
  localNames: { vi: 'chặn' },
  description: { en: 'Keep a member from using the bot here', vi: 'Không cho một thành viên dùng bot ở đây' },
  options: [
    neededMember({ en: 'Whom', vi: 'Chặn ai' }),
    until,
    reason({ en: 'Why; the member reads it, too', vi: 'Vì sao; thành viên cũng đọc được' }),
  ],
} as const satisfies Subcommand;

const unblock = {
  name: 'unblock',
  localNames: { vi: 'bỏ_chặn' },
  description: { en: 'Let a blocked member use the bot again', vi: 'Cho thành viên bị chặn dùng lại bot' },
  options: [neededMember({ en: 'Whom', vi: 'Bỏ chặn ai' })],
} as const satisfies Subcommand;

const pause = {
  name: 'pause',
  localNames: { vi: 'tạm_dừng' },
  description: { en: 'Stop new requests for a while', vi: 'Tạm dừng nhận yêu cầu mới' },
  options: [command],
} as const satisfies Subcommand;

const resume = {
  name: 'resume',
  localNames: { vi: 'tiếp_tục' },
  description: { en: 'Take requests again', vi: 'Nhận yêu cầu trở lại' },
  options: [command],
} as const satisfies Subcommand;

const budget = {
  name: 'budget',
  localNames: { vi: 'ngân_sách' },
  description: { en: 'Credits a month for the whole server', vi: 'Số điểm mỗi tháng cho cả máy chủ' },
  options: [
    {
      ...wholeNumber(
        'credits',
        { vi: 'điểm' },
        { en: 'Credits a month; 0 for no budget', vi: 'Số điểm mỗi tháng; 0 là không có ngân sách' },
        budgetRange,
      ),
      required: true,
    },
    {
      ...channel,
      channels: 'with-messages',
      description: { en: 'Where notices go when it runs low', vi: 'Kênh nhận thông báo khi sắp hết' },
    },
  ],
} as const satisfies Subcommand;

const log = {
  name: 'log',
  localNames: { vi: 'nhật_ký' },
  description: { en: 'Who changed what, with Undo', vi: 'Ai đã đổi gì, có thể hoàn tác' },
  options: [
    {
      name: 'page',
      kind: 'integer',
      required: false,
      minimum: 1,
      localNames: { vi: 'trang' },
      description: { en: 'Which page (default: the first)', vi: 'Trang nào (mặc định: trang đầu)' },
    },
  ],
} as const satisfies Subcommand;

/** What moderators do beside making rules. */
export const deedSubcommands = [grant, block, unblock, pause, resume, budget, log] as const;
