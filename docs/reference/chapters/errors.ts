import type { Chapter } from './chapter.ts';

const bodies = `\`\`\`json
{ "message": "Validation error", "invalid_params": [{ "field": "body.model", "reason": "Input should be ..." }] }
{ "problem": { "message": "...", "invalid_params": [{ "name": "page", "reason": "..." }] } }
{ "message": "Invalid API key" }
\`\`\``;

export const errors: Chapter = {
  id: 'errors',
  title: { en: 'Errors', vi: 'Lỗi' },
  text: {
    en: `| status | body | what to do |
| --- | --- | --- |
| 400 | one of the shapes below | mend the request; a text about policy means that the prompt or picture was refused |
| 401 | \`Invalid API key\`, \`Missing API key\` | check key, header and address: they go together |
| 402 | \`Insufficient credits\` (not documented, real) | top up; every order will fail until then. Questions still pass, so only an order that is taken shows that it is over |
| 403 | a JSON object | the plan does not include this endpoint or model, or a link to a picture has expired; the key is fine |
| 403 | anything else: HTML, \`error code: 1010\` | a firewall: nothing was accepted and the key is fine, but your address is punished for about ten minutes. Ask a free question: if that is turned away too, send nothing until then; if not, it is about this request |
| 404 | not documented | a list, a retired endpoint, or an unknown task; ask for a task again over ten minutes before you give it up |
| 429 | \`Too many requests\`, sometimes \`Retry-After\` (seconds or a date) | wait, then send again: nothing was made |
| 500 | \`Internal Server Error\` | after a POST: a task may exist, do not send again; after a GET: ask again |
| 503 | \`Service Unavailable. Please try again later.\` | as JSON: send again after a pause; as HTML: treat like 500 |

${bodies}

The first shape is what the live service was seen to send, the second is in the documents: read \`problem ?? body\` and \`field ?? name\`.
An error may also come as HTML: look at the content type before you parse.`,
    vi: `| mã | nội dung | nên làm |
| --- | --- | --- |
| 400 | một trong các dạng bên dưới | sửa yêu cầu; nếu nhắc tới policy thì lời mô tả hoặc ảnh đã bị từ chối |
| 401 | \`Invalid API key\`, \`Missing API key\` | kiểm tra khóa, header và địa chỉ: ba thứ đi cùng nhau |
| 402 | \`Insufficient credits\` (không có trong tài liệu, nhưng có thật) | nạp thêm; trước đó mọi lần đặt đều hỏng. Các câu hỏi miễn phí vẫn qua, nên chỉ một lần đặt thành công mới cho thấy đã ổn |
| 403 | một đối tượng JSON | gói của bạn không có endpoint hay mô hình này, hoặc liên kết ảnh đã hết hạn; khóa vẫn tốt |
| 403 | dạng khác: HTML, \`error code: 1010\` | tường lửa: chưa có gì được nhận và khóa vẫn tốt, nhưng địa chỉ của bạn bị phạt khoảng mười phút. Hãy gửi một câu hỏi miễn phí: nếu cũng bị chặn thì ngừng gửi đến lúc đó; nếu không thì lỗi nằm ở chính yêu cầu này |
| 404 | không được nêu | danh sách, endpoint đã ngừng, hoặc tác vụ không tồn tại; hãy hỏi lại tác vụ trong mười phút trước khi bỏ |
| 429 | \`Too many requests\`, đôi khi có \`Retry-After\` (giây hoặc ngày giờ) | chờ rồi gửi lại: chưa có gì được tạo |
| 500 | \`Internal Server Error\` | sau POST: tác vụ có thể đã tồn tại, đừng gửi lại; sau GET: hỏi lại |
| 503 | \`Service Unavailable. Please try again later.\` | dạng JSON: nghỉ một lát rồi gửi lại; dạng HTML: xử lý như 500 |

${bodies}

Dạng thứ nhất là thứ dịch vụ thật từng gửi, dạng thứ hai nằm trong tài liệu: hãy đọc \`problem ?? body\` và \`field ?? name\`.
Lỗi cũng có thể là HTML: hãy xem content type trước khi phân tích.`,
  },
};
