import type { Chapter } from './chapter.ts';

export const results: Chapter = {
  id: 'results',
  title: { en: 'Results: links die', vi: 'Kết quả: liên kết sẽ chết' },
  text: {
    en: `| result of | the link lives | hosts |
| --- | --- | --- |
| tasks and Reimagine Flux | until \`exp=<unix seconds>\` in the link itself (one was seen with 68 minutes left); not documented | \`*.freepik.com\`, \`*.magnific.com\`, \`*.cdnpk.net\` |
| Remove Background | **5 minutes** | the API’s own host |
| APIFRAME | not documented | not documented |
| file service | not documented; meant to stay | \`res.cloudinary.com\` |

- Download at once and store a copy of your own: [from a prompt to a link that stays](#store-a-result). Never save a provider’s link in a database.
- Download **without the key**, over https, from hosts that you expect, with a limit on the size.
- A 403 at the download means that the link is over: ask for the task once more, which may bring a fresh one.
- \`has_nsfw\` (Mystic, sometimes others) has one flag for each picture.`,
    vi: `| kết quả của | liên kết sống | máy chủ |
| --- | --- | --- |
| tác vụ và Reimagine Flux | đến \`exp=<giây unix>\` ghi ngay trong liên kết (từng thấy một liên kết còn 68 phút); không được nêu | \`*.freepik.com\`, \`*.magnific.com\`, \`*.cdnpk.net\` |
| Remove Background | **5 phút** | chính máy chủ API |
| APIFRAME | không được nêu | không được nêu |
| dịch vụ tệp | không được nêu; dự kiến còn mãi | \`res.cloudinary.com\` |

- Hãy tải về ngay và lưu bản sao của mình: [từ lời mô tả đến liên kết bền](#store-a-result). Đừng bao giờ lưu liên kết của hãng vào cơ sở dữ liệu.
- Tải **không kèm khóa**, qua https, từ những máy chủ bạn chờ đợi, có giới hạn dung lượng.
- 403 khi tải nghĩa là liên kết đã hết hạn: hỏi lại tác vụ một lần, có thể nhận được liên kết mới.
- \`has_nsfw\` (ở Mystic, đôi khi ở endpoint khác) có một giá trị cho mỗi ảnh.`,
  },
};
