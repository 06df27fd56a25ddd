import type { CommandOption, MemberCommand } from '../core/command.ts';
import type { OptionChoice } from '../core/fields.ts';
import { models } from './imagine.ts';

/** A setting's way back to what Discord or the bot does by itself. */
export const AUTOMATIC = 'automatic';
export const NONE = 'none';
export const EVERYTHING = 'everything';

const languageChoices: readonly OptionChoice[] = [
  { value: AUTOMATIC, name: { en: 'The server’s Discord language', vi: 'Theo ngôn ngữ của máy chủ trên Discord' } },
  { value: 'en', name: { en: 'English', vi: 'Tiếng Anh' } },
  { value: 'vi', name: { en: 'Vietnamese', vi: 'Tiếng Việt' } },
];

const consentChoices: readonly OptionChoice[] = [
  { value: 'own', name: { en: 'Their own, and those I made', vi: 'Ảnh của chính họ và ảnh do bot tạo' } },
  { value: 'opted-in', name: { en: 'Also those of authors who agreed', vi: 'Cả ảnh của người đã đồng ý' } },
  { value: 'anyone', name: { en: 'Those of anyone who did not refuse', vi: 'Ảnh của bất kỳ ai không từ chối' } },
];

const modelChoices: readonly OptionChoice[] = [
  { value: NONE, name: { en: 'None: as the command says', vi: 'Không: như lệnh đã ghi' } },
  ...Object.entries(models).map(([value, name]) => ({ value, name })),
];

const settings = [
  {
    name: 'language',
    kind: 'choice',
    required: false,
    choices: languageChoices,
    localNames: { vi: 'ngôn_ngữ' },
    description: { en: 'Language of what everybody sees here', vi: 'Ngôn ngữ của những gì mọi người cùng thấy' },
  },
  {
    name: 'consent',
    kind: 'choice',
    required: false,
    choices: consentChoices,
    localNames: { vi: 'quyền_sửa' },
    description: {
      en: 'Whose pictures members may edit by a right-click',
      vi: 'Thành viên được bấm chuột phải để sửa ảnh của ai',
    },
  },
  {
    name: 'moderator_role',
    kind: 'role',
    required: false,
    localNames: { vi: 'vai_trò_điều_hành' },
    description: {
      en: 'Whoever has this role moderates, too (set by Manage Server only)',
      vi: 'Ai có vai trò này cũng điều hành (chỉ người có quyền Quản lý máy chủ đặt được)',
    },
  },
  {
    name: 'log_channel',
    kind: 'channel',
    channels: 'with-messages',
    required: false,
    localNames: { vi: 'kênh_nhật_ký' },
    description: { en: 'Where notices for moderators go', vi: 'Kênh nhận thông báo cho người điều hành' },
  },
  {
    name: 'default_model',
    kind: 'choice',
    required: false,
    choices: modelChoices,
    localNames: { vi: 'mô_hình_mặc_định' },
    description: { en: 'Model of /imagine where nobody names one', vi: 'Mô hình của /vẽ khi không ai chọn' },
  },
  {
    name: 'spoiler',
    kind: 'flag',
    required: false,
    localNames: { vi: 'che_ảnh' },
    description: {
      en: 'Cover every picture unless its maker says no',
      vi: 'Che mọi ảnh, trừ khi người tạo chọn không che',
    },
  },
] as const satisfies readonly CommandOption[];

const reset = {
  name: 'reset',
  kind: 'choice',
  required: false,
  choices: [
    ...settings.map(({ name, localNames }) => ({
      value: name,
      name: { en: name.replaceAll('_', ' '), vi: localNames.vi.replaceAll('_', ' ') },
    })),
    { value: EVERYTHING, name: { en: 'everything', vi: 'tất cả' } },
  ],
  localNames: { vi: 'đặt_lại' },
  description: { en: 'Put this one back to what it was at first', vi: 'Đưa cài đặt này về như ban đầu' },
} as const satisfies CommandOption;

export const serverSettings = {
  name: 'settings',
  localNames: { vi: 'cài_đặt' },
  description: { en: 'How the bot behaves in this server', vi: 'Cách bot hoạt động trong máy chủ này' },
  options: [],
  subcommands: [
    {
      name: 'show',
      localNames: { vi: 'xem' },
      description: { en: 'Every setting, and how to change it', vi: 'Mọi cài đặt và cách thay đổi' },
      options: [],
    },
    {
      name: 'set',
      localNames: { vi: 'đổi' },
      description: { en: 'Change one or more settings', vi: 'Thay đổi một hoặc nhiều cài đặt' },
      options: [...settings, reset],
    },
  ],
  place: 'servers',
  audience: 'moderators',
} as const satisfies MemberCommand;

/** Those that can be set, in the order in which they are shown. */
export const settingOptions: readonly CommandOption[] = settings;

/** As texts of settings name them. */
export const settingsWords = { command: serverSettings, options: settingOptions };
