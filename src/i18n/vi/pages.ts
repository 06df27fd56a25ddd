import type { PageTexts } from '../page-texts.ts';
import { ago, anyOf, number } from './format.ts';

export const pages: PageTexts = {
  previous: 'Trang trước',
  next: 'Trang sau',
  refresh: 'Làm mới',
  toMessage: 'tin nhắn',
  position: (page, pages) => `trang ${number(page)}/${number(pages)}`,
  ago,
  ownFile: 'tệp của bạn',
  jobs: {
    title: (total) => `**Đang làm** · ${number(total)} yêu cầu`,
    none: 'Bạn không có ảnh nào đang làm. **/trợ\\_giúp** cho biết bạn làm được gì; ảnh đã xong nằm trong **/lịch\\_sử**.',
    hint: 'Chỉ mình bạn thấy. Ảnh đã xong nằm trong **/lịch\\_sử**.',
    since: (timestamp) => `bắt đầu ${timestamp}`,
    delivering: 'Đã xong: đang gửi tới bạn',
  },
  history: {
    title: (total) => `**Lịch sử của bạn** · ${number(total)} kết quả`,
    none: 'Bạn chưa có ảnh nào. **/trợ\\_giúp** cho biết bạn làm được gì.',
    noSuchPage: (page, pages) =>
      pages === 1
        ? `Không có trang ${number(page)}: lịch sử của bạn chỉ có một trang. Hãy bấm **Trang trước**.`
        : `Không có trang ${number(page)}: lịch sử của bạn có trang 1 đến ${number(pages)}. Bấm **Trang trước** để tới trang cuối.`,
    hint: 'Chỉ mình bạn thấy. Dùng **/xem** với mã để mở lại một ảnh cùng các nút của nó.',
    hidden: (hidden) =>
      `${number(hidden)} ảnh bị đánh dấu NSFW: hãy mở lịch sử trong kênh giới hạn độ tuổi hoặc trong tin nhắn riêng với mình.`,
    notKept: (lost) => `${number(lost)} ảnh không còn lưu ở đây: hãy xem ở tin nhắn.`,
  },
  help: {
    title: '**Bạn làm được gì ở đây**',
    pictures: '**Tạo và sửa ảnh**',
    others: '**Của bạn**',
    moderation: '**Cho người điều hành**',
    hint: 'Muốn biết kỹ về một lệnh, hãy chọn nó trong **/trợ\\_giúp**.',
    unknown: (typed) => `Ở đây không có lệnh “${typed}”. Các lệnh hiện có:`,
    price: (cheapest, dearest) =>
      cheapest === dearest ? `${number(cheapest)} điểm` : `${number(cheapest)} đến ${number(dearest)} điểm`,
    priceOf: (what, value) => `${what}: ${number(value)}`,
    priceTitle: '**Giá mỗi ảnh, tính bằng điểm**',
    optionsTitle: '**Tùy chọn**',
    defaults: '-# Số trong ngoặc là giá trị được dùng khi bạn không chọn.',
    needed: 'bắt buộc',
    range: (minimum, maximum) => `từ ${number(minimum)} đến ${number(maximum)}`,
    atLeast: (minimum) => `từ ${number(minimum)} trở lên`,
    choices: (names, untold) => anyOf(untold > 0 ? [...names, `${number(untold)} lựa chọn khác`] : names),
    untold: (left) => `Còn ${number(left)} tùy chọn nữa: Discord sẽ hiện ra khi bạn gõ lệnh.`,
    example: (line) => `**Ví dụ**: ${line}`,
    samplePrompt: 'một con cáo đỏ trong tuyết',
    samplePicture: '(đính kèm ảnh)',
    sampleChoice: '(chọn trong danh sách)',
  },
};
