import type { Chapter } from './chapter.ts';

const variables = `\`\`\`sh
export FILE_SERVICE_URL='https://files.example.com'
export FREEPIK_API_URL='https://api.freepik.com'
export FREEPIK_API_HEADER='x-freepik-api-key'
export FREEPIK_API_KEY='...'
export APIFRAME_API_URL='https://api.apiframe.pro'
export APIFRAME_API_KEY='...'
export USER_AGENT='YourApp/1.0 (+https://example.com)'
\`\`\``;

export const beforeYouStart: Chapter = {
  id: 'before-you-start',
  title: { en: 'Before you start', vi: 'Trước khi bắt đầu' },
  text: {
    en: `| service | base address | key |
| --- | --- | --- |
| File service | where your community runs it | none |
| Freepik, the older pair | \`https://api.freepik.com\` | header \`x-freepik-api-key\` |
| Freepik, the newer pair (Magnific, since 2026) | \`https://api.magnific.com\` | header \`x-magnific-api-key\` |
| APIFRAME v1 | \`https://api.apiframe.pro\` | header \`Authorization\`, the key alone; \`Bearer\` before it is taken too |

Freepik’s developer API was renamed Magnific in spring 2026. The paths stayed the same. Several clients use one key with both pairs, one needed
a new key: choose a pair, and change address and header **together**. \`GET /v1/ai/loras\`, and where that brings no answer
\`GET /v1/ai/flows\`, cost nothing and tell whether a key is taken: 401 is a refusal, 200 **or 404** is none.

The examples read all of that from the environment:

${variables}

- **Say who you are**: send a \`User-Agent\` of your own with every request, product, version and an address. The firewalls in front turn away requests without one,
  and those of a library's default name, with a 403 that is not JSON (see [Errors](#errors)). Leave a second between orders: a burst of some twenty is turned away too.
- **A key belongs on a server**: never into a page, an app, a log or an address. Follow no redirect with it, and do not send it along when you download a result.
- The bash examples need \`curl\` 7.76 or newer, and the usual small tools; the TypeScript ones run as they are on Node 24 (\`node mystic.ts\`), with no package.
- They read \`photo.png\` (and \`reference.png\`) and write \`result.png\`. The format of a result is not promised: look at its first bytes before you name it.
- \`answer.json\` holds the last answer, also that of an error. Some examples read one more variable: \`FILE_ID\`, \`IMAGE_URL\`, \`TASK_ID\`, \`OTHER_TASK_ID\`.
- To stay short they print the task’s id and stop at the first error. A program of yours stores the id and goes on asking: see [Tasks](#tasks).`,
    vi: `| dịch vụ | địa chỉ gốc | khóa |
| --- | --- | --- |
| Dịch vụ lưu tệp | nơi cộng đồng của bạn triển khai | không cần |
| Freepik, cặp cũ | \`https://api.freepik.com\` | header \`x-freepik-api-key\` |
| Freepik, cặp mới (Magnific, từ 2026) | \`https://api.magnific.com\` | header \`x-magnific-api-key\` |
| APIFRAME v1 | \`https://api.apiframe.pro\` | header \`Authorization\`, chỉ có khóa; thêm \`Bearer\` phía trước cũng được |

API cho nhà phát triển của Freepik đổi tên thành Magnific vào mùa xuân 2026; đường dẫn giữ nguyên. Nhiều ứng dụng dùng được một khóa cho cả hai cặp,
có nơi phải tạo khóa mới: hãy chọn một cặp, và đổi địa chỉ **cùng lúc** với header. \`GET /v1/ai/loras\`, và nếu không có câu trả lời thì
\`GET /v1/ai/flows\`, miễn phí và cho biết khóa có dùng được không: 401 là bị từ chối, 200 **hoặc 404** là được.

Các ví dụ đọc mọi thứ từ biến môi trường:

${variables}

- **Hãy xưng tên**: gửi \`User-Agent\` của riêng bạn với mọi yêu cầu, gồm tên, phiên bản và một địa chỉ. Tường lửa phía trước chặn yêu cầu không có tên
  hoặc mang tên mặc định của thư viện, bằng mã 403 không phải JSON (xem [Lỗi](#errors)). Giữa hai lần đặt hãy nghỉ một giây: gửi dồn khoảng hai mươi lần cũng bị chặn.
- **Khóa chỉ nên nằm trên máy chủ**: đừng đặt vào trang web, ứng dụng, log hay địa chỉ. Đừng đi theo chuyển hướng khi đang mang khóa, và đừng gửi khóa khi tải kết quả.
- Ví dụ bash cần \`curl\` từ 7.76 và vài công cụ quen thuộc; ví dụ TypeScript chạy thẳng trên Node 24 (\`node mystic.ts\`), không cần gói nào.
- Chúng đọc \`photo.png\` (và \`reference.png\`) rồi ghi ra \`result.png\`. Định dạng kết quả không được cam kết: hãy xem các byte đầu trước khi đặt tên tệp.
- \`answer.json\` chứa câu trả lời cuối cùng, kể cả khi lỗi. Vài ví dụ đọc thêm một biến: \`FILE_ID\`, \`IMAGE_URL\`, \`TASK_ID\`, \`OTHER_TASK_ID\`.
- Để ngắn gọn, ví dụ in ra id của tác vụ và dừng ở lỗi đầu tiên. Chương trình của bạn nên lưu id và tiếp tục hỏi: xem [Tác vụ](#tasks).`,
  },
};
