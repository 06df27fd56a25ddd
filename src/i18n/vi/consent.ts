import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  refusals: {
    'own-only': 'Ảnh đó là của người khác, chỉ tác giả mới được cho sửa. Hãy dùng ảnh của bạn hoặc ảnh do mình tạo.',
    'author-did-not-agree':
      'Máy chủ này chỉ cho sửa ảnh của tác giả đã đồng ý, và tác giả này thì chưa. Hãy nhờ họ cho phép bằng **/riêng_tư**, hoặc dùng ảnh của bạn.',
    'author-refuses': 'Tác giả không muốn người khác sửa ảnh của mình. Hãy dùng ảnh của bạn, hoặc hỏi ý họ.',
  },
  credit: ({ author, link, isHidden }) =>
    `làm từ [ảnh](${link}) của ${author}${isHidden ? ' · chỉ mình bạn thấy cho tới khi bạn bấm **Chia sẻ**' : ''}`,
};
