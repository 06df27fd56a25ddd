import type { Outcomes } from '../core/stats.ts';
import { MOST_RULES, RULE_LIMIT } from '../core/words/rules.ts';
import type { Shortage, Texts } from './en.ts';
import { createFormat } from './format.ts';

// What each text is for, and how to write one, stands in `en.ts`.

const { number, percent, anyOf, allOf, ago } = createFormat('vi');

const credits = (value: number): string => `${number(value)} điểm`;
const untilTime = (time: string | undefined): string => (time === undefined ? '' : ` cho đến ${time}`);

const sized = (size: string | undefined): string => (size ? ` (${size})` : '');

function givenBack(value: number): string {
  if (value <= 0) return 'Bạn không mất điểm nào.';
  return `Bạn đã được hoàn ${credits(value)}.`;
}

const card: Texts['card'] = {
  queued(ahead) {
    if (ahead === undefined) return 'Đang chờ, sẽ tự bắt đầu';
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
  cancelled: (back) => `Đã hủy. ${givenBack(back)} Nếu đổi ý, hãy bấm **Thử lại**.`,
  restarted: (back) => `Bot khởi động lại trước khi kịp bắt đầu. ${givenBack(back)} Bấm **Thử lại** để làm ngay.`,
  givenBack,
  partial: (ready, total) => `Được ${number(ready)}/${number(total)} ảnh`,
  lost: (lost, because) => `${number(lost)} ảnh được hoàn điểm vì ${because}`,
  lostOtherwise: (lost) => `${number(lost)} ảnh được hoàn điểm vì lý do khác`,
  lostByCancel: (lost) => `${number(lost)} ảnh đã hủy và được hoàn điểm`,
  lostFile: (names, happened) => `**${names}**: ${happened}`,
  lostFiles: (lost) => `Còn ${number(lost)} tệp nữa không làm được.`,
  step: (current, total, price) => `Bước ${number(current)}/${number(total)} · tất cả các bước: ${credits(price)}`,
  stopped: (current, total, why) =>
    `**Dừng ở bước ${number(current)}/${number(total)}.** ${why} Phần chưa làm không mất điểm.`,
  stoppedByCancel: 'Bạn đã hủy.',
  zip: 'Tải tất cả dưới dạng ZIP',
  hidden: (hidden) =>
    `${number(hidden)} ảnh bị đánh dấu NSFW nên không hiện ở kênh này. ` +
    'Để xem, hãy mở **/lịch\\_sử** trong kênh giới hạn độ tuổi hoặc trong tin nhắn riêng với mình.',
  notKept: (lost) => `${number(lost)} ảnh không hiện được: ở đây không còn bản nào. Hãy gửi lại lệnh để có ảnh mới.`,
  linkPending: 'Liên kết lâu dài sẽ có ngay khi dịch vụ lưu tệp hoạt động lại.',
  keptHere: 'Dịch vụ lưu tệp không nhận ảnh gốc này nên mình tự giữ: mọi nút vẫn dùng được như thường.',
  openFullSize: (size) => `Mở ảnh gốc${sized(size)}`,
  openFullSizeOf: (n, size) => `Mở ảnh gốc ${number(n)}${sized(size)}`,
  fullSizes: 'Ảnh gốc:',
  withPicture: (option) => `kèm ${option}`,
  shrunk: (option, from, to) =>
    `${option} được thu nhỏ cho nhà cung cấp: ${from.width}×${from.height} → ${to.width}×${to.height}`,
  setting: (option, value) => `${option}: ${value}`,
  number,
  flag: (isOn) => (isOn ? 'bật' : 'tắt'),
  price(price, charged) {
    if (price === 0) return 'Miễn phí';
    if (charged === 0) return `Đã hoàn ${credits(price)}`;
    if (charged < price) return `${credits(charged)} (đã hoàn ${number(price - charged)})`;
    return credits(price);
  },
  left: (left) => `hôm nay còn ${number(left)}`,
  job: (id) => `Mã ${id}`,
};

const failures: Texts['failures'] = {
  refused: {
    happened: 'Bộ lọc nội dung của nhà cung cấp đã từ chối yêu cầu này.',
    because: 'bộ lọc nội dung của nhà cung cấp từ chối',
    next: 'Hãy đổi lời mô tả hoặc ảnh rồi gửi lại lệnh.',
  },
  'no-credits': {
    happened: 'Số điểm còn lại hôm nay không đủ cho bước này.',
    because: 'điểm của ngày không đủ',
    next: 'Khi có điểm mới, hãy bấm **Thử lại**.',
  },
  'not-allowed': {
    happened: 'Giới hạn ở đây hiện không cho phép việc này.',
    because: 'giới hạn ở đây không cho phép',
    next: 'Xem **/hạn\\_mức** để biết bạn được làm gì. Hãy yêu cầu ảnh nhỏ hơn, hoặc nhờ người điều hành.',
  },
  'invalid-request': {
    happened: 'Nhà cung cấp không nhận các tùy chọn này.',
    because: 'nhà cung cấp không nhận các tùy chọn',
    next: 'Hãy gửi lại lệnh với tùy chọn khác, hoặc bớt tùy chọn đi.',
  },
  'provider-key': {
    happened: 'Hiện nhà cung cấp không chấp nhận khóa của bot.',
    because: 'nhà cung cấp không chấp nhận khóa của bot',
    next: 'Người vận hành bot đã được báo. Lát nữa hãy bấm **Thử lại**.',
  },
  'provider-credits': {
    happened: 'Tài khoản của bot ở nhà cung cấp đã hết tiền.',
    because: 'tài khoản của bot ở nhà cung cấp đã hết tiền',
    next: 'Người vận hành bot đã được báo. Lát nữa hãy bấm **Thử lại**.',
  },
  'provider-gone': {
    happened: 'Nhà cung cấp không còn hỗ trợ tính năng này.',
    because: 'nhà cung cấp không còn hỗ trợ tính năng này',
    next: 'Hãy gửi lại lệnh với mô hình khác, hoặc dùng lệnh khác.',
  },
  'not-in-plan': {
    happened: 'Điều bạn yêu cầu không thuộc gói của bot tại nhà cung cấp.',
    because: 'gói của bot tại nhà cung cấp không bao gồm việc này',
    next: 'Hãy chọn mô hình khác hoặc dùng lệnh khác. Người vận hành bot đã được báo.',
  },
  'provider-blocked': {
    happened: 'Tường lửa của nhà cung cấp liên tục chặn yêu cầu này.',
    because: 'tường lửa của nhà cung cấp đã chặn yêu cầu này',
    next: 'Hãy diễn đạt bằng từ khác rồi gửi lại lệnh.',
  },
  'provider-busy': {
    happened: 'Nhà cung cấp đang quá tải và không nhận yêu cầu nào của mình.',
    because: 'nhà cung cấp quá tải',
    next: 'Hãy đợi một phút rồi bấm **Thử lại**.',
  },
  'provider-failed': {
    happened: 'Nhà cung cấp không làm xong được ảnh này.',
    because: 'nhà cung cấp không làm xong được',
    next: 'Hãy bấm **Thử lại**.',
  },
  deadline: {
    happened: 'Ảnh này mất nhiều thời gian hơn mức mình chờ.',
    because: 'mất quá nhiều thời gian',
    next: 'Nếu ảnh vẫn tới, bạn sẽ nhận được ở đây miễn phí. Nếu không muốn chờ, hãy bấm **Thử lại**.',
  },
  'task-lost': {
    happened: 'Nhà cung cấp đã làm thất lạc ảnh này.',
    because: 'nhà cung cấp làm thất lạc',
    next: 'Hãy bấm **Thử lại**.',
  },
  'other-api': {
    happened: 'Ảnh này được đặt bằng một khóa khác với khóa bot đang dùng, nên không hỏi được nữa.',
    because: 'đặt bằng khóa mà bot không còn dùng',
    next: 'Nếu khóa đó trở lại trong vòng một ngày, bạn sẽ nhận ảnh ở đây miễn phí. Nếu không muốn chờ, hãy bấm **Thử lại**.',
  },
  'result-lost': {
    happened: 'Ảnh đã làm xong nhưng nhà cung cấp xóa đi trước khi mình kịp tải về.',
    because: 'nhà cung cấp xóa quá sớm',
    next: 'Hãy bấm **Thử lại**.',
  },
  'result-held': {
    happened: 'Ảnh của bạn đã xong và vẫn an toàn, nhưng nằm ở một địa chỉ mà mình chưa được phép mở.',
    because: 'ảnh nằm ở một địa chỉ mà mình chưa được phép mở',
    next: 'Người vận hành bot đã được báo. Khi họ cho phép, ảnh sẽ tự hiện ở đây, miễn phí.',
  },
  'result-unreadable': {
    happened: 'Nhà cung cấp gửi về một tệp không đọc được thành ảnh.',
    because: 'nhà cung cấp gửi về tệp không đọc được',
    next: 'Hãy bấm **Thử lại**.',
  },
  'input-refused': {
    happened: 'Không thể làm từ ảnh đó.',
    because: 'không thể làm từ ảnh đó',
    next: 'Hãy gửi lại lệnh với ảnh khác.',
  },
  'source-unreadable': {
    happened: 'Không còn đọc được ảnh bạn gửi.',
    because: 'không đọc được ảnh bạn gửi',
    next: 'Hãy gửi lại lệnh và đính kèm lại ảnh dạng PNG, JPEG hoặc WebP.',
  },
  unknown: {
    happened: 'Kết nối bị đứt đúng lúc gửi, nên mình không biết nhà cung cấp đã nhận hay chưa.',
    because: 'kết nối bị đứt đúng lúc gửi',
    next: 'Hãy bấm **Thử lại**: lần này miễn phí. Nếu rốt cuộc ảnh đầu vẫn tới, bạn cũng nhận được ở đây.',
  },
  restored: {
    happened: 'Bot vừa được khôi phục từ bản sao lưu, nên mình không biết việc này đã được gửi đi hay chưa.',
    because: 'bot được khôi phục từ bản sao lưu',
    next: 'Hãy bấm **Thử lại**: lần này miễn phí.',
  },
  'not-acknowledged': {
    happened: 'Discord không chuyển kịp câu trả lời của mình, nên chưa có gì được bắt đầu.',
    because: 'Discord không chuyển kịp câu trả lời của mình',
    next: 'Hãy gửi lại lệnh.',
  },
  'unreadable-record': {
    happened: 'Sau một bản cập nhật, bot không còn đọc được việc này.',
    because: 'bot không còn đọc được sau một bản cập nhật',
    next: 'Hãy gửi lại lệnh.',
  },
  internal: {
    happened: 'Có lỗi ở phía bot.',
    because: 'có lỗi ở phía bot',
    next: 'Hãy bấm **Thử lại**. Nếu vẫn lỗi, hãy gửi mã bên dưới cho người vận hành bot.',
  },
};

const buttons: Texts['buttons'] = {
  again: 'Tạo thêm',
  vary: 'Biến thể',
  upscale: 'Phóng to',
  rmbg: 'Xóa nền',
  expand: 'Mở rộng',
  relight: 'Chỉnh ánh sáng',
  restyle: 'Đổi phong cách',
  reword: 'Sửa bằng lời',
  prompt: 'Sửa mô tả',
  compare: 'So sánh',
  cancel: 'Hủy',
  retry: 'Thử lại',
  share: 'Chia sẻ',
  delete: 'Xóa',
  report: 'Báo cáo',
  get: 'Nhận kết quả',
};

const results: Texts['results'] = {
  deeds: {
    again: 'Ảnh mới từ đúng lời mô tả và thiết lập này',
    vary: 'Ảnh mới, gần giống ảnh này',
    upscale: 'Ảnh này, lớn hơn và nét hơn',
    rmbg: 'Chỉ giữ lại chủ thể phía trước',
    expand: 'Thêm phần xung quanh, hoặc đổi tỉ lệ',
    relight: 'Ảnh này dưới ánh sáng khác',
    restyle: 'Ảnh này theo kiểu màu nước, hoạt hình, đất nặn…',
    reword: 'Sửa chính ảnh này: bạn nói cần đổi gì',
    prompt: 'Ảnh mới từ lời mô tả khác, giữ nguyên thiết lập',
    compare: 'Trước và sau, đặt cạnh nhau',
    chain: 'Mọi bước để có ảnh này, trên một dải phim',
    redo: 'Làm lại đúng các bước đó trên ảnh của bạn',
    retry: 'Làm lại những ảnh chưa có',
    share: 'Cho mọi người ở đây cùng xem',
    report: 'Báo cho người điều hành biết',
    delete: 'Xóa hẳn; mình sẽ hỏi lại trước khi xóa',
  },
  priced: (description, price) => `${description} · ${credits(price)}`,
  others: 'Thêm…',
  ofThisPicture: 'Những việc làm được với ảnh này',
  chosenPicture: (n) => `**Ảnh ${number(n)}**\nBạn muốn làm gì với ảnh này?`,
  letter: (letter, label) => `${letter} = ${label}`,
  cost: (labels, price) => `${labels.join(', ')}: ${credits(price)} mỗi lần`,
  eachNew: (price) => `Mỗi ảnh mới: ${credits(price)}`,
  parent({ n, link, owner }) {
    const picture = n === undefined ? 'ảnh' : `ảnh ${number(n)}`;
    return `từ ${link === undefined ? picture : `[${picture}](${link})`} của ${owner}`;
  },
  choosePreset: (title, price, left) =>
    [
      `**${title}**`,
      ...(price ? [credits(price)] : []),
      ...(price && left !== undefined ? [`hôm nay còn ${number(left)}`] : []),
    ].join(' · '),
  presetTaken: (title) => `**${title}** đã bắt đầu: mời bạn xem tin nhắn mới bên dưới.`,
  presets: {
    expand: 'Mở rộng theo tỉ lệ nào?',
    relight: 'Dưới ánh sáng nào?',
    restyle: 'Theo phong cách nào?',
  },
  more: 'Tùy chọn khác…',
  moreHint: 'Hiện lệnh để bạn sao chép',
  copyCommand: (command) => `Hãy sao chép lệnh này, thêm điều bạn muốn rồi gửi:\n${command}`,
  promptTitle: 'Sửa mô tả: vẽ một ảnh mới',
  promptLabel: 'Ảnh vẽ gì?',
  promptHint: 'Mọi thiết lập khác giữ nguyên',
  rewordTitle: 'Sửa bằng lời: thay đổi ảnh này',
  filesLabel: 'Thêm ảnh, nếu muốn',
  filesHint: 'Tối đa hai ảnh, để ghép hoặc lấy mẫu',
  compared: (title) => `**${title}**: trước và sau`,
  comparedAlt: 'Ảnh trước và sau, đặt cạnh nhau',
  confirmDelete: (pictures) =>
    `Xóa vĩnh viễn ${pictures === 1 ? 'ảnh này' : `cả ${number(pictures)} ảnh của tin nhắn này`}? ` +
    'Điểm đã trả không được hoàn lại. Nếu muốn giữ, chỉ cần bỏ qua tin này.',
  deleteForEver: 'Xóa vĩnh viễn',
};

const menus: Texts['menus'] = {
  choose: (title, count) => `**${title}**: ảnh nào trong ${count} ảnh? Chỉ bạn thấy tin này và kết quả của nó.`,
  numbered: (n) => `Ảnh ${n}`,
  wordsLabel: 'Bạn muốn thay đổi gì?',
  wordsHint: 'Ví dụ: chuyển thành ban đêm, cửa sổ sáng đèn',
  notOurs: (count) =>
    count === 1
      ? 'Ảnh này không được tạo ở đây. Thông tin về ảnh:'
      : 'Các ảnh này không được tạo ở đây. Thông tin về ảnh:',
  linked: 'ảnh từ liên kết',
  megabytes: (value) => `${number(Math.max(0.1, Math.round(value * 10) / 10))} MB`,
};

const batch: Texts['batch'] = {
  title: 'Làm cùng lúc với nhiều ảnh',
  operation: 'Làm gì với từng ảnh',
  pictures: 'Các ảnh',
  picturesHint: (most) => `Tối đa ${most} ảnh PNG, JPEG hoặc WebP`,
  each: (price) => `${credits(price)} mỗi ảnh`,
  explained:
    'Tất cả bắt đầu cùng lúc, trong một tin nhắn. Ảnh không làm được thì không mất điểm; các ảnh khác vẫn tiếp tục.',
};

const chain: Texts['chain'] = {
  history: 'Lịch sử của ảnh này',
  repeat: 'Làm lại với ảnh khác',
  title: (pictures) => `**Lịch sử của ảnh này** · ${number(pictures)} ảnh`,
  source: 'Ảnh của bạn',
  earlier: (steps) =>
    `-# Trước đó còn ${number(steps)} bước: chọn bước đầu tiên bên dưới, rồi bấm **${chain.history}**.`,
  later: (pictures) => `-# Đến nay có ${number(pictures)} ảnh được tạo từ ảnh này.`,
  untold: (steps) => `-# Còn ${number(steps)} bước nữa trong hình ở trên.`,
  branch: 'Rẽ nhánh từ…',
  laterChoice: (title) => `Tạo từ ảnh này: ${title}`,
  hint: 'Chỉ mình bạn thấy. Chọn một bước để xem nó với đầy đủ nút và làm tiếp từ đó.',
  repeatTitle: 'Các bước cũ, ảnh mới',
  repeatPicture: 'Ảnh mới của bạn',
  repeatAbout: (steps, price) =>
    `${steps.join(' → ')}: tổng cộng **${credits(price)}**. Mỗi bước chỉ tính điểm khi bắt đầu; nếu một bước hỏng, phần còn lại không mất điểm.`,
  stripAlt: (pictures) => `${number(pictures)} bước dẫn đến ảnh này, theo thứ tự`,
};

const ping: Texts['ping'] = {
  about: 'Nhắc tên bạn khi ảnh xong:',
  choices: {
    long: 'Khi phải chờ hơn nửa phút',
    always: 'Luôn luôn',
    never: 'Không bao giờ',
  },
};

const refusals: Texts['refusals'] = {
  anyOf,
  quoted: (value) => `“${value}”`,
  option: (name, localName) => (localName === undefined ? `**${name}**` : `**${localName}** (${name})`),
  more: (count) => `${number(count)} giá trị khác`,
  blank: (option) => `${option} đang trống. Hãy viết gì đó rồi gửi lại lệnh.`,
  tooLong: (option, limit, actual) =>
    `${option} chỉ được dài ${number(limit)} ký tự; bạn viết ${number(actual)}. Hãy rút gọn rồi gửi lại lệnh.`,
  missing: (option) => `Lệnh này cần ${option}. Hãy thêm vào rồi gửi lại lệnh.`,
  noSuchOption: (option, left) =>
    `${option} không còn nữa: chỉ API khác của nhà cung cấp mới có, còn bot đang dùng API không có nó. Hãy gõ lệnh với ${left}.`,
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

const denials: Texts['denials'] = {
  providerPaused: {
    key: 'Hiện nhà cung cấp không chấp nhận khóa của bot. Người vận hành bot đã được báo: lát nữa hãy thử lại.',
    credits: 'Tài khoản của bot ở nhà cung cấp đã hết tiền. Người vận hành bot đã được báo: lát nữa hãy thử lại.',
    gone: 'Nhà cung cấp không còn hỗ trợ tính năng này. Hãy dùng lệnh hoặc mô hình khác; người vận hành bot đã được báo.',
  },
  switchedOff(what, choices, commands) {
    const state = `Hiện nhà cung cấp không hỗ trợ ${what}. Bot sẽ tự thử lại.`;
    if (choices && commands) return `${state} Trong lúc chờ, hãy chọn ${choices}, hoặc dùng ${commands}.`;
    if (choices) return `${state} Trong lúc chờ, hãy chọn ${choices}.`;
    return `${state} Trong lúc chờ, hãy dùng ${commands ?? 'lệnh khác'}.`;
  },
  choiceOf: (choice, command) => `“${choice}” của ${command}`,
  anyOf,
  wordRule: (rule) =>
    `Người điều hành máy chủ này không cho dùng từ sau trong lời mô tả: ${rule}. Hãy đổi từ rồi gửi lại; bạn không mất điểm nào. Nếu thấy nhầm, hãy hỏi họ.`,
  spoolFull: 'Quá nhiều ảnh đã xong đang chờ được lưu, nên mình chưa nhận thêm. Vài phút nữa hãy thử lại.',
  resultsHeld:
    'Ảnh đã xong của lệnh này nằm ở một địa chỉ mà bot chưa được phép mở, nên mình chưa nhận thêm. Người vận hành bot đã được báo: hãy dùng lệnh khác, hoặc thử lại sau.',
  storeUnavailable: 'Hiện bot không ghi lại được gì, nên chưa nhận ảnh mới. Vài phút nữa hãy thử lại.',
  allOf,
  permissions: {
    ViewChannel: 'Xem kênh',
    SendMessages: 'Gửi tin nhắn',
    SendMessagesInThreads: 'Gửi tin nhắn trong chủ đề',
    AttachFiles: 'Đính kèm tập tin',
    ReadMessageHistory: 'Đọc lịch sử tin nhắn',
  },
};

const consent: Texts['consent'] = {
  refusals: {
    'own-only': 'Ảnh đó là của người khác, chỉ tác giả mới được cho sửa. Hãy dùng ảnh của bạn hoặc ảnh do bot tạo.',
    'author-did-not-agree':
      'Máy chủ này chỉ cho sửa ảnh của tác giả đã đồng ý, và tác giả này thì chưa. Hãy nhờ họ cho phép bằng **/riêng\\_tư sửa\\_ảnh**, hoặc dùng ảnh của bạn.',
    'author-refuses': 'Tác giả không muốn người khác sửa ảnh của mình. Hãy dùng ảnh của bạn, hoặc hỏi ý họ.',
  },
  handedIn: (owner, mayStart) =>
    `Ảnh ${owner} đã gửi để tạo ảnh này là của riêng họ, nên không thể dùng lại ở đây. ` +
    (mayStart
      ? 'Bạn có thể bắt đầu từ ảnh kết quả.'
      : 'Hãy làm tiếp từ ảnh kết quả bằng nút khác, ví dụ **Sửa bằng lời**, hoặc gửi ảnh của bạn.'),
  startFromResult: 'Bắt đầu từ ảnh này',
  wordsFromResult: 'Ảnh gốc là của riêng người đã gửi. Lời mô tả của bạn sẽ bắt đầu từ ảnh kết quả.',
  onlyOwnerCompares: (owner) =>
    `Chỉ ${owner} mới so sánh được ảnh này: ảnh họ đã gửi là của riêng họ. Hãy nhờ họ cho bạn xem.`,
  credit: ({ author, link, isHidden }) =>
    `làm từ [ảnh](${link}) của ${author}${isHidden ? ' · chỉ mình bạn thấy cho tới khi bạn bấm **Chia sẻ**' : ''}`,
};

function adviceFor({ left, resets, mayBeGranted }: Shortage): string {
  const wait =
    left > 0
      ? `Hãy yêu cầu ít ảnh hơn hoặc ảnh nhỏ hơn, hoặc đợi: điểm mới sẽ có ${resets}.`
      : `Điểm mới sẽ có ${resets}.`;
  return mayBeGranted
    ? `${wait} Người điều hành có thể cấp thêm bằng **/giới\\_hạn tặng**; xem tất cả ở **/hạn\\_mức**.`
    : wait;
}

const limits: Texts['limits'] = {
  blocked(time, reason) {
    const state = `Người điều hành máy chủ này không cho bạn tạo ảnh ở đây${untilTime(time)}.`;
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
      ? `Không được dùng ${command} trong kênh này${untilTime(time)}. Hãy dùng ở kênh khác, hoặc hỏi người điều hành.`
      : `Bạn không được dùng ${command} ở máy chủ này${untilTime(time)}. Hãy dùng lệnh khác, hoặc hỏi người điều hành.`,
  resolution: (asked, most, time) =>
    `Ảnh này sẽ có cỡ ${asked}, mà ở đây bạn chỉ được yêu cầu đến ${most}${untilTime(time)}. ` +
    'Hãy chọn cỡ nhỏ hơn, hoặc hỏi người điều hành.',
  concurrent: ({ running, limit, mayCancel }) =>
    `Bạn có ${number(running)} yêu cầu đang làm và chỉ được ${number(limit)} cùng lúc. ` +
    (mayCancel ? 'Hãy đợi một yêu cầu xong, hoặc hủy bớt trong **/đang\\_làm**.' : 'Hãy đợi một yêu cầu xong.'),
  cooldown: (seconds, ends) => `Ở đây giữa hai lần tạo ảnh phải chờ ${number(seconds)} giây. Hãy gửi lại lệnh ${ends}.`,
  dailyCredits({ daily, ...about }) {
    const { price, left } = about;
    const state = `Việc này tốn ${credits(price)}, mà hôm nay bạn còn ${number(left)}/${number(daily)}.`;
    return `${state} ${adviceFor(about)}`;
  },
  monthlyCredits({ monthly, ...about }) {
    const { price, left } = about;
    const state = `Việc này tốn ${credits(price)}, mà tháng này bạn còn ${number(left)}/${number(monthly)}.`;
    return `${state} ${adviceFor(about)}`;
  },
  pool: {
    budget: ({ price, left, resets }) =>
      `Việc này tốn ${credits(price)}, mà ngân sách tháng này của máy chủ chỉ còn ${number(left)}. ` +
      `Ngân sách mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc nhờ người điều hành tăng bằng **/giới\\_hạn ngân\\_sách**.`,
    server: ({ price, left, resets }) =>
      `Việc này tốn ${credits(price)}, mà trong mức người vận hành bot cho phép, tháng này máy chủ chỉ còn ` +
      `${number(left)}. Mức mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc đợi.`,
    operator: ({ price, left, resets }) =>
      `Việc này tốn ${credits(price)}, mà tháng này bot chỉ còn ${credits(left)} cho tất cả mọi người. ` +
      `Mức mới bắt đầu ${resets}. Hãy yêu cầu ảnh nhỏ hơn, hoặc đợi.`,
  },
  budgetNotice: ({ percent, spent, credits: budget, resets }) =>
    `**Đã dùng ${number(percent)}% ngân sách tháng này**: ${number(spent)}/${credits(budget)}. ` +
    `Ngân sách mới bắt đầu ${resets}.`,
  budgetPauses: (commands) =>
    `Tự tạm dừng để các lệnh rẻ hơn dùng được lâu hơn: ${allOf(commands)}. Dùng **/giới\\_hạn tiếp\\_tục** để mở lại.`,
  budgetNext: 'Hãy tăng bằng **/giới\\_hạn ngân\\_sách**, hoặc để nguyên: bot không dùng quá ngân sách.',
  budgetOver:
    'Cho đến lúc đó không ai tạo được ảnh ở đây. Nếu muốn tiếp tục, hãy tăng bằng **/giới\\_hạn ngân\\_sách**.',
};

const notices: Texts['notices'] = {
  unknownButton: 'Nút này thuộc một phiên bản khác của bot và không còn dùng được. Hãy gửi lại lệnh.',
  jobMissing: 'Ảnh này không còn được lưu: nó đã bị xóa hoặc đã hết hạn. Hãy gửi lại lệnh để tạo ảnh mới.',
  notYours: 'Ảnh này của người khác. Hãy tự gửi lệnh để tạo ảnh của bạn.',
  alreadyFinished: 'Việc này đã xong rồi. Hãy xem kết quả ở tin nhắn phía trên.',
  tooLateToCancel: 'Không kịp hủy nữa: ảnh đã được trả tiền. Ảnh sẽ được gửi tới bạn và lưu trong **/lịch\\_sử**.',
  cancelled: 'Đã hủy và hoàn lại điểm. Bạn có thể gửi lại lệnh bất cứ lúc nào.',
  sameAction: 'Bạn vừa làm việc này xong: chỉ tính một lần. Hãy xem tin nhắn đã có ở đây.',
  unknownCommand:
    'Bot vừa được cập nhật và không còn biết lệnh này. Một phút nữa hãy thử lại; bạn cũng có thể tải lại Discord.',
  noSuchJob:
    'Bạn không có ảnh nào với mã này, và máy chủ này cũng không có ảnh công khai nào như vậy. **/lịch\\_sử** liệt kê ảnh của bạn.',
  noPictureThere: 'Tin nhắn đó không có ảnh nào mình xử lý được. Hãy chọn tin nhắn có ảnh PNG, JPEG hoặc WebP.',
  choiceOver: 'Lựa chọn này đã hết hạn. Hãy mở lại menu của tin nhắn.',
  notReady: 'Ảnh này chưa xong. Khi có ảnh, hãy bấm nút lần nữa.',
  nothingBefore: 'Ảnh này được tạo chỉ từ lời mô tả, nên không có ảnh trước đó để so sánh.',
  sharedAlready: 'Ảnh này đã được chia sẻ: hãy tìm ở phía dưới trong kênh bạn đã chia sẻ.',
  publicAlready: 'Mọi người trong kênh này đều thấy ảnh này rồi.',
  deleted: 'Đã xóa tin nhắn, ảnh và nội dung đã dùng để tạo ảnh. Không thể khôi phục.',
  deletedButShown: 'Đã xóa ở đây và ở dịch vụ lưu tệp. Mình không với tới tin nhắn đó: hãy tự xóa nó trong Discord.',
  hiddenHere:
    'Ảnh này được đánh dấu NSFW còn kênh này thì không. Hãy bấm nút trong kênh giới hạn độ tuổi hoặc tin nhắn riêng.',
  deleteLater:
    'Dịch vụ lưu tệp đang không trả lời nên chưa xóa được ảnh. Chưa có gì thay đổi: vài phút nữa hãy bấm nút lần nữa.',
  fetchLater: 'Dịch vụ lưu tệp đang không trả lời nên mình chưa lấy được ảnh này. Vài phút nữa hãy bấm nút lần nữa.',
  notYoursToDelete:
    'Chỉ người tạo ảnh và người điều hành kênh này được xóa. Nút **Báo cáo** sẽ báo cho người điều hành.',
  cancelFirst: 'Việc này chưa xong. Hãy hủy nó, hoặc xóa khi đã xong.',
  reported:
    'Cảm ơn bạn. Người điều hành máy chủ này sẽ xem báo cáo; không ai khác thấy. Mình sẽ nhắn riêng cho bạn biết kết quả.',
  reportedWaiting:
    'Cảm ơn bạn. Báo cáo đã được lưu nhưng chưa ai thấy: máy chủ này chưa chọn kênh nhận báo cáo. Mình đang nhắn cho chủ máy chủ; nếu gấp, hãy nhắn thẳng cho người điều hành.',
  reportedAlready: 'Bạn đã báo cáo ảnh này rồi. Mình sẽ nhắn riêng cho bạn biết kết quả.',
  reportOwn: 'Đây là ảnh của bạn. Nút **Xóa** sẽ gỡ nó.',
  reportElsewhere:
    'Báo cáo được gửi cho người điều hành máy chủ đã thêm mình, mà nơi này thì không. Hãy báo cáo tin nhắn với Discord.',
  notOffered: (command, instead) =>
    `Hiện không dùng được ở đây: ${command}. ${instead ? `Hãy dùng ${instead}.` : '**/trợ\\_giúp** liệt kê những gì dùng được.'}`,
  wordsOnly:
    'Ảnh này chỉ được tạo từ lời mô tả, nên không có gì để làm lại với ảnh khác. Hãy dùng **Tạo thêm**, hoặc **/vẽ\\_lại**.',
  stepNotYours:
    'Một bước dẫn đến ảnh này là riêng tư của người khác nên không thể làm lại. Hãy rẽ nhánh từ bước sau, hoặc hỏi tác giả.',
  tooManySteps: 'Mỗi lần chỉ làm lại được tối đa mười bước. Hãy mở lịch sử của một bước trước đó và làm lại từ đó.',
  stepNotOffered: 'Hiện ở đây không có một trong các bước này. Lát nữa hãy thử lại, hoặc làm lại từ một bước trước đó.',
  moderatorsOnly:
    'Phần này dành cho người điều hành: người có quyền quản lý máy chủ hoặc có vai trò điều hành. Hãy nhờ một người trong số họ.',
  serversOnly: 'Phần này chỉ dùng được trong máy chủ có bot là thành viên. Hãy dùng ở đó.',
  shuttingDown: 'Bot đang khởi động lại. Một phút nữa hãy thử lại; những gì đã bắt đầu sẽ không mất.',
  tooSlow: 'Lúc này mình chậm hơn bình thường nên chưa bắt đầu gì và chưa tính điểm nào. Hãy làm lại lần nữa.',
  internal: (reference) =>
    `Có lỗi ở phía bot (mã ${reference}). Hãy thử lại; nếu vẫn lỗi, hãy gửi mã này cho người vận hành bot.`,
};

const pages: Texts['pages'] = {
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
    hint: 'Chỉ mình bạn thấy.',
    pictures: (pictures) => `${number(pictures)} ảnh`,
    fullSize: 'ảnh gốc',
    showOne: 'Mở lại một ảnh…',
    hidden: (hidden) =>
      `${number(hidden)} ảnh bị đánh dấu NSFW: hãy mở lịch sử trong kênh giới hạn độ tuổi hoặc trong tin nhắn riêng với mình.`,
    notKept: (lost) => `${number(lost)} ảnh không còn lưu ở đây: hãy xem ở tin nhắn.`,
  },
  help: {
    title: '**Bạn làm được gì ở đây**',
    firstStep: (command) => `**Bước đầu tiên**: gõ ${command} rồi tả bức ảnh bạn muốn.`,
    fromWords: '**Tạo ảnh từ lời mô tả**',
    fromPicture:
      '**Từ một ảnh có sẵn** · hoặc bấm chuột phải (trên điện thoại: nhấn giữ) vào tin nhắn có ảnh, rồi chọn *Ứng dụng*',
    others: '**Của bạn**',
    moderation: '**Cho người điều hành**',
    hint: 'Trong ngoặc: số điểm cho mỗi ảnh. Muốn biết kỹ về một lệnh, hãy chọn nó trong **/trợ\\_giúp**.',
    unknown: (typed) => `Ở đây không có lệnh “${typed}”. Các lệnh hiện có:`,
    priced: (command, cheapest, dearest) =>
      `${command} (${cheapest === dearest ? number(cheapest) : `${number(cheapest)}–${number(dearest)}`})`,
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

const quota: Texts['quota'] = {
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
  grants: (grants, left, all, time) =>
    `Được cấp thêm: ${number(left)}/${credits(all)}, trong ${number(grants)} lần cấp${time === undefined ? '' : `; lần đầu tiên hết hạn ${time}`}`,
  grant: (left, all, time) =>
    `Được cấp thêm: ${number(left)}/${credits(all)}${time === undefined ? ', đến khi dùng hết' : untilTime(time)}`,
  blocked: (time, reason) =>
    `**Người điều hành đã chặn việc tạo ảnh ở đây${untilTime(time)}.**${reason ? ` Lý do: ${reason}.` : ''} Hãy hỏi người điều hành.`,
  pausedAll: 'Mọi lệnh ở đây đang tạm dừng cho đến khi người điều hành mở lại.',
  paused: (commands) => `Người điều hành tạm dừng: ${allOf(commands)}`,
  pausedByBudget: (commands, resets) => `Tạm dừng do ngân sách, mở lại ${resets}: ${allOf(commands)}`,
  pool: {
    budget: (spent, all, resets) => `Ngân sách máy chủ: ${number(spent)}/${credits(all)} · bắt đầu lại ${resets}`,
    server: (spent, all, resets) =>
      `Mức người vận hành dành cho máy chủ này: ${number(spent)}/${credits(all)} · bắt đầu lại ${resets}`,
    operator: (spent, all, resets) =>
      `Mức người vận hành dành cho tất cả: ${number(spent)}/${credits(all)} · bắt đầu lại ${resets}`,
  },
  exceptionsTitle: '**Giới hạn riêng**',
  exception: (command, about) => `${command}: ${about.join(' · ')}`,
  leftOf: (left) => `còn ${credits(left)}`,
  upTo: (size) => `tối đa ${size}`,
  atOnce: (jobs) => `${number(jobs)} cùng lúc`,
  apart: (seconds) => `cách nhau ${number(seconds)} giây`,
  pricesTitle: '**Giá mỗi ảnh, tính bằng điểm**',
  creditCosts: (cost) => `Mỗi điểm tốn của người vận hành khoảng ${cost}.`,
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

const unsentOf = (unsent: number): string =>
  unsent === 0 ? '' : ` ${number(unsent)} ảnh không vừa: **links.txt** trong tệp cuối cho biết lấy chúng ở đâu.`;

const privacy: Texts['privacy'] = {
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

const byWhom = (by: string | undefined, at: string | undefined): string => (by && at ? ` bởi ${by} ${at}` : '');

const recordAnswers: Texts['record']['answers'] = {
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

const record: Texts['record'] = {
  title: 'Hồ sơ ảnh',
  by: (owner, at) => `Người yêu cầu: ${owner} · ${at}`,
  command: (name, job) => `Lệnh ${name} · mã ${job}`,
  erased: 'Đã xóa: ảnh, mô tả và thiết lập không còn nữa.',
  seenByAll: 'Mọi người trong kênh đều thấy',
  seenByOne: 'Chỉ người yêu cầu thấy',
  sharedAt: (links) => `Đã chia sẻ: ${links}`,
  covered: 'đã che (spoiler)',
  price: (price, charged) => `Giá ${credits(price)}, đã trừ ${number(charged)}`,
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
    'Có báo cáo đang chờ mà chưa có kênh để người điều hành thấy. Nếu bạn điều hành ở đây, hãy chọn kênh bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**; nếu không, hãy báo cho người điều hành.',
  seeMessage: 'Xem tin nhắn',
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
  answers: recordAnswers,
  removed: (removed) =>
    removed === 1
      ? 'Người điều hành đã xóa một ảnh của bạn:'
      : `Người điều hành đã xóa ${number(removed)} ảnh của bạn. Gần đây nhất:`,
  removedJob: (title, at, job) => `${title} · ${at} · mã ${job}`,
};

const UNCHANGED = 'Không có gì thay đổi.';

const limitProblems: Texts['limitDesk']['problems'] = {
  severalWhoms: `Mỗi giới hạn chỉ cho một đối tượng: hãy chọn một vai trò, một thành viên hoặc một kênh, hoặc không chọn gì để áp dụng cho mọi người. ${UNCHANGED}`,
  noFields: (options, typed) => `Hãy nêu ít nhất một giới hạn: ${options}. Ví dụ: ${typed}. ${UNCHANGED}`,
  noJobsAtOnce: (typed) => `Ít nhất là một yêu cầu cùng lúc. Muốn cấm hẳn: ${typed}. ${UNCHANGED}`,
  bot: 'Bot không dùng lệnh nên không có gì để giới hạn. Hãy chọn một người.',
  category: 'Danh mục không có giới hạn riêng. Hãy chọn từng kênh trong đó.',
  blockSelf: 'Bạn không thể tự chặn mình. Hãy chọn người khác.',
  noSuchEntry: (typed) => `Máy chủ này không có thay đổi đó. Mọi thay đổi: ${typed}.`,
  unreadableEntry: 'Mục này do phiên bản khác của bot ghi nên không hoàn tác được ở đây. Hãy đặt lại.',
  undoneAlready: (typed) => `Thay đổi này đã được hoàn tác. Mọi thay đổi: ${typed}.`,
  asBefore: 'Hiện đã giống như trước thay đổi đó: không có gì để hoàn tác.',
  manageServerOnly:
    'Chỉ người có quyền Quản lý máy chủ mới quyết định vai trò nào điều hành. Chưa có gì thay đổi; hãy nhờ họ.',
  badUntil: (typed) =>
    `Mình không hiểu thời hạn “${typed}”. Hãy viết \`30m\`, \`2h\`, \`3d\`, \`1w\`, một ngày như \`2026-12-31\` (đến hết ngày, giờ UTC), hoặc \`never\` (không thời hạn). ${UNCHANGED}`,
  unknownCommand: (typed, known) => `“${typed}” không phải là lệnh có giới hạn. Hãy chọn ${known}.`,
  unknownResolution: (typed, known) => `“${typed}” không phải là độ phân giải. Hãy chọn ${known}.`,
  pastUntil: (exactly) => `${exactly} đã qua. Hãy chọn một lúc trong tương lai. ${UNCHANGED}`,
  outOfRange: (option, minimum, maximum) => `${option} từ ${number(minimum)} đến ${number(maximum)}. ${UNCHANGED}`,
  reasonTooLong: (length, limit) =>
    `Lý do tối đa ${number(limit)} ký tự; của bạn có ${number(length)}. Hãy rút ngắn. ${UNCHANGED}`,
  cannotWrite: (channel) =>
    `Mình không viết được trong ${channel}. Hãy cho mình quyền **Xem kênh** và **Gửi tin nhắn** ở đó, hoặc chọn một kênh văn bản khác. ${UNCHANGED}`,
  noSuchRule: (title) => `Không có “${title}”. ${UNCHANGED}`,
  there: (lines) => `Hiện có:\n${lines}`,
  thereIsNone: (typed) => `Chưa đặt giới hạn nào. Hãy đặt: ${typed}.`,
  notBlocked: (member) => `${member} không bị chặn. ${UNCHANGED}`,
  notPaused: (command) =>
    command ? `${command} không bị tạm dừng riêng. ${UNCHANGED}` : `Không có lệnh tạm dừng chung nào. ${UNCHANGED}`,
  nothingPaused: 'Không có gì đang tạm dừng.',
};

const requests = (value: number) => `${number(value)} yêu cầu`;

const limitDesk: Texts['limitDesk'] = {
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
    pausedByBudget: 'đang tạm dừng vì ngân sách của tháng còn ít',
    notPaused: 'không tạm dừng',
    budget: 'Ngân sách của máy chủ',
    budgeted: (value, channel) =>
      `${credits(value)} mỗi tháng cho tất cả thành viên cộng lại${channel ? `, thông báo ở ${channel}` : ', không thông báo'}`,
    word: (word) => `Từ cấm “${word}”`,
    refused: 'bị từ chối trong lời mô tả',
    notRefused: 'không bị từ chối',
    setting: (name) => `Cài đặt “${name}”`,
    notSet: 'chưa đặt',
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
    budgetPause: (commands, typed) =>
      `Đang tạm dừng vì ngân sách của tháng còn ít: ${commands}. Cho chạy tiếp đến hết tháng: ${typed}.`,
    budgetRaise: (typed) => `Tăng gấp đôi ngân sách: ${typed}.`,
    costForEach: (cost) => `Nghĩa là nhiều nhất khoảng ${cost} một tháng cho mỗi thành viên.`,
    costForAll: (cost) => `Nghĩa là nhiều nhất khoảng ${cost} một tháng cho cả máy chủ.`,
    budgetNote: 'Mọi thành viên dùng chung. Tháng tính theo UTC; có thông báo ở mức 50, 80 và 100%.',
    changedSince: (now, then) =>
      `Từ đó đến nay đã có thay đổi khác. Bây giờ: **${now}**. Hoàn tác sẽ thành: **${then}**. Hãy bấm nút nếu bạn muốn vậy.`,
    undoAnyway: 'Vẫn hoàn tác',
  },
  table: {
    title: '**Giới hạn của máy chủ này**',
    about: (whom) => `**Giới hạn cho ${whom}**`,
    none: 'Chưa đặt gì: mức mặc định áp dụng cho mọi thành viên.',
    noRules: 'Chưa đặt giới hạn nào cho thành viên, vai trò hay kênh.',
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
    none: (typed) => `Chưa ai thay đổi gì. Giới hạn đang áp dụng: ${typed}.`,
    noSuchPage: (page, pages) => `Không có trang ${number(page)}: trang cuối là ${number(pages)}.`,
    changed: (before, after) => `${before} → **${after}**`,
    undid: 'hoàn tác một thay đổi',
    isUndone: 'đã hoàn tác',
    unreadable: 'Mục này do phiên bản khác của bot ghi; không hoàn tác được ở đây.',
  },
  problems: limitProblems,
};

const settings: Texts['settings'] = {
  title: '**Cách mình hoạt động trong máy chủ này**',
  meaning: {
    language: 'của những gì mọi người cùng thấy; điều chỉ một người thấy thì theo ngôn ngữ của người đó',
    consent: 'thành viên được bấm chuột phải để sửa ảnh của ai; ai cũng có thể từ chối bằng **/riêng\\_tư sửa\\_ảnh**',
    moderator_role: 'ai có vai trò này cũng điều hành, cùng những người có quyền Quản lý máy chủ',
    log_channel: 'nơi gửi thông báo cho người điều hành',
    default_model: 'của **/vẽ**, khi không ai chọn và nó hợp với các tùy chọn khác',
    spoiler: 'che mọi ảnh, trừ khi người tạo chọn `che_ảnh: False`',
  },
  unset: {
    language: 'theo ngôn ngữ của máy chủ trên Discord',
    consent: 'ảnh của chính họ và ảnh do bot tạo',
    moderator_role: 'chưa có',
    log_channel: 'chưa có',
    default_model: 'chưa có',
    spoiler: 'không',
  },
  now: (value) => `Hiện tại: **${value}**`,
  setup: {
    button: 'Thiết lập',
    title: 'Thiết lập máy chủ này',
    channel: 'Kênh nhận báo cáo',
    channelHint: 'Ảnh bị báo cáo và thông báo cho người điều hành được gửi vào đó.',
    daily: 'Số điểm một ngày của mỗi thành viên',
    dailyHint: 'Một ảnh tốn từ 1 điểm. Muốn đặt riêng cho vai trò hay thành viên, hãy dùng /giới_hạn đặt.',
    language: 'Ngôn ngữ của những gì mọi người cùng thấy',
    badDaily: (typed) =>
      `“${typed}” không phải là số điểm. Hãy viết một số nguyên đến 1.000.000, chẳng hạn 50; chưa có gì thay đổi.`,
  },
  hint: (reset) => `${reset} đưa một hoặc tất cả về như ban đầu. Chỉ mình bạn thấy tin này.`,
  waiting: (pictures) => `${number(pictures)} ảnh bị báo cáo đang chờ: chưa có kênh thì chưa ai thấy được.`,
  posted: (pictures) => `${number(pictures)} ảnh bị báo cáo đang chờ sẽ được đăng vào đó ngay.`,
  saved: 'Đã lưu, có hiệu lực từ bây giờ:',
  unchanged: 'Cài đặt vốn đã như vậy: không có gì thay đổi.',
  changed: (setting, before, after) => `**${setting}**: ${before} → **${after}**`,
  roleHint:
    'Discord chỉ hiện các lệnh này cho người có quyền Quản lý máy chủ. Hãy cho vai trò này thấy chúng: Cài đặt máy chủ → Tích hợp → bot này.',
  manageServerOnly: (option) =>
    `Chỉ người có quyền Quản lý máy chủ mới đổi được ${option}: vai trò này không tự tạo thêm người điều hành. Chưa có gì thay đổi; hãy nhờ họ.`,
  everyoneRole: (option) =>
    `${option} không thể là mọi người: khi đó ai cũng thành người điều hành. Hãy chọn vai trò của những người bạn tin tưởng.`,
  noTextChannel: (channel) => `${channel} không nhận tin nhắn. Hãy chọn kênh văn bản hoặc chủ đề; chưa có gì thay đổi.`,
  cannotWrite: (channel, missing) =>
    `Mình không được viết trong ${channel}: thiếu quyền ${missing} ở đó. Hãy cấp quyền hoặc chọn kênh khác; chưa có gì thay đổi.`,
  badValue: (option) => `${option} không thể như vậy. Hãy chọn trong những gì Discord đưa ra; chưa có gì thay đổi.`,
  nothingSaid: (show) => `Hãy cho biết cần đổi gì. ${show} liệt kê mọi cài đặt kèm lệnh để đổi.`,
};

const words: Texts['words'] = {
  diacritics: {
    auto: 'Chỉ với từ tiếng Việt, khác dấu mới là từ khác.',
    exact: 'Có tính dấu: chỉ chặn từ viết đúng dấu như vậy.',
    ignore: 'Không tính dấu: từ mang dấu nào cũng bị chặn.',
  },
  added: (word, reading) =>
    `Từ giờ lời mô tả có ${word} sẽ bị từ chối ở đây, được hiểu là ${reading}. **/từ\\_cấm thử** cho biết nó chặn những gì.`,
  longer: (rule) => `Chỉ chặn đúng từ này: ${rule} chặn cả những từ dài hơn bắt đầu bằng nó.`,
  problems: {
    'too-long': `Mỗi từ cấm dài nhất ${number(RULE_LIMIT)} ký tự. Hãy bỏ bớt phần không cần để nhận ra nó.`,
    blank: 'Cần ít nhất một chữ cái, chữ số hoặc emoji. Hãy gõ từ đúng như cách đọc.',
    stars:
      'Từ có `*` cần thêm hai ký tự khác, và dấu sao ở hai đầu (`*từ*`) hoặc một dấu ở giữa (`t*ừ`). Hãy viết như vậy, hoặc tách làm hai.',
  },
  full: `Máy chủ này đã có ${number(MOST_RULES)} từ cấm, không nhận thêm được. Hãy xóa bớt bằng **/từ\\_cấm xóa**, hoặc gộp lại bằng \`*\`.`,
  known: (word) => `Đã có ${word} rồi. Muốn đổi, trước hết hãy dùng **/từ\\_cấm xóa**.`,
  removed: (word) =>
    `${word} được dùng lại, số lần đã đếm cũng bị xóa. **/từ\\_cấm danh\\_sách** cho biết còn những gì.`,
  noSuchRule: (word) => `Không có ${word} trong danh sách. Hãy chọn một gợi ý, hoặc xem **/từ\\_cấm danh\\_sách**.`,
  readBy: (reading) => `Được hiểu là ${reading}`,
  noRules: 'Máy chủ này chưa có từ cấm: lời mô tả nào cũng được dùng. **/từ\\_cấm thêm** để thêm từ.',
  passes: '**Được dùng**: không từ cấm nào của máy chủ này chặn nó.',
  caught: (rules, untold) => `**Sẽ bị từ chối** vì ${rules}${untold > 0 ? ` và ${number(untold)} từ cấm nữa` : ''}.`,
  cut: 'Với các từ cấm này, dò hết mọi cách viết biến tấu của một văn bản như vậy sẽ quá lâu, nên có cách chưa được dò. Hãy bớt những từ dài có `*`.',
  title: (total) => `**Từ cấm** · ${number(total)}/${number(MOST_RULES)}`,
  noSuchPage: (page, pages) =>
    `Không có trang ${number(page)}: danh sách có ${number(pages)} trang. Hãy bấm **Trang trước**.`,
  neverUsed: 'chưa ai dùng',
  used: (times) => `đã dùng ${number(times)} lần`,
  by: (mention, times) => `${mention} ${number(times)} lần`,
  setBy: (mention, when) => `do ${mention} thêm ${when}`,
  hint: 'Chỉ mình bạn thấy. **/từ\\_cấm thử** để thử một lời mô tả, **/từ\\_cấm xóa** để bỏ một từ.',
};

const dayFormat = new Intl.DateTimeFormat('vi', { day: 'numeric', month: 'numeric', timeZone: 'UTC' });

const countsOf = ({ done, failed, cancelled, open }: Omit<Outcomes, 'credits'>): string =>
  [
    `${number(done)} xong`,
    ...(failed > 0 ? [`${number(failed)} lỗi`] : []),
    ...(cancelled > 0 ? [`${number(cancelled)} đã hủy`] : []),
    ...(open > 0 ? [`${number(open)} đang làm`] : []),
  ].join(', ');

const stats: Texts['stats'] = {
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
  day: (at) => dayFormat.format(at),
  total: (about) => `${countsOf(about)}, bởi ${number(about.members)} thành viên`,
  spent: (value, cost) => `đã trừ ${credits(value)}${cost === undefined ? '' : `, khoảng ${cost}`}`,
  outcome: (about) => `${countsOf(about)} · ${credits(about.credits)}`,
  times: (half, most) => `thường trong ${half}, hiếm khi quá ${most}`,
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

const doctor: Texts['doctor'] = {
  title: '**Kiểm tra**',
  again: 'Kiểm tra lại',
  here: '**Trong kênh này**',
  hereGood: 'Mình có đủ mọi quyền cần thiết.',
  hereMissing: (permissions) =>
    `Mình còn thiếu ${permissions}. Hãy cấp cho vai trò của mình trong cài đặt kênh: trước đó ảnh xong có thể phải gửi qua tin nhắn riêng.`,
  logUnset: 'Chưa chọn kênh nhận báo cáo: hãy chọn bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**.',
  logSeen: 'Kênh nhận báo cáo vẫn ổn.',
  logUnseen:
    'Mình không thấy kênh nhận báo cáo. Hãy cho mình xem và viết ở đó, hoặc chọn kênh khác bằng **/cài\\_đặt đổi kênh\\_nhật\\_ký**.',
  making: '**Tạo ảnh**',
  provider: (name) => `${name} đang nhận yêu cầu.`,
  paused: {
    key: (name) => `${name} không nhận khóa của bot. Người vận hành bot cần đặt khóa đúng.`,
    credits: (name) => `Tài khoản của bot ở ${name} đã hết tiền. Người vận hành bot cần nạp thêm.`,
    gone: (name) => `${name} không còn cung cấp thứ bot yêu cầu. Người vận hành bot nên cập nhật bot.`,
  },
  off: (what, since, retry) =>
    `${what}: đã tắt ${since} vì nhà cung cấp từ chối.${retry ? ` Sẽ thử lại ${retry}.` : ''}`,
  keeping: '**Lưu ảnh**',
  filesGood: (kind, ms) =>
    `${kind === 'service' ? 'Dịch vụ lưu tệp' : 'Kho tệp của bot'} đã nhận rồi xóa một ảnh thử (${ms} ms).`,
  filesBad: (kind) =>
    `${kind === 'service' ? 'Dịch vụ lưu tệp' : 'Kho tệp của bot'} không nhận ảnh thử. Không ảnh nào bị mất: chúng đang chờ trên đĩa của bot. Người vận hành bot nên xem lại.`,
  filesSilent: 'Dịch vụ lưu tệp không trả lời. Có thể nó đang ngủ: một phút nữa hãy kiểm tra lại.',
  filesWaiting: (waiting) => `${number(waiting)} ảnh trên đĩa của bot đang chờ được lưu.`,
  noAddress:
    'Ảnh không có liên kết riêng: chúng chỉ là tệp đính kèm trên Discord. Người vận hành bot có thể đặt PUBLIC_URL hoặc FILE_SERVICE_URL.',
  addressGood: 'Địa chỉ công khai của bot dẫn đúng đến đây.',
  addressElsewhere:
    'Có thứ khác trả lời ở địa chỉ công khai của bot. Người vận hành bot nên xem lại PUBLIC_URL, và proxy ở đó có chuyển /webhooks/ và /files/ đến bot không.',
  addressUnreached:
    'Từ đây không tới được địa chỉ công khai của bot. Có thể chỉ do mạng của bạn: nhiều máy chủ không tự gọi mình từ ngoài vào được. Nếu người khác cũng không mở được liên kết tới ảnh gốc thì người vận hành bot nên xem lại PUBLIC_URL.',
  operator: '**Dành cho bạn, người vận hành bot**',
  keyGood: (name, ms) => `${name} nhận khóa (${ms} ms).`,
  keyBad: (name) => `${name} không nhận khóa hoặc đã hết tiền. Hãy xem lại khóa và tài khoản ở đó.`,
  keySilent: (name) => `${name} không trả lời. Một phút nữa hãy kiểm tra lại.`,
  webhooksGood: (name, last) => `${name} tự báo khi ảnh xong, lần gần nhất ${last}.`,
  webhooksSilent: (name) =>
    `${name} đã được cho biết nơi báo ảnh xong, nhưng suốt một ngày không có tin nào đến: bot tự hỏi thay. Hãy xem bên ngoài có tới được PUBLIC_URL không, và khóa bí mật của webhook.`,
  databaseGood: (kind, ms, migration) =>
    `${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} có trả lời (${ms} ms), bảng theo ${migration}.`,
  databaseBad: 'Cơ sở dữ liệu không trả lời như mong đợi. Hãy xem nhật ký.',
  unset: (variables) => `Chưa đặt: ${variables}. README giải thích từng biến.`,
  invite: 'Mời mình vào máy chủ khác',
  version: (version, runtime, since) => `Darkroom ${version} trên ${runtime}, chạy từ ${since}`,
};

const alerts: Texts['operator']['alerts'] = {
  providerPaused: {
    key: (provider) =>
      `**${provider} từ chối khóa API (401).** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy kiểm tra khóa trong tài khoản và trong biến môi trường; bot sẽ tự thử lại.`,
    credits: (provider) =>
      `**Tài khoản tại ${provider} đã hết tiền (402).** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy nạp thêm; bot sẽ tự chạy tiếp.`,
    gone: (provider) =>
      `**${provider} bị tạm ngừng: nó không còn trả lời như tài liệu.** Các lệnh của nó tạm ngừng nhận yêu cầu mới. Hãy xem trang trạng thái của nó; bot sẽ tự thử lại.`,
  },
  providerResumed: (provider) => `**${provider} đã hoạt động trở lại.** Yêu cầu mới lại được nhận.`,
  switchedOff: (what, provider) =>
    `**Có vẻ ${provider} đã ngừng cung cấp ${what}.** Mục này đã bị tắt và sẽ tự được thử lại. Nếu nó không trở lại, hãy ghi vào DISABLED_OPERATIONS hoặc DISABLED_MODELS.`,
  switchedOn: (what, provider) => `**${provider} lại cung cấp ${what}.** Mục này đã được bật.`,
  outsidePlan: (what, provider) =>
    `**${provider} từ chối một yêu cầu cho ${what} (403): có thể gói của bạn không bao gồm mục này.** Khóa vẫn dùng được và mọi thứ khác vẫn chạy. Nếu bị từ chối nhiều lần, mục này sẽ tự tắt; hãy xem gói của bạn ở đó, hoặc đưa nó vào DISABLED_OPERATIONS hay DISABLED_MODELS.`,
  insidePlan: (what, provider) => `**Gần đây ${provider} không từ chối yêu cầu nào cho ${what}.**`,
  model: (name) => `mô hình ${name}`,
  endpoint: (path, commands) => `${commands} (${path})`,
  spoolNearlyFull: (used, limit) =>
    `**Bộ đệm ảnh sắp đầy: ${number(used)} trên ${number(limit)} MB.** Ảnh nằm ở đó để chờ dịch vụ lưu tệp. Khi đầy, yêu cầu mới sẽ bị từ chối: hãy xem dịch vụ lưu tệp có trả lời không, hoặc tăng SPOOL_MAX_MB.`,
  spoolHasRoom: '**Bộ đệm ảnh đã có chỗ trống.**',
  spoolFull: (limit) =>
    `**Bộ đệm ảnh đã đầy: ${number(limit)} MB.** Yêu cầu mới bị từ chối, không ảnh nào bị bỏ. Hãy xem dịch vụ lưu tệp có trả lời không, hoặc tăng SPOOL_MAX_MB.`,
  spoolTakesAgain: '**Bộ đệm ảnh lại nhận ảnh**, và yêu cầu mới cũng vậy.',
  diskNearlyFull: (free) =>
    `**Ổ đĩa chứa DATA_DIR sắp đầy: còn ${number(free)} MB.** Hãy dọn bớt, hoặc đặt KEEP_FILES_DAYS.`,
  diskHasRoom: '**Ổ đĩa chứa DATA_DIR đã có chỗ trống.**',
  fileStoreAway: (waiting, since) =>
    `**Dịch vụ lưu tệp không nhận gì, từ ${since}.** ${number(waiting)} ảnh đang chờ trên máy này và tạm hiện trong Discord. Hãy xem FILE_SERVICE_URL có trả lời không.`,
  fileStoreBack: '**Dịch vụ lưu tệp lại nhận ảnh.** Những ảnh chờ đã được lưu.',
  hostNotAllowed: (host, variable, waiting, commands) =>
    `**Ảnh đã xong nằm trên ${host}, nhưng máy chủ này không có trong ${variable}.** ${number(waiting)} ảnh đang được giữ, không ảnh nào mất. Nếu máy chủ đó thuộc về dịch vụ, hãy thêm vào ${variable} rồi khởi động lại: ảnh sẽ tới.${commands === '' ? '' : ` Cho tới khi khởi động lại, ${commands} không nhận yêu cầu mới.`}`,
  hostAllowed: (host) => `**Không còn ảnh nào bị giữ vì ${host}.**`,
  fileRefused: (status, megabytes) =>
    `**Dịch vụ lưu tệp từ chối ${megabytes === undefined ? 'ảnh' : `ảnh ${number(megabytes)} MB`} (${status}).** Những ảnh đó được giữ trong DATA_DIR, và mọi nút vẫn dùng được; nếu có PUBLIC_URL thì ảnh có cả liên kết. Nếu được, hãy nâng giới hạn của dịch vụ lưu tệp.`,
  fileTaken: (megabytes) => `**Dịch vụ lưu tệp lại nhận ảnh ${number(megabytes)} MB.**`,
  databaseAway:
    '**Cơ sở dữ liệu không ghi được gì từ một phút trở lên.** Yêu cầu mới không được nhận; việc đang chạy sẽ tiếp tục khi nó trở lại. Hãy xem nó có trả lời không và ổ đĩa của nó có đầy không.',
  databaseBack: '**Cơ sở dữ liệu đã trở lại.**',
};

const operator: Texts['operator'] = {
  otherServer:
    'Người vận hành chỉ cho bot này hoạt động ở một số máy chủ được chọn, và đây không phải là một trong số đó. Hãy nhờ họ cho phép máy chủ này; ảnh đang làm dở vẫn sẽ được giao.',
  userInstall:
    'Người vận hành chỉ cho dùng bot này ở nơi bot đã được thêm vào. Hãy dùng nó trong một máy chủ như vậy, hoặc nhờ người điều hành thêm bot vào đây. Các nút **Nhận kết quả**, **Chia sẻ** và **Xóa** ở ảnh cũ của bạn vẫn dùng được.',
  alerts,
  expired: {
    pressed:
      'Ảnh này đã hết hạn: ảnh chỉ được lưu ở đây trong một thời gian. Hãy bấm **Tạo thêm** để tạo ảnh mới, hoặc đính kèm bản mà Discord còn hiện.',
    picked: (option) =>
      `${option}: ảnh này đã hết hạn và không còn được lưu. Hãy chọn một ảnh mới hơn, hoặc đính kèm bản mà Discord còn hiện.`,
    shown: (expired) =>
      `${number(expired)} ảnh đã hết hạn: ảnh chỉ được lưu trong một thời gian. Nút **Tạo thêm** sẽ tạo ảnh mới.`,
    listed: (expired) => `${number(expired)} ảnh đã hết hạn: hãy tạo lại bằng **/xem** rồi **Tạo thêm**.`,
  },
  welcome: (dailyCredits, concurrentJobs) =>
    [
      '**Xin chào! Mình tạo và chỉnh sửa ảnh.** Hãy gõ **/vẽ** cùng vài lời mô tả, hoặc bấm chuột phải vào một tin nhắn có ảnh rồi chọn *Ứng dụng*.',
      `- Mỗi thành viên được dùng ${credits(dailyCredits)} một ngày và có ${number(concurrentJobs)} yêu cầu chạy cùng lúc.`,
      '- Người điều hành: hãy bấm **Thiết lập**. Về sau, **/giới\\_hạn đặt** đổi các mức này, còn **/cài\\_đặt xem** đổi mọi thứ khác.',
      '- **/trợ\\_giúp** liệt kê những gì mình làm được và giá của chúng.',
    ].join('\n'),
};

export const vi: Texts = {
  card,
  failures,
  buttons,
  results,
  menus,
  batch,
  chain,
  ping,
  refusals,
  denials,
  consent,
  limits,
  notices,
  pages,
  quota,
  privacy,
  record,
  limitDesk,
  settings,
  words,
  stats,
  doctor,
  operator,
};
