import type { Chapter } from './chapters.ts';

export const apiframe: Chapter = {
  id: 'apiframe-basics',
  title: { en: 'How APIFRAME v1 works', vi: 'APIFRAME v1 hoạt động thế nào' },
  text: {
    en: `\`POST /flux-imagine\` answers with a \`task_id\`; \`POST /fetch\` tells how it stands. All bodies are JSON and nothing is wrapped.

- **Key**: \`Authorization: <key>\` as the document says. The vendor’s own libraries send the key alone or \`Bearer <key>\`: both are taken. \`GET /account\` costs nothing and tells whether it is (200 or 401), and what is left.
- **Errors**: 400 has \`{"errors": [{"msg": "..."}]}\`, 401 and 500 an empty object: the status is the only signal. 402, 403 and 429 are not documented; treat them as in [Errors](#errors).
- **Webhooks**: \`webhook_url\` gets updates and the final result, like the answers of \`/fetch\`. Nothing is signed: make a random \`webhook_secret\` for each task, compare the header \`x-webhook-secret\`
  in constant time, then ask \`/fetch\` for the truth.
- **Links**: how long they live is not documented. Download at once.
- **Limits and prices** are not documented. There is no idempotency key: do not send a lost POST again.
- [v2](#apiframe-v2-basics) is **another API**, with other addresses, names and answers. A key of v2 (\`afk_...\`) is answered with 400 here.`,
    vi: `\`POST /flux-imagine\` trả về \`task_id\`; \`POST /fetch\` cho biết tác vụ đến đâu. Mọi nội dung đều là JSON và không bọc gì thêm.

- **Khóa**: \`Authorization: <khóa>\` như tài liệu. Các thư viện của hãng gửi khóa một mình hoặc \`Bearer <khóa>\`: cả hai đều được. \`GET /account\` miễn phí, cho biết khóa có dùng được không (200 hoặc 401) và số dư.
- **Lỗi**: 400 có \`{"errors": [{"msg": "..."}]}\`, còn 401 và 500 là đối tượng rỗng: chỉ có mã trạng thái để dựa vào. 402, 403, 429 không được nêu; hãy xử lý như phần [Lỗi](#errors).
- **Webhook**: \`webhook_url\` nhận cập nhật và kết quả cuối, giống câu trả lời của \`/fetch\`. Không có chữ ký: hãy tạo \`webhook_secret\` ngẫu nhiên cho từng tác vụ, so header \`x-webhook-secret\`
  trong thời gian không đổi, rồi hỏi lại \`/fetch\` để chắc chắn.
- **Liên kết**: thời gian sống không được nêu. Hãy tải về ngay.
- **Giới hạn và giá** không được nêu. Không có khóa chống trùng: đừng gửi lại một POST đã mất câu trả lời.
- [v2](#apiframe-v2-basics) là **một API khác**, với địa chỉ, tên và câu trả lời khác. Khóa của v2 (\`afk_...\`) ở đây bị trả về 400.`,
  },
};

export const apiframeV2: Chapter = {
  id: 'apiframe-v2-basics',
  title: { en: 'How APIFRAME v2 works', vi: 'APIFRAME v2 hoạt động thế nào' },
  text: {
    en: `\`POST /v2/images/generate\` answers 202 with a \`jobId\`; \`GET /v2/jobs/{id}\` tells how it stands. A job of v1 is not known here, nor one of v2 there.

- **Key**: \`X-API-Key: afk_...\`. \`GET /v2/me\` costs nothing and tells whether it is taken (200 or 401), and the credits that are left (\`team.credits\`).
- **Sending again**: this is the one API here that knows an order again. Send \`Idempotency-Key\` with each, keep it, and after a lost answer send **the same bytes with the same key** within 24 hours: it answers with the first job.
  A 409 means that the key was used with another body: then nobody can tell, do not send it again.
- **Errors**: 400 has \`{"error", "details"}\`, 402 \`{"error": "Insufficient credits", "creditsRequired", "creditsAvailable"}\`, 401, 403 and 429 \`{"error"}\`, the last with \`Retry-After\`. A 403 that is no JSON is the firewall's: see [Errors](#errors).
- **Pictures** go in by an https address: [upload](#apiframe-upload) those that have none.
- **Webhooks**: \`webhookUrl\` gets \`{"event", "jobId", "status", "progress", "result", ...}\` for the \`webhookEvents\` that you name. The header \`X-Webhook-Signature\` is \`sha256=<hex>\`: HMAC-SHA256 over the raw body,
  and its key is the **SHA-256 digest (32 bytes) of your API key**, not the key itself. Compare in constant time, answer 2xx at once, and keep polling as well.
- **Failed jobs** are refunded. Prices and limits are not documented; \`creditCost\` stands in the job.`,
    vi: `\`POST /v2/images/generate\` trả về 202 cùng \`jobId\`; \`GET /v2/jobs/{id}\` cho biết công việc đến đâu. Công việc của v1 thì v2 không biết, và ngược lại.

- **Khóa**: \`X-API-Key: afk_...\`. \`GET /v2/me\` miễn phí, cho biết khóa có dùng được không (200 hoặc 401) và số điểm còn lại (\`team.credits\`).
- **Gửi lại**: đây là API duy nhất ở trang này nhận ra một yêu cầu đã gửi. Hãy gửi \`Idempotency-Key\` với mỗi yêu cầu và giữ lại; nếu mất câu trả lời, hãy gửi **đúng nội dung đó với đúng khóa đó** trong vòng 24 giờ: bạn nhận lại công việc đầu tiên.
  409 nghĩa là khóa đã dùng với nội dung khác: khi đó không ai biết chắc, đừng gửi lại.
- **Lỗi**: 400 có \`{"error", "details"}\`, 402 có \`{"error": "Insufficient credits", "creditsRequired", "creditsAvailable"}\`, 401, 403 và 429 có \`{"error"}\`, 429 kèm \`Retry-After\`. 403 không phải JSON là của tường lửa: xem [Lỗi](#errors).
- **Ảnh** được đưa vào bằng địa chỉ https: ảnh nào chưa có thì [tải lên](#apiframe-upload).
- **Webhook**: \`webhookUrl\` nhận \`{"event", "jobId", "status", "progress", "result", ...}\` cho những \`webhookEvents\` bạn nêu. Header \`X-Webhook-Signature\` là \`sha256=<hex>\`: HMAC-SHA256 trên nội dung thô,
  với khóa là **giá trị băm SHA-256 (32 byte) của API key**, không phải chính API key. Hãy so sánh trong thời gian không đổi, trả lời 2xx ngay, và vẫn hỏi lại định kỳ.
- **Công việc hỏng** được hoàn điểm. Giá và giới hạn không được nêu; \`creditCost\` nằm trong công việc.`,
  },
};
