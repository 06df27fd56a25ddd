import type { Chapter } from './chapter.ts';

const states = `\`\`\`json
{ "data": { "task_id": "046b6c7f-0b8a-43b9-b35d-6489e6daee91", "status": "CREATED", "generated": [] } }
{ "data": { "task_id": "046b6c7f-0b8a-43b9-b35d-6489e6daee91", "status": "COMPLETED", "generated": ["https://..."] } }
\`\`\``;

export const tasks: Chapter = {
  id: 'tasks',
  title: { en: 'Tasks: submit, poll, download', vi: 'Tác vụ: gửi, hỏi lại, tải về' },
  text: {
    en: `Most endpoints do not answer with a picture but with a task:

1. \`POST <path>\` answers **200** with a \`task_id\`. Store it before anything else: it is all that leads to what you pay for.
2. \`GET <path>/<task_id>\` tells how it stands. \`GET <path>\` should list recent tasks; the live host answers 404, which says nothing about the endpoint or your key.
3. At \`COMPLETED\` the links in \`generated\` are yours, for a while: see [Results](#results).

${states}

| status | meaning | what to do |
| --- | --- | --- |
| \`CREATED\`, \`IN_PROGRESS\` | still at work | ask again |
| \`COMPLETED\` | \`generated\` has the links, or will have them a few looks later | download at once; while it is empty, ask again |
| \`FAILED\` (\`CANCELLED\` has been seen) | over; mostly without a reason, sometimes with \`error\`, \`message\` or another word for it | tell the user; a refused prompt fails again |
| anything else | unknown | take it for still at work |

**Polling.** Begin after 3 seconds and grow slowly to 20; obey \`Retry-After\`; each poll counts as a request. A poll that fails says nothing about the task:
ask again. Set a deadline of your own (15 minutes; 30 for upscalers), as a task can stay \`CREATED\` forever.

**Never send a POST twice.** There is no idempotency key and no way to cancel. When the answer was lost, a task may exist and be billed: tell the user and let them decide.
Only 429, a 503 in JSON and a connection that was never made are safe to repeat.

**Read leniently.** \`data\` may be there or not, \`status\` may be called \`task_status\`, \`generated\` may hold texts that are no links. One line copes: \`answer.data ?? answer\`.

Two endpoints have no task and answer with the result itself: [Reimagine Flux](#reimagine-flux) and [Remove Background](#remove-background).`,
    vi: `Đa số endpoint không trả về ảnh mà trả về một tác vụ:

1. \`POST <path>\` trả lời **200** kèm \`task_id\`. Hãy lưu lại trước mọi việc khác: đó là đường duy nhất tới thứ bạn trả tiền.
2. \`GET <path>/<task_id>\` cho biết tác vụ đến đâu. \`GET <path>\` lẽ ra liệt kê các tác vụ gần đây; máy chủ thật trả 404, điều đó không nói gì về endpoint hay khóa.
3. Khi \`COMPLETED\`, các liên kết trong \`generated\` là của bạn, trong một thời gian: xem [Kết quả](#results).

${states}

| trạng thái | ý nghĩa | nên làm |
| --- | --- | --- |
| \`CREATED\`, \`IN_PROGRESS\` | đang chạy | hỏi lại |
| \`COMPLETED\` | \`generated\` có liên kết, hoặc vài lần hỏi sau mới có | tải về ngay; nếu còn trống, hỏi lại |
| \`FAILED\` (có nơi gặp \`CANCELLED\`) | đã kết thúc; thường không kèm lý do, đôi khi có \`error\`, \`message\` hoặc trường tương tự | báo người dùng; lời mô tả bị từ chối thì gửi lại vẫn hỏng |
| giá trị khác | chưa rõ | coi như đang chạy |

**Hỏi lại.** Bắt đầu sau 3 giây rồi thưa dần đến 20 giây; tuân theo \`Retry-After\`; mỗi lần hỏi tính là một yêu cầu. Một lần hỏi bị lỗi không nói gì về tác vụ:
cứ hỏi tiếp. Hãy tự đặt hạn chót (15 phút; upscaler 30 phút), vì có tác vụ nằm mãi ở \`CREATED\`.

**Đừng bao giờ gửi một POST hai lần.** Không có khóa chống trùng và không hủy được. Nếu mất câu trả lời, tác vụ có thể đã tồn tại và bị tính tiền: hãy báo để người dùng quyết định.
Chỉ 429, 503 dạng JSON và kết nối chưa từng thiết lập mới an toàn để gửi lại.

**Đọc thoáng.** Có thể có hoặc không có \`data\`, \`status\` có thể tên là \`task_status\`, \`generated\` có thể lẫn câu chữ. Một dòng là đủ: \`answer.data ?? answer\`.

Hai endpoint không có tác vụ mà trả thẳng kết quả: [Reimagine Flux](#reimagine-flux) và [Remove Background](#remove-background).`,
  },
};
