import { fluxV2Fields, worksWithV2 } from '../../../src/commands/flux/v2.ts';
import type { Endpoint, Parameter } from '../description.ts';
import { writtenExample } from '../examples.ts';
import { amount, choice, flag, requiredPrompt } from '../parameters.ts';

const JOB = '9b2f0c1e-5a37-4d0b-8f0e-6c1d2a3b4c5d';
const LINK = 'https://cdn.example.com/xxxxxxxx.png';

const only = (option: keyof typeof worksWithV2) => worksWithV2[option].map((model) => `\`${model}\``).join(', ');

const address = (name: string, en: string, vi: string): Parameter => ({ name, kind: 'address', about: { en, vi } });

const fluxParams: Parameter = {
  name: 'fluxParams',
  kind: 'object',
  about: { en: 'All options of FLUX', vi: 'Mọi tùy chọn của FLUX' },
  fields: [
    {
      name: 'aspect_ratio',
      kind: 'text',
      about: { en: 'A shape such as `16:9`', vi: 'Tỉ lệ khung ảnh, như `16:9`' },
      pattern: '^\\d{1,2}:\\d{1,2}$',
    },
    amount('width', fluxV2Fields.width, { en: 'Width in pixels', vi: 'Chiều rộng theo pixel' }),
    amount('height', fluxV2Fields.height, { en: 'Height in pixels', vi: 'Chiều cao theo pixel' }),
    amount('steps', fluxV2Fields.steps, { en: 'How many steps it paints in', vi: 'Vẽ trong bao nhiêu bước' }),
    amount('guidance', fluxV2Fields.guidance, {
      en: 'Higher follows the words more closely, and looks less real',
      vi: 'Càng cao càng bám sát lời, nhưng kém thật hơn',
    }),
    amount('seed', fluxV2Fields.seed, {
      en: 'The same number repeats a picture',
      vi: 'Cùng một số cho ra cùng một ảnh',
    }),
    flag('raw', { en: 'Less processed, more natural', vi: 'Ít xử lý, tự nhiên hơn' }),
    flag('prompt_upsampling', {
      en: 'Let it reword the prompt, more creatively',
      vi: 'Để mô hình viết lại lời mô tả sáng tạo hơn',
    }),
    address(
      'image_prompt',
      'A picture to start from, by its https address: see [Uploads](#apiframe-upload). The models `flux-1.1-...`',
      'Ảnh làm điểm xuất phát, bằng địa chỉ https: xem [Tải ảnh lên](#apiframe-upload). Các mô hình `flux-1.1-...`',
    ),
    amount('image_prompt_strength', fluxV2Fields.image_strength, {
      en: `How much of that picture stays. Only ${only('image_strength')}`,
      vi: `Giữ lại ảnh đó nhiều ít. Chỉ với ${only('image_strength')}`,
    }),
    {
      name: 'input_images',
      kind: 'list',
      most: 10,
      of: { kind: 'address' },
      about: {
        en: `Pictures to work on, by their https addresses. Only ${only('image2')}`,
        vi: `Các ảnh cần xử lý, bằng địa chỉ https. Chỉ với ${only('image2')}`,
      },
    },
    {
      name: 'output_format',
      kind: 'choice',
      choices: ['jpg', 'png', 'webp'].map((value) => ({ value, name: { en: value, vi: value } })),
      about: { en: 'As what the picture is written', vi: 'Định dạng của ảnh' },
    },
    {
      name: 'output_quality',
      kind: 'integer',
      minimum: 1,
      maximum: 100,
      about: { en: 'Of formats that lose something', vi: 'Cho các định dạng nén mất dữ liệu' },
    },
    flag('go_fast', { en: 'Faster, and a little coarser', vi: 'Nhanh hơn, kém tinh hơn một chút' }),
    choice('resolution', fluxV2Fields.resolution, {
      en: `How many megapixels. Only ${only('resolution')}`,
      vi: `Bao nhiêu megapixel. Chỉ với ${only('resolution')}`,
    }),
  ],
};

export const generate: Endpoint = {
  title: 'Generate (v2)',
  method: 'POST',
  path: '/v2/images/generate',
  command: '/flux',
  encoding: 'json',
  answers: 'task',
  about: {
    en: 'Makes a picture with the FLUX models, from words and, if you like, from other pictures.',
    vi: 'Tạo ảnh bằng các mô hình FLUX, từ lời mô tả và (nếu muốn) từ các ảnh khác.',
  },
  parameters: [
    choice(
      'model',
      fluxV2Fields.model,
      { en: 'Which model paints', vi: 'Mô hình nào vẽ' },
      { isRequired: true, explainsChoices: true },
    ),
    requiredPrompt({ en: 'What the picture shows: up to 2,000 characters', vi: 'Ảnh vẽ gì: tối đa 2.000 ký tự' }),
    fluxParams,
    address(
      'webhookUrl',
      'Where news of the job are posted: see [APIFRAME v2](#apiframe-v2-basics)',
      'Địa chỉ nhận tin về công việc: xem [APIFRAME v2](#apiframe-v2-basics)',
    ),
    {
      name: 'webhookEvents',
      kind: 'list',
      most: 3,
      of: {
        kind: 'choice',
        choices: ['progress', 'completed', 'failed'].map((value) => ({ value, name: { en: value, vi: value } })),
      },
      about: { en: 'Which news; all of them when not said', vi: 'Tin nào; nếu không nói thì là tất cả' },
    },
  ],
  notes: [
    {
      en: 'Send the header `Idempotency-Key` (up to 255 characters, one for each picture that you want). The same key with the same body answers with the first job for 24 hours: a lost answer can be asked for again without paying twice. Another body under it is a 409.',
      vi: 'Hãy gửi header `Idempotency-Key` (tối đa 255 ký tự, mỗi ảnh bạn muốn một khóa). Cùng khóa và cùng nội dung thì trong 24 giờ vẫn trả về công việc đầu tiên: mất câu trả lời thì cứ gửi lại mà không trả tiền hai lần. Nội dung khác dưới cùng khóa là 409.',
    },
    {
      en: 'Options belong into `fluxParams`: beside it they are refused (`Unrecognized keys`). Which model takes which is not documented but for what stands above.',
      vi: 'Các tùy chọn phải nằm trong `fluxParams`: để bên ngoài sẽ bị từ chối (`Unrecognized keys`). Ngoài những gì ghi ở trên, tài liệu không nói mô hình nào nhận tùy chọn nào.',
    },
  ],
  answer: { jobId: JOB, status: 'QUEUED' },
  example: writtenExample('flux-generate'),
};

export const job: Endpoint = {
  title: 'Job (v2)',
  method: 'GET',
  path: '/v2/jobs/{id}',
  encoding: 'none',
  answers: 'at-once',
  about: { en: 'Tells how a job stands, and its picture.', vi: 'Cho biết công việc đến đâu, và ảnh của nó.' },
  parameters: [],
  notes: [
    {
      en: '`status` is `QUEUED`, `PROCESSING`, `COMPLETED`, `FAILED` (see `error`; the credits come back) or `CANCELLED`. `result` has no documented shape: look for https links under `images`, `image_urls`, `image_url`, `url`, `output`.',
      vi: '`status` là `QUEUED`, `PROCESSING`, `COMPLETED`, `FAILED` (xem `error`; điểm được hoàn lại) hoặc `CANCELLED`. Hình dạng của `result` không được nêu: hãy tìm liên kết https dưới `images`, `image_urls`, `image_url`, `url`, `output`.',
    },
    {
      en: 'With `"expired": true` the files are gone: 24 hours by the document, three months by the FAQ. Download at once.',
      vi: 'Khi có `"expired": true` thì tệp đã bị xóa: 24 giờ theo tài liệu, ba tháng theo mục hỏi đáp. Hãy tải về ngay.',
    },
  ],
  answer: {
    id: JOB,
    status: 'COMPLETED',
    model: 'flux-1.1-pro',
    progress: 100,
    error: null,
    creditCost: 1,
    webhookStatus: null,
    createdAt: '2026-11-29T12:00:00.000Z',
    completedAt: '2026-11-29T12:00:09.000Z',
    result: { images: [{ url: LINK }] },
    input: {},
    expired: false,
  },
  example: writtenExample('job'),
};

export const uploads: Endpoint = {
  title: 'Uploads (v2)',
  method: 'POST',
  path: '/v2/uploads',
  encoding: 'multipart',
  answers: 'at-once',
  about: {
    en: 'Keeps a picture for an hour or two, under an address that orders can name.',
    vi: 'Giữ một ảnh trong một hai giờ, dưới một địa chỉ mà yêu cầu có thể dùng.',
  },
  parameters: [
    {
      name: 'file',
      kind: 'file',
      isRequired: true,
      about: { en: 'The picture: up to 25 MB, known by its content', vi: 'Ảnh: tối đa 25 MB, nhận dạng theo nội dung' },
    },
  ],
  notes: [],
  answer: {
    id: JOB,
    url: LINK,
    kind: 'image',
    contentType: 'image/png',
    byteSize: 48_213,
    expiresAt: '2026-11-29T13:00:00.000Z',
  },
  example: writtenExample('apiframe-upload'),
};

export const me: Endpoint = {
  title: 'Me (v2)',
  method: 'GET',
  path: '/v2/me',
  encoding: 'none',
  answers: 'at-once',
  about: { en: 'What is left on the account. It costs nothing.', vi: 'Số dư tài khoản. Không tốn phí.' },
  parameters: [],
  notes: [],
  answer: { user: {}, team: { credits: 950, plan: 'pro' }, apiKey: {} },
  example: writtenExample('me'),
};
