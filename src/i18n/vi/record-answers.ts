import type { RecordAnswerTexts } from '../record-texts.ts';
import { number } from './format.ts';

const byWhom = (by: string | undefined, at: string | undefined): string => (by && at ? ` bởi ${by} ${at}` : '');

export const answers: RecordAnswerTexts = {
  nowSuspended: (member, until) =>
    `${member} bị tạm khóa ${until ? `đến ${until}` : 'cho đến khi bạn bấm **Mở khóa**'}. Ảnh đang vẽ vẫn tiếp tục. Họ đọc được rằng người điều hành chặn họ vì ảnh này (mã ảnh) và đến khi nào; không biết ai đã làm.`,
  suspendedAlready: (member, by, until) =>
    `Không có gì thay đổi: ${by} đã tạm khóa ${member}, ${until ? `đến ${until}` : 'cho đến khi được mở'}. ` +
    'Muốn đổi, trước hết hãy bấm **Mở khóa**.',
  lifted: (member) => `${member} lại được tạo ảnh.`,
  notSuspended: (member, by, at) =>
    `Không có gì thay đổi: ${member} không bị tạm khóa.${by && at ? ` ${by} đã mở khóa ${at}.` : ''}`,
  covered: (messages) =>
    messages === 1
      ? 'Đã che: tin nhắn sẽ sớm che ảnh này, và mọi ảnh làm từ nó cũng vậy.'
      : `Đã che: cả ${number(messages)} tin nhắn sẽ sớm che ảnh này, và mọi ảnh làm từ nó cũng vậy.`,
  coveredAlready: (by, at) => `Không có gì thay đổi: ảnh đã được che${byWhom(by, at)}.`,
  dismissed: 'Đã bỏ qua: ảnh được giữ lại, vụ việc đã đóng.',
  closedAlready: (outcome, by, at) =>
    `Không có gì thay đổi: ${by} đã ${outcome === 'deleted' ? 'xóa' : 'bỏ qua'} ${at}.`,
  deleted: 'Đã xóa ở mọi nơi: tin nhắn, tệp và mô tả. Điểm đã trả không được hoàn lại.',
  outOfReach: 'Có một tin nhắn mình không với tới được: hãy xóa cả trong Discord.',
  deletedAlready: (by, at) => `Không còn gì để xóa: ảnh đã bị xóa${byWhom(by, at)}.`,
  inTheWorks: 'Một phần vẫn đang được vẽ. Hãy bấm lại **Xóa ở mọi nơi** khi đã xong.',
  filesAway: 'Dịch vụ lưu tệp đang gián đoạn nên chưa xóa được hết. Vài phút nữa hãy bấm lại **Xóa ở mọi nơi**.',
  notReported: 'Chưa ai báo cáo ảnh này nên không có gì để bỏ qua.',
  missing: 'Máy chủ này không có hồ sơ của ảnh đó: ảnh chưa từng ở đây hoặc đã hết hạn.',
  isPrivate:
    'Ảnh này là riêng tư của người tạo. Người điều hành chỉ mở được khi ảnh đã được chia sẻ hoặc bị báo cáo ở đây.',
  notOurs: 'Tin nhắn này không do mình tạo nên mình không có hồ sơ. Hãy chọn tin nhắn mà mình hiển thị ảnh.',
};
