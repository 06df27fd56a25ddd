import type { Endpoint } from '../description.ts';
import { writtenExample } from '../examples.ts';

const TASK = '29e983ca-7e86-4017-a9e3-ef6fe9cd5f2a';
const OTHER = '64cd7965-1b78-42c8-b929-9d7751a2e149';
const LINK = 'https://cdn.example.com/xxxxxxxx.png';

const done = {
  task_id: TASK,
  task_type: 'flux-imagine',
  status: 'finished',
  original_image_url: LINK,
  image_url: LINK,
};
const running = { task_id: OTHER, task_type: 'flux-imagine', status: 'processing', percentage: 40 };

export const fetchTask: Endpoint = {
  title: 'Fetch',
  method: 'POST',
  path: '/fetch',
  encoding: 'json',
  answers: 'at-once',
  about: { en: 'Tells how a task stands, and its picture.', vi: 'Cho biết tác vụ đến đâu, và ảnh của nó.' },
  parameters: [
    {
      name: 'task_id',
      kind: 'text',
      isRequired: true,
      about: { en: 'What the first request answered', vi: 'Giá trị mà yêu cầu đầu tiên trả về' },
    },
  ],
  notes: [
    {
      en: 'A finished task has `image_url` and, in practice, `"status": "finished"`; the document shows **no `status`**. A failed one has `"status": "failed"` and `message` or `error`. Anything else is still running.',
      vi: 'Tác vụ xong có `image_url` và, trong thực tế, `"status": "finished"`; tài liệu thì **không có `status`**. Tác vụ hỏng có `"status": "failed"` cùng `message` hoặc `error`. Còn lại đều là đang chạy.',
    },
    {
      en: 'While it runs: `{"task_id", "task_type", "status": "processing", "percentage": 40}`. The percentage may come as text.',
      vi: 'Khi đang chạy: `{"task_id", "task_type", "status": "processing", "percentage": 40}`. Phần trăm có thể là chuỗi.',
    },
  ],
  answer: done,
  example: writtenExample('fetch'),
};

export const fetchMany: Endpoint = {
  title: 'Fetch many',
  method: 'POST',
  path: '/fetch-many',
  encoding: 'json',
  answers: 'at-once',
  about: { en: 'The same for several tasks in one request.', vi: 'Tương tự, cho nhiều tác vụ trong một yêu cầu.' },
  parameters: [
    {
      name: 'task_ids',
      kind: 'list',
      least: 2,
      most: 20,
      isRequired: true,
      of: { kind: 'text' },
      about: { en: 'The tasks', vi: 'Các tác vụ' },
    },
  ],
  notes: [
    {
      en: 'Look for each task by its `task_id`, not by its place in the list.',
      vi: 'Hãy tìm từng tác vụ theo `task_id`, đừng dựa vào thứ tự trong danh sách.',
    },
  ],
  answer: { tasks: [done, running] },
  example: writtenExample('fetch-many'),
};

export const account: Endpoint = {
  title: 'Account',
  method: 'GET',
  path: '/account',
  encoding: 'none',
  answers: 'at-once',
  about: { en: 'What is left on the account. It costs nothing.', vi: 'Số dư tài khoản. Không tốn phí.' },
  parameters: [],
  notes: [],
  answer: { email: 'you@example.com', credits: 950, total_images: 48, plan: 'basic' },
  example: writtenExample('account'),
};
