import type { StatsTexts } from '../stats-texts.ts';
import { number } from './format.ts';

const days = new Intl.DateTimeFormat('vi', { day: 'numeric', month: 'numeric', timeZone: 'UTC' });
const credits = (value: number) => `${number(value)} điểm`;

function outcome({ done, failed, cancelled, open }: { done: number; failed: number; cancelled: number; open: number }) {
  return [
    `${number(done)} xong`,
    ...(failed > 0 ? [`${number(failed)} lỗi`] : []),
    ...(cancelled > 0 ? [`${number(cancelled)} đã hủy`] : []),
    ...(open > 0 ? [`${number(open)} đang làm`] : []),
  ].join(', ');
}

export const stats: StatsTexts = {
  periods: {
    today: 'Hôm nay (UTC)',
    '7d': '7 ngày',
    '30d': '30 ngày',
    month: 'Tháng này',
    'last-month': 'Tháng trước',
  },
  views: { day: 'Theo ngày', operation: 'Theo lệnh', member: 'Theo thành viên' },
  choosePeriod: 'Thời gian khác',
  csv: 'Sổ sách dạng CSV',
  title: (period) => `**Đã tạo trên máy chủ này** · ${period}`,
  empty: 'Trong thời gian này ở đây chưa tạo gì. Thành viên bắt đầu bằng **/vẽ**; hãy chọn thời gian khác bên dưới.',
  altText: (title, view) => `${title}: biểu đồ cột, ${view.toLowerCase()}. Các con số có bên dưới dạng chữ.`,
  chart: {
    day: 'Số việc theo ngày',
    operation: 'Số việc theo lệnh',
    member: 'Số việc theo thành viên, đánh số như bên dưới',
  },
  credits: 'điểm',
  day: (at) => days.format(at),
  total: (about) => `${outcome(about)}, bởi ${number(about.members)} thành viên`,
  spent: (value) => `đã trừ ${credits(value)}`,
  outcome: (about) => `${outcome(about)} · ${credits(about.credits)}`,
  times: (half, most) => `một nửa trong ${half}, 95% trong ${most}`,
  seconds: (ms) => (ms < 50 ? '0,1 giây' : `${number(Math.round(ms / 100) / 10)} giây`),
  failures: '**Những gì bị lỗi**',
  failure: (jobs, because) => `${number(jobs)}: ${because}`,
  otherFailures: (jobs) => `${number(jobs)}: lý do hiếm hơn`,
  accounts: '**Sổ sách**',
  asked: (tasks) => `Các nhà cung cấp đã nhận ${number(tasks)} việc.`,
  ledger: ({ reserved, charged, givenBack, held }) =>
    `Đã giữ trước ${credits(reserved)}: ${number(charged)} đã trừ, ${number(givenBack)} trả lại, ${number(held)} cho ảnh đang làm.`,
  unknown: (jobs, value) => `${number(jobs)} yêu cầu không rõ kết quả: ${credits(value)}, đã trả lại cho thành viên.`,
  odd: (ids, more) =>
    `Những việc này không khớp sổ; hãy báo cho người vận hành bot: ${ids}${more > 0 ? ` và ${number(more)} việc nữa` : ''}`,
  balanced: 'Mọi dòng đều khớp.',
  deletedMember: 'một thành viên đã xóa dữ liệu',
  done: 'xong',
  failed: 'lỗi',
  cancelled: 'đã hủy',
  csvReady: (jobs) => `${number(jobs)} việc, mỗi việc một dòng. Không có lời mô tả nào trong đó.`,
  csvCut: (jobs, from) =>
    `${number(jobs)} việc đầu tiên: một tệp không chứa thêm được. Phần còn lại bắt đầu từ ${from} và không có trong tệp. Chọn thời gian ngắn hơn để xem phần mới nhất; người vận hành bot xem được tất cả.`,
};
