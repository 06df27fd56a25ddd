import { LONGEST, SMALLEST_SIDE } from '../../../src/commands/picture-rules.ts';
import { PROMPT_LIMIT } from '../../../src/core/fields.ts';
import type { Chapter } from './chapter.ts';

export const pictures: Chapter = {
  id: 'pictures',
  title: { en: 'Pictures and prompts that you send', vi: 'Ảnh và lời mô tả gửi đi' },
  text: {
    en: `| in the tables | means |
| --- | --- |
| base64 | raw base64 of the file, **without** \`data:image/png;base64,\`; no address |
| base64 or address | that, or an \`https\` address that anybody can read |
| address | an \`https\` address only |

- Base64 is the safer way: the vendor’s downloader is kept out by some hosts, and fails on links with tokens, such as those of Discord’s attachments.
- Documented sizes are few: 20 MB for Remove Background; ${SMALLEST_SIDE} px a side and 1:${LONGEST} to ${LONGEST}:1 are safe for Relight, Style Transfer and the upscalers.
- The length of a prompt is not documented. This bot stops at ${PROMPT_LIMIT} characters.
- **Spell fields right**: one that the API does not know is ignored, and billed, without a word.`,
    vi: `| trong bảng | nghĩa là |
| --- | --- |
| base64 | base64 thô của tệp, **không có** \`data:image/png;base64,\`; không nhận địa chỉ |
| base64 hoặc địa chỉ | như trên, hoặc một địa chỉ \`https\` công khai |
| địa chỉ | chỉ nhận địa chỉ \`https\` |

- Base64 an toàn hơn: trình tải của hãng bị một số máy chủ chặn, và hỏng với liên kết kèm token như tệp đính kèm của Discord.
- Ít giới hạn được nêu rõ: Remove Background 20 MB; với Relight, Style Transfer và upscaler thì mỗi cạnh từ ${SMALLEST_SIDE} px, tỉ lệ từ 1:${LONGEST} đến ${LONGEST}:1 là an toàn.
- Độ dài lời mô tả không được nêu. Bot này dừng ở ${PROMPT_LIMIT} ký tự.
- **Viết đúng tên trường**: trường mà API không biết sẽ bị bỏ qua trong im lặng, và bạn vẫn bị tính tiền.`,
  },
};
