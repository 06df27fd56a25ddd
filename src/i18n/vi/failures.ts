import type { Texts } from '../texts.ts';

export const failures: Texts['failures'] = {
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
