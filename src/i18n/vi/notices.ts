import type { NoticeTexts } from '../texts.ts';

export const notices: NoticeTexts = {
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
    'Bạn không có ảnh nào với mã này, và máy chủ này cũng không có ảnh công khai nào như vậy. **/lịch\\_sử** liệt kê ảnh của bạn kèm mã.',
  noPictureThere: 'Tin nhắn đó không có ảnh nào mình xử lý được. Hãy chọn tin nhắn có ảnh PNG, JPEG hoặc WebP.',
  choiceOver: 'Lựa chọn này đã hết hạn. Hãy mở lại menu của tin nhắn.',
  notReady: 'Ảnh này chưa xong. Khi có ảnh, hãy bấm nút lần nữa.',
  nothingBefore: 'Ảnh này được tạo chỉ từ lời mô tả, nên không có ảnh trước đó để so sánh.',
  shared: 'Đã chia sẻ: mọi người trong kênh này đều thấy. Bản riêng của bạn vẫn còn.',
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
