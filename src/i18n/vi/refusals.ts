import type { RefusalTexts } from '../texts.ts';
import { anyOf, number } from './format.ts';

export const refusals: RefusalTexts = {
  anyOf,
  quoted: (value) => `“${value}”`,
  option: (name, localName) => (localName === undefined ? `**${name}**` : `**${localName}** (${name})`),
  more: (count) => `${number(count)} giá trị khác`,
  blank: (option) => `${option} đang trống. Hãy viết gì đó rồi gửi lại lệnh.`,
  tooLong: (option, limit, actual) =>
    `${option} chỉ được dài ${number(limit)} ký tự; bạn viết ${number(actual)}. Hãy rút gọn rồi gửi lại lệnh.`,
  missing: (option) => `Lệnh này cần ${option}. Hãy thêm vào rồi gửi lại lệnh.`,
  badChoice: (option, value, allowed) => `${option} không thể là ${value}. Hãy chọn ${allowed}.`,
  outOfRange: (option, minimum, maximum) =>
    maximum === undefined
      ? `${option} phải từ ${number(minimum)} trở lên. Hãy chọn ${number(minimum)} hoặc số lớn hơn.`
      : `${option} phải từ ${number(minimum)} đến ${number(maximum)}. Hãy chọn một số trong khoảng đó.`,
  badValue: (option) => `Không dùng được ${option} như vậy. Hãy chọn giá trị khác hoặc bỏ đi.`,
  colorCount: (option) => `${option} nhận từ một đến năm màu. Hãy viết như \`#ff8800:0.6, #0aa\`.`,
  color: (option, value) => `${value} trong ${option} không phải là màu. Hãy viết màu như \`#ff8800:0.6, #0aa\`.`,
  colorWeight: (option, value) =>
    `Trọng số của ${value} trong ${option} phải từ 0.05 đến 1. Hãy viết như \`#ff8800:0.6\`.`,
  needs: (option, needs) => `${option} không có tác dụng nếu thiếu ${needs}. Hãy thêm vào, hoặc bỏ ${option} đi.`,
  conflict: (option, other) => `Không dùng ${option} cùng lúc với ${other} được. Hãy giữ lại một thôi.`,
  onlyWith: (option, other, values) =>
    `${option} chỉ dùng được khi ${other} là ${values}. Hãy chọn như vậy, hoặc bỏ ${option} đi.`,
  notWith: (option, other, values) =>
    `${option} không dùng được khi ${other} là ${values}. Hãy chọn giá trị khác ở đó, hoặc bỏ ${option} đi.`,
  switchedOff: (what) => `${what} hiện đang tắt trên bot này. Hãy chọn thứ khác.`,
  notAPicture: (option) => `Tệp bạn đính kèm ở ${option} không phải là ảnh. Hãy đính kèm ảnh PNG, JPEG hoặc WebP.`,
  tooLarge: (option, megabytes) =>
    `Ảnh ở ${option} lớn hơn ${number(megabytes)} MB. Hãy đính kèm ảnh nhỏ hơn, hoặc lưu lại dạng JPEG.`,
  tooManyPixels: (option, megapixels) =>
    `Ảnh ở ${option} có hơn ${number(megapixels)} megapixel. Hãy đính kèm bản nhỏ hơn.`,
  unreadable: (option) => `Ảnh ở ${option} có vẻ bị hỏng. Hãy lưu lại dạng PNG, JPEG hoặc WebP rồi đính kèm.`,
  unreachable: (option) => `Không tải được ảnh ở ${option}. Hãy đính kèm ảnh đó rồi gửi lại lệnh.`,
  noAddress:
    'Nhà cung cấp cần liên kết để tải ảnh này mà ảnh không có. Hãy lưu ảnh rồi gửi kèm dưới dạng tệp cùng lệnh.',
  noPicture: (option, other) =>
    `Lệnh này cần một ảnh. Hãy đính kèm ở ${option}, hoặc chọn ảnh của bạn ở ${other}: ảnh gần đây, mã công việc hoặc liên kết.`,
  tooManyPictures: (limit) => `Chỉ dùng được nhiều nhất ${number(limit)} ảnh cùng lúc. Hãy bỏ bớt.`,
  tooSmall: (option, pixels) =>
    `Ảnh ở ${option} quá nhỏ: mỗi cạnh cần ít nhất ${number(pixels)} pixel. Hãy đính kèm ảnh lớn hơn.`,
  tooLongShape: (option, longest) =>
    `Ảnh ở ${option} quá dài và hẹp: cạnh này chỉ được gấp ${number(longest)} lần cạnh kia. Hãy cắt bớt trước.`,
  pictureNotFound: (option) =>
    `Không có ảnh nào của bạn ở ${option}. Hãy chọn trong danh sách, hoặc đính kèm chính ảnh đó.`,
  linkNotAllowed: (option, host) => `Không dùng được ảnh từ ${host} ở ${option}. Hãy lưu ảnh về rồi đính kèm.`,
  nothingToAdd: (margins, shape) =>
    `Sẽ không có gì được thêm vào. Hãy nhập số pixel ở ${margins}, hoặc chọn ${shape} khác với ảnh hiện tại.`,
  sideTooLarge: (option, side, limit, nearest) =>
    `Với ${option}, cạnh ${side} phải thêm hơn ${number(limit)} pixel. ${
      nearest === undefined ? 'Hãy chọn nhỏ hơn.' : `Giá trị gần nhất dùng được là ${nearest}.`
    }`,
  resultTooLarge: (option, limit, unit, nearest) =>
    `Kết quả sẽ lớn hơn ${number(limit)} ${unit === 'px' ? 'pixel mỗi cạnh' : 'megapixel'}. ${
      nearest === undefined ? 'Hãy chọn ít hơn, hoặc dùng ảnh nhỏ hơn.' : `Hãy đặt ${option} là ${nearest}.`
    }`,
  badShape: (option, value, example, between) =>
    `${option} không thể là ${value}. Hãy viết như ${example}${between ? `, từ ${between[0]} đến ${between[1]}` : ''}.`,
  badEmphasis: (option, value) =>
    `Không dùng được ${value} trong ${option}: mức nhấn mạnh từ 1 đến 1.4, như \`(golden light:1.2)\`.`,
};
