import type { NoticeTexts } from '../texts.ts';

export const notices: NoticeTexts = {
  unknownButton: 'Nút này thuộc một phiên bản khác của bot và không còn dùng được. Hãy gửi lại lệnh.',
  jobMissing: 'Ảnh này không còn được lưu: nó đã bị xóa hoặc đã hết hạn. Hãy gửi lại lệnh để tạo ảnh mới.',
  notYours: 'Ảnh này của người khác. Hãy tự gửi lệnh để tạo ảnh của bạn.',
  alreadyFinished: 'Việc này đã xong rồi. Hãy xem kết quả ở tin nhắn phía trên.',
  tooLateToCancel: 'Không kịp hủy nữa: ảnh đã được trả tiền. Ảnh sẽ được gửi tới bạn và lưu trong **/lịch_sử**.',
  cancelled: 'Đã hủy và hoàn lại điểm. Bạn có thể gửi lại lệnh bất cứ lúc nào.',
  sameAction: 'Bạn vừa làm việc này xong: chỉ tính một lần. Hãy xem tin nhắn đã có ở đây.',
  unknownCommand:
    'Bot vừa được cập nhật và không còn biết lệnh này. Một phút nữa hãy thử lại; bạn cũng có thể tải lại Discord.',
  noSuchJob:
    'Bạn không có ảnh nào với mã này, và máy chủ này cũng không có ảnh công khai nào như vậy. **/lịch_sử** liệt kê ảnh của bạn kèm mã.',
  noPictureThere: 'Tin nhắn đó không có ảnh nào tôi xử lý được. Hãy chọn tin nhắn có ảnh PNG, JPEG hoặc WebP.',
  notYourPicture: 'Ảnh đó là của người khác, chỉ tác giả mới được cho sửa. Hãy dùng ảnh của bạn hoặc ảnh do tôi tạo.',
  choiceOver: 'Lựa chọn này đã hết hạn. Hãy mở lại menu của tin nhắn.',
  wordsOnly:
    'Ảnh này chỉ được tạo từ lời mô tả, nên không có gì để làm lại với ảnh khác. Hãy dùng **Tạo thêm**, hoặc **/vẽ_lại**.',
  stepNotYours:
    'Một bước dẫn đến ảnh này là riêng tư của người khác nên không thể làm lại. Hãy rẽ nhánh từ bước sau, hoặc hỏi tác giả.',
  tooManySteps: 'Mỗi lần chỉ làm lại được tối đa mười bước. Hãy mở lịch sử của một bước trước đó và làm lại từ đó.',
  stepNotOffered: 'Hiện ở đây không có một trong các bước này. Lát nữa hãy thử lại, hoặc làm lại từ một bước trước đó.',
  shuttingDown: 'Bot đang khởi động lại. Một phút nữa hãy thử lại; những gì đã bắt đầu sẽ không mất.',
  internal: (reference) =>
    `Có lỗi ở phía bot (mã ${reference}). Hãy thử lại; nếu vẫn lỗi, hãy gửi mã này cho người vận hành bot.`,
};
