import type { DenialTexts } from '../texts.ts';
import { allOf, anyOf } from './format.ts';

export const denials: DenialTexts = {
  providerPaused: {
    key: 'Hiện nhà cung cấp không chấp nhận khóa của bot. Người vận hành bot đã được báo: lát nữa hãy thử lại.',
    credits: 'Tài khoản của bot ở nhà cung cấp đã hết tiền. Người vận hành bot đã được báo: lát nữa hãy thử lại.',
    gone: 'Nhà cung cấp không còn hỗ trợ tính năng này. Hãy dùng lệnh hoặc mô hình khác; người vận hành bot đã được báo.',
  },
  switchedOff(what, choices, commands) {
    const state = `Hiện nhà cung cấp không hỗ trợ ${what}. Bot sẽ tự thử lại.`;
    if (choices && commands) return `${state} Trong lúc chờ, hãy chọn ${choices}, hoặc dùng ${commands}.`;
    if (choices) return `${state} Trong lúc chờ, hãy chọn ${choices}.`;
    return `${state} Trong lúc chờ, hãy dùng ${commands ?? 'lệnh khác'}.`;
  },
  choiceOf: (choice, command) => `“${choice}” của ${command}`,
  anyOf,
  wordRule: (rule) =>
    `Người điều hành máy chủ này không cho dùng từ sau trong lời mô tả: ${rule}. Hãy đổi từ rồi gửi lại; bạn không mất điểm nào. Nếu thấy nhầm, hãy hỏi họ.`,
  spoolFull: 'Quá nhiều ảnh đã xong đang chờ được lưu, nên mình chưa nhận thêm. Vài phút nữa hãy thử lại.',
  resultsHeld:
    'Ảnh đã xong của lệnh này nằm ở một địa chỉ mà bot chưa được phép mở, nên mình chưa nhận thêm. Người vận hành bot đã được báo: hãy dùng lệnh khác, hoặc thử lại sau.',
  storeUnavailable: 'Hiện bot không ghi lại được gì, nên chưa nhận ảnh mới. Vài phút nữa hãy thử lại.',
  shuttingDown: 'Bot đang khởi động lại. Một phút nữa hãy gửi lại lệnh.',
  sameAction: 'Bạn vừa làm việc này xong: chỉ tính một lần. Hãy xem tin nhắn đã có ở đây.',
  noPermission: (missing) =>
    `Bot không được đăng ảnh trong kênh này. Hãy nhờ người điều hành cấp quyền: ${missing}. Hoặc dùng kênh khác.`,
  allOf,
  permissions: {
    ViewChannel: 'Xem kênh',
    SendMessages: 'Gửi tin nhắn',
    SendMessagesInThreads: 'Gửi tin nhắn trong chủ đề',
    AttachFiles: 'Đính kèm tập tin',
    EmbedLinks: 'Nhúng liên kết',
    ReadMessageHistory: 'Đọc lịch sử tin nhắn',
    UseExternalApps: 'Sử dụng ứng dụng bên ngoài',
  },
};
