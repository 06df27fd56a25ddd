import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  refusals: {
    'own-only': 'Ảnh đó là của người khác, chỉ tác giả mới được cho sửa. Hãy dùng ảnh của bạn hoặc ảnh do bot tạo.',
    'author-did-not-agree':
      'Máy chủ này chỉ cho sửa ảnh của tác giả đã đồng ý, và tác giả này thì chưa. Hãy nhờ họ cho phép bằng **/riêng\\_tư**, hoặc dùng ảnh của bạn.',
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
