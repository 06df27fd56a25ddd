import type { Chapter } from './chapter.ts';

export const limits: Chapter = {
  id: 'limits',
  title: { en: 'Rate limits and cost', vi: 'Giới hạn tốc độ và chi phí' },
  text: {
    en: `- Per address: 50 requests a second over 5 seconds, and 10 a second over 2 minutes.
- Per key the published numbers changed often (by day in 2025, 50 a minute in June 2026, far more in October 2026). **45 a minute, polls included,** is inside all of them.
- Each accepted task costs credits. The answer does not say how many, there is no list of prices and no balance to ask for. Whether a failed task is billed is not documented.
- Free to call: \`GET <path>\`, \`GET <path>/<task_id>\`, \`GET /v1/ai/loras\`.`,
    vi: `- Theo địa chỉ IP: 50 yêu cầu mỗi giây trong 5 giây, và 10 mỗi giây trong 2 phút.
- Theo khóa, con số công bố thay đổi nhiều lần (2025 tính theo ngày, tháng 6/2026 là 50 mỗi phút, tháng 10/2026 cao hơn nhiều). **45 mỗi phút, kể cả hỏi lại,** nằm trong mọi phiên bản.
- Mỗi tác vụ được nhận đều tốn credit. Câu trả lời không nói bao nhiêu, không có bảng giá và không hỏi được số dư. Tác vụ hỏng có bị tính tiền không thì không được nêu.
- Gọi miễn phí: \`GET <path>\`, \`GET <path>/<task_id>\`, \`GET /v1/ai/loras\`.`,
  },
};
