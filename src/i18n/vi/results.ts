import type { ResultTexts } from '../result-texts.ts';
import { number } from './format.ts';

export const results: ResultTexts = {
  numbered: (label, n) => `${label} ${number(n)}`,
  others: 'Việc khác cho một trong các ảnh…',
  parent({ n, link, owner }) {
    const picture = n === undefined ? 'ảnh' : `ảnh ${number(n)}`;
    return `từ ${link === undefined ? picture : `[${picture}](${link})`} của ${owner}`;
  },
  choosePreset: (title) => `**${title}**: theo cách nào?`,
  presetTaken: (title) => `**${title}** đã bắt đầu: mời bạn xem tin nhắn mới bên dưới.`,
  presets: 'Hãy chọn…',
  more: 'Tùy chọn khác…',
  moreHint: 'Hiện lệnh để bạn sao chép',
  copyCommand: (command) => `Hãy sao chép lệnh này, thêm điều bạn muốn rồi gửi:\n${command}`,
  promptLabel: 'Ảnh vẽ gì?',
  promptHint: 'Mọi thiết lập khác giữ nguyên',
  filesLabel: 'Thêm ảnh, nếu muốn',
  filesHint: 'Tối đa hai ảnh, để ghép hoặc lấy mẫu',
  compared: (title) => `**${title}**: trước và sau`,
  comparedAlt: 'Ảnh trước và sau, đặt cạnh nhau',
  confirmDelete: (pictures) =>
    `Xóa vĩnh viễn ${pictures === 1 ? 'ảnh này' : `cả ${number(pictures)} ảnh của tin nhắn này`}? ` +
    'Điểm đã trả không được hoàn lại. Nếu muốn giữ, chỉ cần bỏ qua tin này.',
  deleteForEver: 'Xóa vĩnh viễn',
};
