import type { DoctorTexts } from '../doctor-texts.ts';
import { number } from './format.ts';

export const doctor: DoctorTexts = {
  title: '**Kiểm tra**',
  again: 'Kiểm tra lại',
  here: '**Trong kênh này**',
  hereGood: 'Mình có đủ mọi quyền cần thiết.',
  hereMissing: (permissions) =>
    `Mình còn thiếu ${permissions}. Hãy cấp cho vai trò của mình trong cài đặt kênh: trước đó ảnh xong có thể phải gửi qua tin nhắn riêng.`,
  logUnset: 'Chưa chọn kênh nhận báo cáo: hãy chọn bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**.',
  logSeen: 'Kênh nhận báo cáo vẫn ổn.',
  logUnseen:
    'Mình không thấy kênh nhận báo cáo. Hãy cho mình xem và viết ở đó, hoặc chọn kênh khác bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**.',
  making: '**Tạo ảnh**',
  provider: (name) => `${name} đang nhận yêu cầu.`,
  paused: {
    key: (name) => `${name} không nhận khóa của bot. Người vận hành bot cần đặt khóa đúng.`,
    credits: (name) => `Tài khoản của bot ở ${name} đã hết tiền. Người vận hành bot cần nạp thêm.`,
    gone: (name) => `${name} không còn cung cấp thứ bot yêu cầu. Người vận hành bot nên cập nhật bot.`,
  },
  off: (what, since, retry) =>
    `${what}: đã tắt ${since} vì nhà cung cấp từ chối.${retry ? ` Sẽ thử lại ${retry}.` : ''}`,
  keeping: '**Lưu ảnh**',
  filesGood: (kind, ms) =>
    `${kind === 'service' ? 'Dịch vụ lưu tệp' : 'Kho tệp của bot'} đã nhận rồi xóa một ảnh thử (${ms} ms).`,
  filesBad: (kind) =>
    `${kind === 'service' ? 'Dịch vụ lưu tệp' : 'Kho tệp của bot'} không nhận ảnh thử. Không ảnh nào bị mất: chúng đang chờ trên đĩa của bot. Người vận hành bot nên xem lại.`,
  filesSilent: 'Dịch vụ lưu tệp không trả lời. Có thể nó đang ngủ: một phút nữa hãy kiểm tra lại.',
  filesWaiting: (waiting) => `${number(waiting)} ảnh trên đĩa của bot đang chờ được lưu.`,
  noAddress:
    'Ảnh không có liên kết riêng: chúng chỉ là tệp đính kèm trên Discord. Người vận hành bot có thể đặt PUBLIC_URL hoặc FILE_SERVICE_URL.',
  addressGood: 'Địa chỉ công khai của bot có trả lời.',
  addressBad:
    'Địa chỉ công khai của bot không trả lời từ đây: liên kết tới ảnh gốc có thể không mở được. Người vận hành bot nên xem lại PUBLIC_URL.',
  operator: '**Dành cho bạn, người vận hành bot**',
  keyGood: (name, ms) => `${name} nhận khóa (${ms} ms).`,
  keyBad: (name) => `${name} không nhận khóa hoặc đã hết tiền. Hãy xem lại khóa và tài khoản ở đó.`,
  keySilent: (name) => `${name} không trả lời. Một phút nữa hãy kiểm tra lại.`,
  databaseGood: (kind, ms, migration) =>
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} có trả lời (${ms} ms), bảng theo ${migration}.`,
  databaseBad: 'Cơ sở dữ liệu không trả lời như mong đợi. Hãy xem nhật ký.',
  unset: (variables) => `Chưa đặt: ${variables}. README giải thích từng biến.`,
  invite: '**Mời mình đến nơi khác**, với ít quyền nhất có thể:',
  version: (version, runtime, since) => `Darkroom ${version} trên ${runtime}, chạy từ ${since}`,
};
