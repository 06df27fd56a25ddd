import type { CommandOption, MemberCommand, Subcommand } from '../core/command.ts';
import type { LocalNames } from '../core/fields.ts';
import type { Localized } from '../core/language.ts';
import { budgetRange, grantRange, ruleRanges } from '../core/limits/rules.ts';
import { resolutionChoices } from '../core/picture.ts';

const role = {
  name: 'role',
  kind: 'role',
  required: false,
  localNames: { vi: 'vai_trò' },
  description: { en: 'For each member with this role', vi: 'Cho mỗi thành viên có vai trò này' },
} as const satisfies CommandOption;

const member = {
  name: 'member',
  kind: 'member',
  required: false,
  localNames: { vi: 'thành_viên' },
  description: { en: 'For this member alone', vi: 'Chỉ cho thành viên này' },
} as const satisfies CommandOption;

const channel = {
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
const whom = [role, member, channel] as const;

const command = {
  name: 'command',
  kind: 'text',
  required: false,
  suggests: 'commands',
  localNames: { vi: 'lệnh' },
  description: { en: 'Only this command (default: all)', vi: 'Chỉ lệnh này (mặc định: mọi lệnh)' },
} as const satisfies CommandOption;

const until = {
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
const reason = (description: Localized) =>
  ({ name: 'reason', kind: 'text', required: false, localNames: { vi: 'lý_do' }, description }) as const;

/** The same member option where nothing goes without one. */
const neededMember = (description: Localized) => ({ ...member, required: true, description }) as const;

const wholeNumber = (
  name: string,
  localNames: LocalNames,
  description: Localized,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
) => ({ name, kind: 'integer', required: false, minimum, maximum, localNames, description }) as const;

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
const deedSubcommands = [grant, block, unblock, pause, resume, budget, log] as const;

const show = {
  name: 'show',
  localNames: { vi: 'xem' },
  description: {
    en: 'All limits of this server, or those of one role, member or channel',
    vi: 'Mọi giới hạn của máy chủ, hoặc của một vai trò, thành viên hay kênh',
  },
  options: whom,
} as const satisfies Subcommand;

const fields = [
  wholeNumber('daily', { vi: 'mỗi_ngày' }, { en: 'Credits a day', vi: 'Số điểm mỗi ngày' }, ruleRanges.daily),
  wholeNumber('monthly', { vi: 'mỗi_tháng' }, { en: 'Credits a month', vi: 'Số điểm mỗi tháng' }, ruleRanges.monthly),
  wholeNumber(
    'concurrent',
    { vi: 'cùng_lúc' },
    { en: 'Requests in the works at once', vi: 'Số yêu cầu được làm cùng lúc' },
    ruleRanges.concurrent,
  ),
  wholeNumber(
    'cooldown',
    { vi: 'giãn_cách' },
    { en: 'Seconds between two requests', vi: 'Số giây giữa hai yêu cầu' },
    ruleRanges.cooldown,
  ),
  {
    name: 'resolution',
    kind: 'choice',
    required: false,
    choices: resolutionChoices,
    localNames: { vi: 'độ_phân_giải' },
    description: { en: 'Biggest resolution', vi: 'Độ phân giải lớn nhất' },
  },
  {
    name: 'allowed',
    kind: 'flag',
    required: false,
    localNames: { vi: 'cho_phép' },
    description: { en: 'Whether it may be used at all', vi: 'Có được dùng hay không' },
  },
] as const satisfies readonly CommandOption[];

const set = {
  name: 'set',
  localNames: { vi: 'đặt' },
  description: {
    en: 'Limit everyone, a role, a member or a channel',
    vi: 'Giới hạn mọi người, một vai trò, một thành viên hoặc một kênh',
  },
  options: [...whom, command, ...fields, until],
} as const satisfies Subcommand;

const clear = {
  name: 'clear',
  localNames: { vi: 'xóa' },
  description: { en: 'Take a limit away', vi: 'Bỏ một giới hạn' },
  options: [...whom, command],
} as const satisfies Subcommand;

const why = {
  name: 'why',
  localNames: { vi: 'vì_sao' },
  description: { en: 'Which limits decide for a member', vi: 'Giới hạn nào áp dụng cho một thành viên' },
  options: [neededMember({ en: 'For whom', vi: 'Của ai' }), command],
} as const satisfies Subcommand;

/** What rules are made of and looked at with. */
const ruleSubcommands = [show, set, clear, why] as const;

export const limits = {
  name: 'limits',
  localNames: { vi: 'giới_hạn' },
  description: { en: 'Who may spend how much here', vi: 'Ai được dùng bao nhiêu ở đây' },
  options: [],
  subcommands: [...ruleSubcommands, ...deedSubcommands],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;

export type LimitsSubcommand = (typeof limits)['subcommands'][number]['name'];
