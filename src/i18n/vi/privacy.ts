import type { PrivacyTexts } from '../privacy-texts.ts';
import { allOf, number } from './format.ts';

const unsentOf = (unsent: number): string =>
  unsent === 0 ? '' : ` ${number(unsent)} ảnh không vừa: **links.txt** trong tệp cuối cho biết lấy chúng ở đâu.`;

export const privacy: PrivacyTexts = {
  edits: {
    yes: 'Đã ghi nhận: ở máy chủ để tác giả tự quyết định, người khác được dùng ảnh của bạn qua menu chuột phải. Dùng **/riêng\\_tư sửa\\_ảnh** để đổi lại.',
    no: 'Đã ghi nhận: không ai khác được dùng ảnh của bạn với mình, ở bất kỳ máy chủ nào. Dùng **/riêng\\_tư sửa\\_ảnh** để đổi lại.',
    unsaid:
      'Đã ghi nhận: ảnh của bạn theo quy định của từng máy chủ. Chọn *Không* trong **/riêng\\_tư sửa\\_ảnh** nếu muốn cấm ở mọi nơi.',
  },
  exportAsked:
    'Mình đang gom mọi thứ mình lưu về bạn. Bạn sẽ nhận qua tin nhắn riêng, trong một hoặc nhiều tệp; nếu có nhiều ảnh thì mất vài phút.',
  exportUnderWay: (since) =>
    `Các tệp của bạn đang được gom, bắt đầu ${since}. Chúng sẽ đến qua tin nhắn riêng: vài phút nữa hãy xem ở đó.`,
  exportTooSoon: (next) => `Bạn đã nhận tệp trong vòng một ngày qua. Bạn có thể yêu cầu lại ${next}.`,
  exportSent: (parts, unsent) =>
    `Xong: mình đã gửi ${number(parts)} tệp qua tin nhắn riêng.${unsentOf(unsent)} Hãy cất ở nơi chỉ bạn xem được.`,
  exportHere: (parts, unsent) =>
    `Mình không nhắn tin riêng cho bạn được, nên ${number(parts)} tệp được gửi ở đây, chỉ bạn thấy.${unsentOf(unsent)} Hãy lưu ngay: tin nhắn kiểu này không ở lại lâu.`,
  exportClosed:
    'Mình không gửi được tệp cho bạn: tin nhắn riêng từ mình đang bị chặn. Hãy mở lại trong cài đặt riêng tư của một máy chủ chung, rồi dùng **/riêng\\_tư nhận\\_về** lần nữa.',
  exportFailed:
    'Không gửi được các tệp của bạn. Không có gì bị mất: một giờ nữa hãy dùng lại **/riêng\\_tư nhận\\_về**. Nếu vẫn lỗi, hãy báo cho người vận hành bot.',
  exportPart: (part, isLast) =>
    part === 1 && isLast
      ? '**Mọi thứ mình lưu về bạn.** README.txt trong tệp giải thích phần còn lại.'
      : `**Mọi thứ mình lưu về bạn**: tệp ${number(part)}${isLast ? ', tệp cuối.' : ', còn nữa.'}${part === 1 ? ' README.txt giải thích phần còn lại.' : ''}`,
  confirm({ requests, pictures, files, open }, monthEnds) {
    const held = allOf([
      `${number(requests)} yêu cầu`,
      `${number(pictures)} kết quả của chúng`,
      `${number(files)} tệp bạn đã gửi`,
      'các tùy chọn của bạn',
    ]);
    const running =
      open === 0
        ? ''
        : `\n**Đang làm:** ${number(open)} yêu cầu. Việc chưa trả tiền sẽ bị hủy; việc còn lại được làm xong rồi cũng bị xóa.`;
    return `**Xóa mọi thứ mình lưu về bạn, ở mọi nơi?** Không thể khôi phục.
**Bị xóa:** ${held}. Tin nhắn của mình có ảnh của bạn được gỡ ở những nơi mình với tới, cùng các tệp ở dịch vụ lưu tệp.${running}
**Giữ lại, không kèm tên bạn:** số điểm bạn đã dùng và điểm được tặng, dưới một mã vô nghĩa với mọi người, đến ${monthEnds}. Lệnh chặn, tạm khóa và giới hạn mà người điều hành đặt riêng cho bạn giữ nguyên đến hết hạn của chúng, dưới một mã của máy chủ đó, không kèm lý do. Vì vậy xóa không đặt lại giới hạn nào.
**Mất sau:** những gì còn trong bản sao lưu của người vận hành bot, cùng với bản sao lưu đó; bản sao trước một lần cập nhật, trong vòng bảy ngày.
**Không động tới:** những gì người khác tự làm, và những gì bạn đã lưu.
Muốn giữ một bản, hãy dùng **/riêng\\_tư nhận\\_về** trước. Nếu không muốn xóa, chỉ cần bỏ qua tin này.`;
  },
  sure: 'Xóa tất cả',
  deleteAsked:
    'Dữ liệu của bạn đang được xóa. Mình gỡ từng tin nhắn một, nếu nhiều thì mất vài phút, và sẽ báo khi xong.',
  deleteUnderWay: (since) => `Dữ liệu của bạn đang được xóa, bắt đầu ${since}. Mình sẽ báo khi xong.`,
  deleteStale: 'Câu hỏi này đã quá cũ. Nếu vẫn muốn xóa, hãy dùng lại **/riêng\\_tư xóa**.',
  deleteNotYours: 'Câu hỏi này dành cho người khác. Hãy dùng **/riêng\\_tư xóa** cho dữ liệu của bạn.',
  deleteDone(requests, beyondReach) {
    const done = `Xong: mọi thứ mình lưu về bạn đã bị xóa (${number(requests)} yêu cầu).`;
    if (beyondReach === 0) return `${done} Những gì bạn làm từ nay vẫn được lưu như trước.`;
    return `${done} Có ${number(beyondReach)} tin nhắn của mình mà mình không với tới nữa: hãy tự xóa những gì bạn còn thấy trong Discord, hoặc nhờ người điều hành ở đó.`;
  },
  readme: (at) => `Mọi thứ bot này lưu về bạn, tính đến ${at}.

settings.json     những gì bạn đã chọn cho mình
limits.json       những gì người điều hành đặt cho bạn: quy định, điểm thêm, lệnh chặn và lý do
decisions.json    các quyết định về bạn: khi người điều hành đặt, đổi hay bỏ những điều đó, đến khi nào và vì sao
acts-*.json       những gì bạn làm ngoài ảnh: báo cáo, xóa, điều hành; mã của người khác được lược bỏ
reports.json      lý do bạn nêu khi báo cáo
moderation.json   những gì người điều hành đã làm với ảnh của bạn và với bạn
word-rules.json   số lần bạn bị từ cấm của máy chủ chặn lại
files.json        các ảnh bạn đã gửi
requests-*.json   những gì bạn đã yêu cầu: lệnh, thiết lập, lời mô tả, giá và kết quả
result-*          các ảnh đã tạo cho bạn, đặt tên theo mã
source-*          các ảnh bạn đã gửi, như bot lưu: không có vị trí và thông tin máy ảnh
links.txt         các ảnh quá lớn so với những tệp này, nếu có

Giờ ghi theo UTC. Ở đây không có dữ liệu của người khác. /riêng_tư xóa sẽ xóa; giới hạn đặt riêng cho bạn vẫn giữ, không kèm tên bạn.
`,
  unsentTitle: 'Không có trong các tệp này; kèm đường dẫn nếu có:',
  noLink: 'không có đường dẫn: hãy mở bằng /xem hoặc /lịch_sử',
};
