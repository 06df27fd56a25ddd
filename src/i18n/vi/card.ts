import type { CardTexts } from '../texts.ts';
import { number, percent } from './format.ts';

export const card: CardTexts = {
  queued(ahead) {
    if (ahead === undefined) return 'Đang chờ';
    return ahead === 0 ? 'Đang chờ, sắp tới lượt bạn' : `Đang chờ, thứ ${number(ahead + 1)} trong hàng`;
  },
  paused:
    'Hiện nhà cung cấp không nhận yêu cầu nào của bot; người vận hành đã được báo. Yêu cầu của bạn vẫn giữ chỗ trong hàng.',
  rests: (until) =>
    `Tường lửa của nhà cung cấp đang tạm chặn bot. Yêu cầu của bạn vẫn giữ chỗ trong hàng và sẽ tự tiếp tục ${until}.`,
  working: 'Đang tráng ảnh…',
  ready: (ready, total) => `đã xong ${number(ready)}/${number(total)}`,
  percent,
  expected: (timestamp) => `dự kiến ${timestamp}`,
  mayGet:
    'Việc này lâu hơn thời gian Discord cho phép sửa tin nhắn. Bấm **Nhận kết quả** để xem tới đâu rồi; ' +
    'ảnh xong cũng nằm trong **/lịch\\_sử**.',
  ended: (mention, hasPictures) =>
    hasPictures
      ? `${mention} Ảnh của bạn đã xong: mời bạn xem tin nhắn phía trên.`
      : `${mention} Lần này không có ảnh: tin nhắn phía trên cho biết lý do và việc nên làm tiếp theo.`,
  held:
    '**Ảnh của bạn đã xong và vẫn an toàn.** Ảnh đang nằm ở một địa chỉ mà mình chưa được phép mở. Người vận hành bot ' +
    'đã được báo; ngay khi họ cho phép, ảnh sẽ tự hiện ở đây, không mất thêm điểm.',
  late: 'Ảnh này tới sau khi mình đã ngừng chờ, nên bạn được miễn phí.',
  cancelled: (credits) => `Đã hủy. ${givenBack(credits)} Nếu đổi ý, hãy bấm **Thử lại**.`,
  restarted: (credits) => `Bot khởi động lại trước khi kịp bắt đầu. ${givenBack(credits)} Bấm **Thử lại** để làm ngay.`,
  givenBack,
  partial: (ready, total) => `Được ${number(ready)}/${number(total)} ảnh`,
  lost: (lost, because) => `${number(lost)} ảnh được hoàn điểm vì ${because}`,
  lostOtherwise: (lost) => `${number(lost)} ảnh được hoàn điểm vì lý do khác`,
  lostByCancel: (lost) => `${number(lost)} ảnh đã hủy và được hoàn điểm`,
  lostFile: (name, happened) => `**${name}**: ${happened}`,
  lostFiles: (lost) => `Còn ${number(lost)} tệp nữa không làm được.`,
  step: (current, total, credits) =>
    `Bước ${number(current)}/${number(total)} · tất cả các bước: ${number(credits)} điểm`,
  stopped: (current, total, why) =>
    `**Dừng ở bước ${number(current)}/${number(total)}.** ${why} Phần chưa làm không mất điểm.`,
  stoppedByCancel: 'Bạn đã hủy.',
  zip: 'Tải tất cả dưới dạng ZIP',
  hidden: (hidden) =>
    `${number(hidden)} ảnh bị đánh dấu NSFW nên không hiện ở kênh này. ` +
    'Để xem, hãy mở **/lịch\\_sử** trong kênh giới hạn độ tuổi hoặc trong tin nhắn riêng với mình.',
  linkPending: 'Liên kết lâu dài sẽ có ngay khi dịch vụ lưu tệp hoạt động lại.',
  keptHere: 'Dịch vụ lưu tệp không nhận ảnh gốc này nên mình tự giữ: mọi nút vẫn dùng được như thường.',
  openFullSize: (size) => `Mở ảnh gốc${sized(size)}`,
  openFullSizeOf: (n, size) => `Mở ảnh gốc ${number(n)}${sized(size)}`,
  withPicture: (option) => `kèm ${option}`,
  shrunk: (option, from, to) =>
    `${option} được thu nhỏ cho nhà cung cấp: ${from.width}×${from.height} → ${to.width}×${to.height}`,
  setting: (option, value) => `${option}: ${value}`,
  number,
  flag: (isOn) => (isOn ? 'bật' : 'tắt'),
  price(price, charged) {
    if (price === 0) return 'Miễn phí';
    if (charged === 0) return `Đã hoàn ${number(price)} điểm`;
    if (charged < price) return `${number(charged)} điểm (đã hoàn ${number(price - charged)})`;
    return `${number(price)} điểm`;
  },
  left: (credits) => `hôm nay còn ${number(credits)}`,
  job: (id) => `Mã ${id}`,
};

const sized = (size: string | undefined): string => (size ? ` (${size})` : '');

function givenBack(credits: number): string {
  if (credits <= 0) return 'Bạn không mất điểm nào.';
  return `Bạn đã được hoàn ${number(credits)} điểm.`;
}
