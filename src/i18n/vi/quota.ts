import type { QuotaTexts } from '../quota-texts.ts';
import { allOf, number } from './format.ts';

const credits = (value: number): string => `${number(value)} điểm`;
const until = (time: string | undefined): string => (time === undefined ? '' : ` cho đến ${time}`);

export const quota: QuotaTexts = {
  title: '**Điểm của bạn ở đây**',
  titleOf: (member) => `**${member} được làm gì ở đây**`,
  titleOfCommand: (member, command) => `**${member} được làm gì ở đây với ${command}**`,
  left: (left) => `Hiện còn dùng được **${credits(left)}**`,
  today: (spent, limit, resets) => `Hôm nay: ${number(spent)}/${credits(limit)} · điểm mới ${resets}`,
  month: (spent, limit, resets) => `Tháng này: ${number(spent)}/${credits(limit)} · điểm mới ${resets}`,
  running: (running, limit) => `Đang làm: ${number(running)}/${number(limit)} cùng lúc`,
  cooldown: (seconds, next) =>
    `Giữa hai lần tạo ảnh: ${number(seconds)} giây${next === undefined ? '' : ` · lần tới ${next}`}`,
  resolution: (most) => `Ảnh lớn nhất: ${most}`,
  notAllowed: 'Ở đây không được tạo ảnh. Hãy thử kênh khác, hoặc hỏi người điều hành.',
  notAllowedHere: 'ở đây không được dùng',
  grant: (left, all, time) =>
    `Được cấp thêm: ${number(left)}/${credits(all)}${time === undefined ? ', đến khi dùng hết' : until(time)}`,
  blocked: (time, reason) =>
    `**Người điều hành đã chặn việc tạo ảnh ở đây${until(time)}.**${reason ? ` Lý do: ${reason}.` : ''} Hãy hỏi người điều hành.`,
  pausedAll: 'Mọi lệnh ở đây đang tạm dừng cho đến khi người điều hành mở lại.',
  paused: (commands) => `Người điều hành tạm dừng: ${allOf(commands)}`,
  pausedByBudget: (commands, resets) => `Tạm dừng do ngân sách, mở lại ${resets}: ${allOf(commands)}`,
  pool: {
    budget: (spent, all, resets) => `Ngân sách máy chủ: ${number(spent)}/${credits(all)} · mới ${resets}`,
    server: (spent, all, resets) =>
      `Mức người vận hành dành cho máy chủ này: ${number(spent)}/${credits(all)} · mới ${resets}`,
    operator: (spent, all, resets) =>
      `Mức người vận hành dành cho tất cả: ${number(spent)}/${credits(all)} · mới ${resets}`,
  },
  exceptionsTitle: '**Giới hạn riêng**',
  exception: (command, about) => `${command}: ${about.join(' · ')}`,
  leftOf: (left) => `còn ${credits(left)}`,
  upTo: (size) => `tối đa ${size}`,
  atOnce: (jobs) => `${number(jobs)} cùng lúc`,
  apart: (seconds) => `cách nhau ${number(seconds)} giây`,
  pricesTitle: '**Giá mỗi ảnh, tính bằng điểm**',
  price: (command, cheapest, dearest) =>
    `${command} ${cheapest === dearest ? number(cheapest) : `${number(cheapest)}-${number(dearest)}`}`,
  untold: (left) => `Và ${number(left)} mục nữa.`,
  hint: 'Chỉ mình bạn thấy. Ngày và tháng tính theo giờ UTC. Điểm không dùng tới sẽ tự được hoàn lại.',
  fields: {
    daily: 'Hôm nay',
    monthly: 'Tháng này',
    concurrent: 'Đang làm cùng lúc',
    cooldown: 'Giữa hai lần',
    resolution: 'Ảnh lớn nhất',
    allowed: 'Được phép',
  },
  decided: (field, value, by) => `**${field}: ${value}** · ${by}`,
  used: (used, most) => `${number(used)}/${most}`,
  next: (time) => `lần tới ${time}`,
  isAllowed: 'có',
  isNotAllowed: 'không',
  credits,
  jobs: (jobs) => `${number(jobs)} yêu cầu`,
  seconds: (seconds) => `${number(seconds)} giây`,
  beaten: (others) => `-# thay cho: ${others.join('; ')}`,
  operator: 'mặc định của người vận hành',
  everyone: (command) => `quy tắc cho mọi người (${command})`,
  whom: (mention, command) => `quy tắc cho ${mention} (${command})`,
  allCommands: 'mọi lệnh',
  until: (time) => `cho đến ${time}`,
  whyHint: 'Thay đổi bằng **/giới\\_hạn đặt**, cấp thêm điểm bằng **/giới\\_hạn tặng**.',
};
