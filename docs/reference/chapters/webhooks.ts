import { writtenProgram } from '../examples/written.ts';
import type { Chapter } from './chapter.ts';

const program = `(\`webhook.ts\`)

\`\`\`ts
${writtenProgram('webhook.ts')}
\`\`\``;

export const webhooks: Chapter = {
  id: 'webhooks',
  title: { en: 'Webhooks', vi: 'Webhook' },
  text: {
    en: `Every task endpoint takes \`webhook_url\`. Each change of status is posted there: the body of the GET, **without** \`data\`; intermediate states come too.
The signing secret is set in the dashboard, for all requests.

| header | holds |
| --- | --- |
| \`webhook-id\` | one delivery: a second one with the same id is to be ignored |
| \`webhook-timestamp\` | when it was sent (seconds, as far as is known): refuse what is older than 5 minutes |
| \`webhook-signature\` | \`v1,<base64>\`, several separated by a space; one that matches is enough |

The signature is HMAC-SHA256 over \`<webhook-id>.<webhook-timestamp>.<raw body>\`. The key is the secret’s UTF-8 bytes; one of the vendor’s samples decodes it from base64 first.
If no signature matches, try that.

- Check the signature over the **raw** body, before you parse it, and compare in constant time.
- Answer 2xx at once and work afterwards. Retries are not documented: keep polling as well, and let a webhook only end the wait early.
- Put something into the address that nobody can guess, so that a delivery leads to one task of yours.

${program}`,
    vi: `Mọi endpoint có tác vụ đều nhận \`webhook_url\`. Mỗi lần đổi trạng thái, hệ thống gửi tới đó đúng nội dung của GET nhưng **không có** \`data\`; cả các trạng thái trung gian.
Khóa ký được đặt trong trang quản trị, dùng chung cho mọi yêu cầu.

| header | nội dung |
| --- | --- |
| \`webhook-id\` | một lần gửi: nếu gặp lại cùng id thì bỏ qua |
| \`webhook-timestamp\` | thời điểm gửi (theo hiểu biết hiện có là giây): từ chối nếu cũ hơn 5 phút |
| \`webhook-signature\` | \`v1,<base64>\`, có thể nhiều giá trị cách nhau bằng dấu cách; chỉ cần một giá trị khớp |

Chữ ký là HMAC-SHA256 trên \`<webhook-id>.<webhook-timestamp>.<nội dung thô>\`. Khóa là các byte UTF-8 của secret; có một mã mẫu của hãng lại giải mã base64 trước.
Nếu không chữ ký nào khớp, hãy thử cách đó.

- Kiểm tra chữ ký trên nội dung **thô**, trước khi phân tích, và so sánh trong thời gian không đổi.
- Trả lời 2xx ngay rồi mới xử lý. Việc gửi lại không được nêu: hãy vẫn hỏi lại định kỳ, webhook chỉ giúp kết thúc chờ sớm hơn.
- Đặt vào địa chỉ một đoạn không ai đoán được, để mỗi lần gửi chỉ dẫn tới một tác vụ của bạn.

${program}`,
  },
};
