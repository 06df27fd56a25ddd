import type { SettingsTexts } from '../settings-texts.ts';
import { number } from './format.ts';

export const settings: SettingsTexts = {
  title: '**Cách mình hoạt động trong máy chủ này**',
  meaning: {
    language: 'của những gì mọi người cùng thấy; điều chỉ một người thấy thì theo ngôn ngữ của người đó',
    consent: 'thành viên được bấm chuột phải để sửa ảnh của ai; ai cũng có thể từ chối bằng **/riêng\\_tư**',
    moderator_role: 'ai có vai trò này cũng điều hành, cùng những người có quyền Quản lý máy chủ',
    log_channel: 'nơi gửi thông báo cho người điều hành',
    default_model: 'của **/vẽ**, khi không ai chọn và nó hợp với các tùy chọn khác',
    spoiler: 'che mọi ảnh, trừ khi người tạo chọn `che_ảnh: False`',
  },
  unset: {
    language: 'theo ngôn ngữ của máy chủ trên Discord',
    consent: 'ảnh của chính họ và ảnh do bot tạo',
    moderator_role: 'chưa có',
    log_channel: 'chưa có',
    default_model: 'chưa có',
    spoiler: 'không',
  },
  now: (value, command) => `Hiện tại: **${value}** · đổi bằng ${command}`,
  hint: (reset) => `${reset} đưa một hoặc tất cả về như ban đầu. Chỉ mình bạn thấy tin này.`,
  waiting: (pictures) => `${number(pictures)} ảnh bị báo cáo đang chờ: chưa có kênh thì chưa ai thấy được.`,
  posted: (pictures) => `${number(pictures)} ảnh bị báo cáo đang chờ sẽ được đăng vào đó ngay.`,
  saved: 'Đã lưu, có hiệu lực từ bây giờ:',
  unchanged: 'Cài đặt vốn đã như vậy: không có gì thay đổi.',
  changed: (setting, before, after) => `**${setting}**: ${before} → **${after}**`,
  roleHint:
    'Discord chỉ hiện các lệnh này cho người có quyền Quản lý máy chủ. Hãy cho vai trò này thấy chúng: Cài đặt máy chủ → Tích hợp → bot này.',
  manageServerOnly: (option) =>
    `Chỉ người có quyền Quản lý máy chủ mới đổi được ${option}: vai trò này không tự tạo thêm người điều hành. Chưa có gì thay đổi; hãy nhờ họ.`,
  everyoneRole: (option) =>
    `${option} không thể là mọi người: khi đó ai cũng thành người điều hành. Hãy chọn vai trò của những người bạn tin tưởng.`,
  noTextChannel: (channel) => `${channel} không nhận tin nhắn. Hãy chọn kênh văn bản hoặc chủ đề; chưa có gì thay đổi.`,
  cannotWrite: (channel, missing) =>
    `Mình không được viết trong ${channel}: thiếu quyền ${missing} ở đó. Hãy cấp quyền hoặc chọn kênh khác; chưa có gì thay đổi.`,
  badValue: (option) => `${option} không thể như vậy. Hãy chọn trong những gì Discord đưa ra; chưa có gì thay đổi.`,
  nothingSaid: (show) => `Hãy cho biết cần đổi gì. ${show} liệt kê mọi cài đặt kèm lệnh để đổi.`,
};
