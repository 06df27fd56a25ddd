import type { LimitDeskTexts } from '../limit-desk-texts.ts';
import { number } from './format.ts';
import { problems } from './limit-problems.ts';

const credits = (value: number) => `${number(value)} điểm`;
const requests = (value: number) => `${number(value)} yêu cầu`;

export const limitDesk: LimitDeskTexts = {
  fields: {
    daily: (value) => `${credits(value)} mỗi ngày`,
    monthly: (value) => `${credits(value)} mỗi tháng`,
    concurrent: (value) => `${requests(value)} cùng lúc`,
    cooldown: (seconds) =>
      seconds === 0 ? 'không phải đợi giữa hai yêu cầu' : `cách nhau ${number(seconds)} giây giữa hai yêu cầu`,
    resolution: (name) => `tối đa ${name}`,
    allowed: 'được dùng',
    notAllowed: 'không được dùng',
    until: (exactly, fromNow) => `đến ${exactly} (${fromNow})`,
  },
  whom: {
    everyone: 'mọi người',
    role: (mention) => `thành viên có ${mention}`,
    member: (mention) => mention,
    channel: (mention) => `mọi người trong ${mention}`,
  },
  concerns: {
    everyone:
      'Áp dụng cho mọi thành viên của máy chủ, mỗi người tính riêng. Những gì bạn đặt cho kênh, vai trò hay từng thành viên được ưu tiên hơn.',
    role: (mention) =>
      `Áp dụng cho mọi người có ${mention}, mỗi người tính riêng. Ai có nhiều vai trò thì được mức rộng rãi nhất; những gì bạn đặt cho từng thành viên được ưu tiên hơn.`,
    member: (mention) => `Chỉ áp dụng cho ${mention}, và được ưu tiên hơn vai trò, kênh và mọi người.`,
    channel: (mention) =>
      `Áp dụng cho mọi thành viên khi họ ở trong ${mention} hoặc các chủ đề của kênh. Những gì bạn đặt cho vai trò hay thành viên được ưu tiên hơn; riêng “không được dùng” trong một kênh thì áp dụng cho tất cả.`,
  },
  concernsCommand: (command) => `Chỉ nói về ${command}, và ở lệnh đó được ưu tiên hơn giới hạn cho mọi lệnh.`,
  items: {
    rule: (whom, command) => `Giới hạn cho ${whom}${command ? ` · ${command}` : ''}`,
    noRule: 'chưa đặt gì',
    grant: (member) => `Điểm tặng thêm cho ${member}`,
    granted: (value) => `thêm ${credits(value)}`,
    noGrant: 'không có điểm tặng này',
    block: (member) => `Chặn ${member}`,
    blocked: 'bị chặn',
    because: (reason) => `vì: ${reason}`,
    notBlocked: 'không bị chặn',
    pause: (command) => (command ? `Tạm dừng ${command}` : 'Tạm dừng mọi lệnh'),
    paused: 'đang tạm dừng',
    pausedByBudget: 'đang tạm dừng vì đã hết ngân sách của tháng',
    notPaused: 'không tạm dừng',
    budget: 'Ngân sách của máy chủ',
    budgeted: (value, channel) =>
      `${credits(value)} mỗi tháng cho tất cả thành viên cộng lại${channel ? `, thông báo ở ${channel}` : ', không thông báo'}`,
    noBudget: 'không có ngân sách',
  },
  changes: {
    now: (state) => `Bây giờ: **${state}**`,
    before: (state) => `Trước đó: ${state}`,
    unchanged: (state) => `Vốn đã như vậy: **${state}**. Không có gì thay đổi.`,
    undone: (title) => `Đã hoàn tác · ${title}`,
    undo: 'Hoàn tác',
    ruleCleared: 'Từ giờ áp dụng những gì đã đặt cho vai trò, kênh và mọi người, hoặc mức mặc định của bot.',
    grantNote: (grants, value) =>
      `Điểm tặng được cộng thêm vào phần giới hạn còn lại. Thành viên này hiện có ${number(grants)} lần tặng, tổng ${credits(value)}.`,
    blockNote: (running) =>
      running === 0
        ? 'Yêu cầu mới sẽ bị từ chối. Người này không có gì đang làm.'
        : `Yêu cầu mới sẽ bị từ chối. Đang làm ${requests(running)}: việc đã bắt đầu vẫn làm tiếp và được gửi tới.`,
    pauseNote: 'Yêu cầu mới sẽ bị từ chối; việc đã bắt đầu vẫn làm tiếp và được gửi tới.',
    stillPaused: (commands, typed) => `Vẫn tạm dừng: ${commands}. Cho chạy tiếp bằng ${typed}.`,
    budgetPause: (typed) => `Đã hết ngân sách của tháng nên mọi thứ dừng đến tháng sau. Tăng ngân sách: ${typed}.`,
    budgetNote: 'Mọi thành viên dùng chung. Tháng tính theo UTC; có thông báo ở mức 50, 80 và 100%.',
    changedSince: (now, then) =>
      `Từ đó đến nay đã có thay đổi khác. Bây giờ: **${now}**. Hoàn tác sẽ thành: **${then}**. Hãy bấm nút nếu bạn muốn vậy.`,
    undoAnyway: 'Vẫn hoàn tác',
  },
  table: {
    title: '**Giới hạn của máy chủ này**',
    about: (whom) => `**Giới hạn cho ${whom}**`,
    none: 'Chưa đặt gì: mức mặc định áp dụng cho mọi thành viên.',
    noneAbout: (typed) => `Ở đây chưa đặt gì. Muốn biết điều gì áp dụng cho một thành viên và vì sao: ${typed}.`,
    noSuchPage: (page, pages) => `Không có trang ${number(page)}: trang cuối là ${number(pages)}.`,
    operator: (daily, concurrent) =>
      `Mặc định cho mỗi thành viên: ${credits(daily)} mỗi ngày, ${requests(concurrent)} cùng lúc.`,
    operatorMonthly: (value) =>
      `Tối đa ${credits(value)} mỗi tháng cho cả máy chủ; không giới hạn nào ở đây nâng được mức đó.`,
    pauses: (commands) => `Đang tạm dừng: ${commands}`,
    everything: 'mọi lệnh',
    counts: (blocks, grants, members, value) =>
      [
        ...(blocks > 0 ? [`${number(blocks)} thành viên bị chặn`] : []),
        ...(grants > 0 ? [`${number(grants)} lần tặng ${credits(value)} cho ${number(members)} thành viên`] : []),
      ].join(' · '),
    examples: (lines) => `**Mẫu để chép**\n${lines.join('\n')}`,
    exampleRole: '@Họa_sĩ',
    exampleMember: '@tên',
    hint: (typed) => `Ai đã đổi gì, có thể hoàn tác: ${typed}`,
  },
  log: {
    title: '**Ai đã đổi gì**',
    none: (typed) => `Chưa ai thay đổi giới hạn nào. Điều đang áp dụng: ${typed}.`,
    noSuchPage: (page, pages) => `Không có trang ${number(page)}: trang cuối là ${number(pages)}.`,
    changed: (before, after) => `${before} → **${after}**`,
    undid: 'hoàn tác một thay đổi',
    isUndone: 'đã hoàn tác',
    unreadable: 'Mục này do phiên bản khác của bot ghi; không hoàn tác được ở đây.',
  },
  problems,
};
