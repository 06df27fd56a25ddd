import type { LimitTexts } from '../limit-texts.ts';
import { allOf, number } from './format.ts';

const until = (time: string | undefined): string => (time === undefined ? '' : ` cho đến ${time}`);

interface Short {
  readonly left: number;
  readonly resets: string;
  readonly mayBeGranted?: boolean;
}

function waiting({ left, resets, mayBeGranted }: Short): string {
  const wait =
    left > 0
      ? `Hãy yêu cầu ít ảnh hơn hoặc ảnh nhỏ hơn, hoặc đợi: điểm mới sẽ có ${resets}.`
      : `Điểm mới sẽ có ${resets}.`;
  return mayBeGranted
    ? `${wait} Người điều hành có thể cấp thêm bằng **/giới\\_hạn tặng**; xem tất cả ở **/hạn\\_mức**.`
    : wait;
}

export const limits: LimitTexts = {
  blocked(time, reason) {
    const state = `Người điều hành máy chủ này không cho bạn tạo ảnh ở đây${until(time)}.`;
    return `${state}${reason ? ` Lý do: ${reason}.` : ''} Nếu bạn nghĩ đây là nhầm lẫn, hãy hỏi người điều hành.`;
  },
  paused: (command) =>
    `${command ?? 'Việc tạo ảnh'} đang tạm dừng ở máy chủ này cho đến khi người điều hành mở lại. ` +
    `${command ? 'Hãy dùng lệnh khác' : 'Lát nữa hãy thử lại'}, hoặc hỏi người điều hành.`,
  pausedByBudget: (command, resets) =>
    `${command ?? 'Việc tạo ảnh'} đang tạm dừng vì ngân sách tháng này của máy chủ sắp hết. ` +
    `Sẽ mở lại ${resets}. Trong lúc chờ hãy dùng lệnh rẻ hơn: xem giá ở **/hạn\\_mức**.`,
  notAllowed: (command, isHere, time) =>
    isHere
      ? `Không được dùng ${command} trong kênh này${until(time)}. Hãy dùng ở kênh khác, hoặc hỏi người điều hành.`
      : `Bạn không được dùng ${command} ở máy chủ này${until(time)}. Hãy dùng lệnh khác, hoặc hỏi người điều hành.`,
  resolution: (asked, most, time) =>
    `Ảnh này sẽ có cỡ ${asked}, mà ở đây bạn chỉ được yêu cầu đến ${most}${until(time)}. ` +
    'Hãy chọn cỡ nhỏ hơn, hoặc hỏi người điều hành.',
  concurrent: ({ running, limit, mayCancel }) =>
    `Bạn có ${number(running)} yêu cầu đang làm và chỉ được ${number(limit)} cùng lúc. ` +
    (mayCancel ? 'Hãy đợi một yêu cầu xong, hoặc hủy bớt trong **/đang\\_làm**.' : 'Hãy đợi một yêu cầu xong.'),
  cooldown: (seconds, ends) => `Ở đây giữa hai lần tạo ảnh phải chờ ${number(seconds)} giây. Hãy gửi lại lệnh ${ends}.`,
  dailyCredits({ daily, ...about }) {
    const { price, left } = about;
    const state = `Việc này tốn ${number(price)} điểm, mà hôm nay bạn còn ${number(left)}/${number(daily)}.`;
    return `${state} ${waiting(about)}`;
  },
  monthlyCredits({ monthly, ...about }) {
    const { price, left } = about;
    const state = `Việc này tốn ${number(price)} điểm, mà tháng này bạn còn ${number(left)}/${number(monthly)}.`;
    return `${state} ${waiting(about)}`;
  },
  pool: {
    budget: ({ price, left, resets }) =>
      `Việc này tốn ${number(price)} điểm, mà ngân sách tháng này của máy chủ chỉ còn ${number(left)}. ` +
      `Ngân sách mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc nhờ người điều hành tăng bằng **/giới\\_hạn ngân\\_sách**.`,
    server: ({ price, left, resets }) =>
      `Việc này tốn ${number(price)} điểm, mà trong mức người vận hành bot cho phép, tháng này máy chủ chỉ còn ` +
      `${number(left)}. Mức mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc đợi.`,
    operator: ({ price, left, resets }) =>
      `Việc này tốn ${number(price)} điểm, mà tháng này bot chỉ còn ${number(left)} điểm cho tất cả mọi người. ` +
      `Mức mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc đợi.`,
  },
  budgetNotice: ({ percent, spent, credits, resets }) =>
    `**Đã dùng ${number(percent)}% ngân sách tháng này**: ${number(spent)}/${number(credits)} điểm. ` +
    `Ngân sách mới bắt đầu ${resets}.`,
  budgetPauses: (commands) =>
    `Tự tạm dừng để các lệnh rẻ hơn dùng được lâu hơn: ${allOf(commands)}. Dùng **/giới\\_hạn tiếp\\_tục** để mở lại.`,
  budgetNext: 'Hãy tăng bằng **/giới\\_hạn ngân\\_sách**, hoặc để nguyên: bot không dùng quá ngân sách.',
  budgetOver:
    'Cho đến lúc đó không ai tạo được ảnh ở đây. Nếu muốn tiếp tục, hãy tăng bằng **/giới\\_hạn ngân\\_sách**.',
};
