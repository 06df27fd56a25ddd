import type { RecordTexts } from '../record-texts.ts';
import { number } from './format.ts';
import { answers } from './record-answers.ts';

export const record: RecordTexts = {
  title: 'Hồ sơ ảnh',
  by: (owner, at) => `Người yêu cầu: ${owner} · ${at}`,
  command: (name, job) => `Lệnh ${name} · mã ${job}`,
  erased: 'Đã xóa: ảnh, mô tả và thiết lập không còn nữa.',
  seenByAll: 'Mọi người trong kênh đều thấy',
  seenByOne: 'Chỉ người yêu cầu thấy',
  sharedAt: (links) => `Đã chia sẻ: ${links}`,
  covered: 'đã che (spoiler)',
  price: (credits, charged) => `Giá ${number(credits)} điểm, đã trừ ${number(charged)}`,
  phases: {
    accepted: 'đã nhận',
    queued: 'đang xếp hàng',
    submitting: 'đang gửi đi',
    waiting: 'đang vẽ',
    storing: 'đang lưu',
    delivering: 'đang giao',
    done: 'đã xong',
    failed: 'thất bại',
    cancelled: 'đã hủy',
  },
  phase: (amount, phase, why) => `${amount > 1 ? `${number(amount)} × ` : ''}${phase}${why ? `: ${why}` : ''}`,
  provider: (name) => `Nhà cung cấp ${name}`,
  flagged: (flagged, pictures) =>
    flagged === 0
      ? 'Nhà cung cấp không đánh dấu NSFW'
      : `Nhà cung cấp đánh dấu NSFW: ${number(flagged)} trên ${number(pictures)} ảnh`,
  sources: 'Làm từ',
  handedIn: (option, owner) => `${option}: do ${owner} gửi lên`,
  linked: (option, host) => `${option}: liên kết từ ${host}`,
  resultOf: (option, what) => `${option}: ${what}`,
  chain: 'Các bước trước',
  privateStep: 'bước riêng tư',
  erasedStep: 'đã xóa',
  promptCut: 'Toàn bộ mô tả nằm trong tệp bên dưới.',
  reports: (reports, last) => `${number(reports)} báo cáo, gần nhất ${last}`,
  unreported: 'Chưa ai báo cáo',
  suspended: (by, until, reason) =>
    `Bị ${by} tạm khóa ${until ? `đến ${until}` : 'cho đến khi được mở'}${reason ? ` (${reason})` : ''}`,
  notSuspended: 'Không bị tạm khóa',
  before: (deletions, suspensions) =>
    `tới nay trong máy chủ này: ${number(deletions)} lần xóa ảnh, ${number(suspensions)} lần tạm khóa`,
  stripAlt: 'Ảnh đưa vào và ảnh làm ra',
  source: 'Ảnh gốc',
  result: 'Kết quả',
  blockReason: (job) => `Một ảnh của bạn (mã ${job})`,

  caseTitle: 'Ảnh bị báo cáo',
  caseFlagged: (flagged) =>
    `${number(flagged)} ảnh bị nhà cung cấp đánh dấu NSFW nên không hiện ở đây. ` +
    'Hãy mở hồ sơ trong kênh giới hạn độ tuổi để xem.',
  caseErased: 'Ảnh và mô tả không còn nữa.',
  closed: {
    deleted: (by, at) => `**${by} đã xóa** ${at}`,
    dismissed: (by, at) => `**${by} đã bỏ qua** ${at}`,
  },
  suspendedBy: (by, at, until) => `${by} đã tạm khóa ${at}, ${until ? `đến ${until}` : 'cho đến khi được mở'}`,
  liftedBy: (by, at) => `${by} đã mở khóa ${at}`,
  coveredBy: (by, at) => `${by} đã che ảnh ${at}`,

  waitingIn: (server) =>
    `**Có báo cáo đang chờ ở ${server}.** Một thành viên đã báo cáo ảnh do bot tạo ở đó và chưa người điều hành nào thấy: chưa có kênh nhận báo cáo mà mình viết được. Hãy chọn kênh ở đó bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**; báo cáo đang chờ sẽ được đăng ngay.`,
  waitingHere:
    'Có báo cáo đang chờ người điều hành mà chưa có kênh nhận. Hãy chọn kênh bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**.',
  settled: {
    deleted: (at) => `Cảm ơn bạn đã báo cáo ${at}: ảnh đó đã bị xóa.`,
    dismissed: (at) => `Cảm ơn bạn đã báo cáo ${at}. Người điều hành đã xem ảnh và quyết định giữ lại.`,
  },

  buttons: {
    open: 'Hồ sơ ảnh',
    delete: 'Xóa ở mọi nơi',
    sure: 'Vâng, xóa ở mọi nơi',
    spoiler: 'Che ảnh',
    dismiss: 'Bỏ qua',
    hour: 'Khóa 1 giờ',
    day: 'Khóa 1 ngày',
    lasting: 'Khóa đến khi mở',
    lift: 'Mở khóa',
  },
  confirmDelete:
    'Xóa ảnh này ở mọi nơi: các tin nhắn, những nơi đã chia sẻ, tệp và mô tả? Không thể khôi phục. ' +
    'Nếu muốn giữ, chỉ cần bỏ qua tin này.',
  reportTitle: 'Báo cáo cho người điều hành',
  reasonLabel: 'Có vấn đề gì? (không bắt buộc)',
  reasonHint: 'Chỉ người điều hành của máy chủ này đọc được',
  answers,
  removed: (removed) =>
    removed === 1
      ? 'Người điều hành đã xóa một ảnh của bạn:'
      : `Người điều hành đã xóa ${number(removed)} ảnh của bạn. Gần đây nhất:`,
  removedJob: (title, at, job) => `${title} · ${at} · mã ${job}`,
};
