import { ruleRanges } from '../core/limit-ranges.ts';
import type { CommandOption, Subcommand } from '../core/member-command.ts';
import { resolutionChoices } from '../core/resolutions.ts';
import { command, neededMember, until, wholeNumber, whom } from './limits-options.ts';

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
export const ruleSubcommands = [show, set, clear, why] as const;
