import type { AlertTexts } from '../alert-texts.ts';
import { number } from './format.ts';

export const alerts: AlertTexts = {
  providerPaused: {
    key: (provider) =>
      `**${provider} từ chối khóa API (401).** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy kiểm tra khóa trong tài khoản và trong biến môi trường; bot sẽ tự thử lại.`,
    credits: (provider) =>
      `**Tài khoản tại ${provider} đã hết tiền (402).** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy nạp thêm; bot sẽ tự chạy tiếp.`,
    gone: (provider) =>
      `**${provider} bị tạm ngừng: nó không còn trả lời như tài liệu.** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy xem trang trạng thái của nó; bot sẽ tự thử lại.`,
  },
  providerResumed: (provider) => `**${provider} đã hoạt động trở lại.** Yêu cầu mới lại được nhận.`,
  switchedOff: (what, provider) =>
    `**Có vẻ ${provider} đã ngừng cung cấp ${what}.** Mục này đã bị tắt và sẽ tự được thử lại. Nếu nó không trở lại, hãy ghi vào DISABLED_OPERATIONS hoặc DISABLED_MODELS.`,
  switchedOn: (what, provider) => `**${provider} lại cung cấp ${what}.** Mục này đã được bật.`,
  outsidePlan: (what, provider) =>
    `**${provider} từ chối một yêu cầu cho ${what} (403): có thể gói của bạn không bao gồm mục này.** Khóa vẫn dùng được và mọi thứ khác vẫn chạy. Nếu bị từ chối nhiều lần, mục này sẽ tự tắt; hãy xem gói của bạn ở đó, hoặc đưa nó vào DISABLED_OPERATIONS hay DISABLED_MODELS.`,
  insidePlan: (what, provider) => `**Gần đây ${provider} không từ chối yêu cầu nào cho ${what}.**`,
  model: (name) => `mô hình ${name}`,
  endpoint: (path, commands) => `${commands} (${path})`,
  spoolNearlyFull: (used, limit) =>
    `**Bộ đệm ảnh sắp đầy: ${number(used)} trên ${number(limit)} MB.** Ảnh nằm ở đó để chờ dịch vụ lưu tệp. Khi đầy, yêu cầu mới sẽ bị từ chối: hãy xem dịch vụ lưu tệp có trả lời không, hoặc tăng SPOOL_MAX_MB.`,
  spoolHasRoom: '**Bộ đệm ảnh đã có chỗ trống.**',
  spoolFull: (limit) =>
    `**Bộ đệm ảnh đã đầy: ${number(limit)} MB.** Yêu cầu mới bị từ chối, không ảnh nào bị bỏ. Hãy xem dịch vụ lưu tệp có trả lời không, hoặc tăng SPOOL_MAX_MB.`,
  spoolTakesAgain: '**Bộ đệm ảnh lại nhận ảnh**, và yêu cầu mới cũng vậy.',
  diskNearlyFull: (free) =>
    `**Ổ đĩa chứa DATA_DIR sắp đầy: còn ${number(free)} MB.** Hãy dọn bớt, hoặc đặt KEEP_FILES_DAYS.`,
  diskHasRoom: '**Ổ đĩa chứa DATA_DIR đã có chỗ trống.**',
  fileStoreAway: (waiting, since) =>
    `**Dịch vụ lưu tệp không nhận gì, từ ${since}.** ${number(waiting)} ảnh đang chờ trên máy này và tạm hiện trong Discord. Hãy xem FILE_SERVICE_URL có trả lời không.`,
  fileStoreBack: '**Dịch vụ lưu tệp lại nhận ảnh.** Những ảnh chờ đã được lưu.',
  hostNotAllowed: (host, variable, waiting, commands) =>
    `**Ảnh đã xong nằm trên ${host}, nhưng máy chủ này không có trong ${variable}.** ${number(waiting)} ảnh đang được giữ, không ảnh nào mất. Nếu máy chủ đó thuộc về dịch vụ, hãy thêm vào ${variable} rồi khởi động lại: ảnh sẽ tới.${commands === '' ? '' : ` Cho tới khi khởi động lại, ${commands} không nhận yêu cầu mới.`}`,
  hostAllowed: (host) => `**Không còn ảnh nào bị giữ vì ${host}.**`,
  fileRefused: (status, megabytes) =>
    `**Dịch vụ lưu tệp từ chối ${megabytes === undefined ? 'ảnh' : `ảnh ${number(megabytes)} MB`} (${status}).** Những ảnh đó được giữ trong DATA_DIR, và mọi nút vẫn dùng được; nếu có PUBLIC_URL thì ảnh có cả liên kết. Nếu được, hãy nâng giới hạn của dịch vụ lưu tệp.`,
  fileTaken: (megabytes) => `**Dịch vụ lưu tệp lại nhận ảnh ${number(megabytes)} MB.**`,
  databaseAway:
    '**Cơ sở dữ liệu không ghi được gì từ một phút trở lên.** Yêu cầu mới không được nhận; việc đang chạy sẽ tiếp tục khi nó trở lại. Hãy xem nó có trả lời không và ổ đĩa của nó có đầy không.',
  databaseBack: '**Cơ sở dữ liệu đã trở lại.**',
};
