import type { Chapter } from './chapter.ts';

export const apiframe: Chapter = {
  id: 'apiframe-basics',
  title: { en: 'How APIFRAME works', vi: 'APIFRAME hoạt động thế nào' },
  text: {
    en: `\`POST /flux-imagine\` answers with a \`task_id\`; \`POST /fetch\` tells how it stands. All bodies are JSON and nothing is wrapped.

- **Key**: \`Authorization: <key>\` as the document says. The vendor’s own libraries send the key alone or \`Bearer <key>\`: both are taken. \`GET /account\` costs nothing and tells whether it is (200 or 401), and what is left.
- **Errors**: 400 has \`{"errors": [{"msg": "..."}]}\`, 401 and 500 an empty object: the status is the only signal. 402, 403 and 429 are not documented; treat them as in [Errors](#errors).
- **Webhooks**: \`webhook_url\` gets updates and the final result, like the answers of \`/fetch\`. Nothing is signed: make a random \`webhook_secret\` for each task, compare the header \`x-webhook-secret\`
  in constant time, then ask \`/fetch\` for the truth.
- **Links**: how long they live is not documented. Download at once.
- **Limits and prices** are not documented. There is no idempotency key: do not send a lost POST again.
- v2 is **another API** (\`https://api.apiframe.ai\`, header \`X-API-Key\`, other names and answers). Nothing here applies to it.`,
    vi: `\`POST /flux-imagine\` trả về \`task_id\`; \`POST /fetch\` cho biết tác vụ đến đâu. Mọi nội dung đều là JSON và không bọc gì thêm.

- **Khóa**: \`Authorization: <khóa>\` như tài liệu. Các thư viện của hãng gửi khóa một mình hoặc \`Bearer <khóa>\`: cả hai đều được. \`GET /account\` miễn phí, cho biết khóa có dùng được không (200 hoặc 401) và số dư.
- **Lỗi**: 400 có \`{"errors": [{"msg": "..."}]}\`, còn 401 và 500 là đối tượng rỗng: chỉ có mã trạng thái để dựa vào. 402, 403, 429 không được nêu; hãy xử lý như phần [Lỗi](#errors).
- **Webhook**: \`webhook_url\` nhận cập nhật và kết quả cuối, giống câu trả lời của \`/fetch\`. Không có chữ ký: hãy tạo \`webhook_secret\` ngẫu nhiên cho từng tác vụ, so header \`x-webhook-secret\`
  trong thời gian không đổi, rồi hỏi lại \`/fetch\` để chắc chắn.
- **Liên kết**: thời gian sống không được nêu. Hãy tải về ngay.
- **Giới hạn và giá** không được nêu. Không có khóa chống trùng: đừng gửi lại một POST đã mất câu trả lời.
- v2 là **một API khác** (\`https://api.apiframe.ai\`, header \`X-API-Key\`, tên và câu trả lời khác). Những gì ở đây không áp dụng cho nó.`,
  },
};
