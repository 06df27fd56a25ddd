import type { LimitProblemTexts } from '../limit-desk-texts.ts';
import { number } from './format.ts';

const UNCHANGED = 'Không có gì thay đổi.';

export const problems: LimitProblemTexts = {
  severalWhoms: `Mỗi giới hạn chỉ cho một đối tượng: hãy chọn một vai trò, một thành viên hoặc một kênh, hoặc không chọn gì để áp dụng cho mọi người. ${UNCHANGED}`,
  noFields: (options, typed) => `Hãy nêu ít nhất một giới hạn: ${options}. Ví dụ: ${typed}. ${UNCHANGED}`,
  noJobsAtOnce: (typed) => `Ít nhất là một yêu cầu cùng lúc. Muốn cấm hẳn: ${typed}. ${UNCHANGED}`,
  bot: 'Bot không dùng lệnh nên không có gì để giới hạn. Hãy chọn một người.',
  category: 'Danh mục không có giới hạn riêng. Hãy chọn từng kênh trong đó.',
  blockSelf: 'Bạn không thể tự chặn mình. Hãy chọn người khác.',
  noSuchEntry: (typed) => `Máy chủ này không có thay đổi đó. Mọi thay đổi: ${typed}.`,
  unreadableEntry: 'Mục này do phiên bản khác của bot ghi nên không hoàn tác được ở đây. Hãy đặt lại.',
  undoneAlready: (typed) => `Thay đổi này đã được hoàn tác. Mọi thay đổi: ${typed}.`,
  asBefore: 'Hiện đã giống như trước thay đổi đó: không có gì để hoàn tác.',
  manageServerOnly:
    'Chỉ người có quyền Quản lý máy chủ mới quyết định vai trò nào điều hành. Chưa có gì thay đổi; hãy nhờ họ.',
  badUntil: (typed) =>
    `Mình không hiểu thời hạn “${typed}”. Hãy viết \`30m\`, \`2h\`, \`3d\`, \`1w\`, một ngày như \`2026-12-31\` (đến hết ngày, giờ UTC), hoặc \`never\` (không thời hạn). ${UNCHANGED}`,
  unknownCommand: (typed, known) => `“${typed}” không phải là lệnh có giới hạn. Hãy chọn ${known}.`,
  unknownResolution: (typed, known) => `“${typed}” không phải là độ phân giải. Hãy chọn ${known}.`,
  pastUntil: (exactly) => `${exactly} đã qua. Hãy chọn một lúc trong tương lai. ${UNCHANGED}`,
  outOfRange: (option, minimum, maximum) => `${option} từ ${number(minimum)} đến ${number(maximum)}. ${UNCHANGED}`,
  reasonTooLong: (length, limit) =>
    `Lý do tối đa ${number(limit)} ký tự; của bạn có ${number(length)}. Hãy rút ngắn. ${UNCHANGED}`,
  cannotWrite: (channel) =>
    `Mình không viết được trong ${channel}. Hãy cho mình quyền **Xem kênh** và **Gửi tin nhắn** ở đó, hoặc chọn một kênh văn bản khác. ${UNCHANGED}`,
  noSuchRule: (title) => `Không có “${title}”. ${UNCHANGED}`,
  there: (lines) => `Hiện có:\n${lines}`,
  thereIsNone: (typed) => `Chưa đặt giới hạn nào. Hãy đặt: ${typed}.`,
  notBlocked: (member) => `${member} không bị chặn. ${UNCHANGED}`,
  notPaused: (command) =>
    command ? `${command} không bị tạm dừng riêng. ${UNCHANGED}` : `Không có lệnh tạm dừng chung nào. ${UNCHANGED}`,
  nothingPaused: 'Không có gì đang tạm dừng.',
};
