import { MOST_RULES, RULE_LIMIT } from '../../core/words/rule.ts';
import type { WordTexts } from '../word-texts.ts';
import { number } from './format.ts';

export const words: WordTexts = {
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
