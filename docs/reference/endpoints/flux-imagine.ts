import { fluxFields, worksWith } from '../../../src/commands/flux/v1.ts';
import type { Endpoint, Parameter } from '../description.ts';
import { writtenExample } from '../examples.ts';
import { amount, choice, flag, picture, requiredPrompt, webhookUrl } from '../parameters.ts';

/** The models with which an option of the bot works. */
const only = (option: keyof typeof worksWith) => worksWith[option].map((model) => `\`${model}\``).join(', ');

const aspect: Parameter = {
  name: 'aspect_ratio',
  kind: 'text',
  default: '16:9',
  about: {
    en: `Any shape from \`21:9\` to \`9:21\`. Only ${only('aspect')}`,
    vi: `Tỉ lệ bất kỳ từ \`21:9\` đến \`9:21\`. Chỉ với ${only('aspect')}`,
  },
};

const webhookSecret: Parameter = {
  name: 'webhook_secret',
  kind: 'text',
  about: {
    en: 'Comes back with each webhook in the header `x-webhook-secret`',
    vi: 'Được gửi lại trong header `x-webhook-secret` của mỗi webhook',
  },
};

export const fluxImagine: Endpoint = {
  title: 'Flux Imagine',
  method: 'POST',
  path: '/flux-imagine',
  command: '/flux',
  encoding: 'json',
  answers: 'task',
  about: {
    en: 'Makes a picture with the FLUX models, from words and, if you like, from another picture.',
    vi: 'Tạo ảnh bằng các mô hình FLUX, từ lời mô tả và (nếu muốn) từ một ảnh khác.',
  },
  parameters: [
    choice(
      'model',
      fluxFields.model,
      { en: 'Which model paints', vi: 'Mô hình nào vẽ' },
      { isRequired: true, explainsChoices: true },
    ),
    requiredPrompt({ en: 'What the picture shows', vi: 'Ảnh vẽ gì' }),
    picture('image_prompt', 'base64', { en: 'A picture to start from', vi: 'Ảnh làm điểm xuất phát' }),
    amount('image_prompt_strength', fluxFields.image_strength, {
      en: `How much of that picture stays. Only ${only('image_strength')}`,
      vi: `Giữ lại ảnh đó nhiều ít. Chỉ với ${only('image_strength')}`,
    }),
    amount('width', fluxFields.width, { en: 'Width in pixels', vi: 'Chiều rộng theo pixel' }, { default: 1024 }),
    amount('height', fluxFields.height, { en: 'Height in pixels', vi: 'Chiều cao theo pixel' }, { default: 768 }),
    aspect,
    amount('steps', fluxFields.steps, {
      en: `How many steps it paints in. Only ${only('steps')}; no maximum is documented`,
      vi: `Vẽ trong bao nhiêu bước. Chỉ với ${only('steps')}; tài liệu không nêu mức tối đa`,
    }),
    amount('guidance', fluxFields.guidance, {
      en: `Higher follows the words more closely, and looks less real. Only ${only('guidance')}`,
      vi: `Càng cao càng bám sát lời, nhưng kém thật hơn. Chỉ với ${only('guidance')}`,
    }),
    amount(
      'interval',
      fluxFields.interval,
      {
        en: `How guidance is controlled. Only ${only('interval')}`,
        vi: `Cách điều khiển độ bám. Chỉ với ${only('interval')}`,
      },
      { default: 2 },
    ),
    amount('seed', fluxFields.seed, { en: 'The same number repeats a picture', vi: 'Cùng một số cho ra cùng một ảnh' }),
    amount('safety_tolerance', fluxFields.tolerance, {
      en: 'Moderation: 0 is strictest',
      vi: 'Kiểm duyệt: 0 là chặt nhất',
    }),
    flag('raw', {
      en: `Less processed, more natural. Only ${only('raw')}`,
      vi: `Ít xử lý, tự nhiên hơn. Chỉ với ${only('raw')}`,
    }),
    flag('prompt_upsampling', {
      en: 'Let it reword the prompt, more creatively',
      vi: 'Để mô hình viết lại lời mô tả sáng tạo hơn',
    }),
    {
      ...webhookUrl,
      about: {
        en: 'Where updates and the result are posted: see [How APIFRAME works](#apiframe-basics)',
        vi: 'Địa chỉ nhận cập nhật và kết quả: xem [APIFRAME hoạt động thế nào](#apiframe-basics)',
      },
    },
    webhookSecret,
  ],
  notes: [
    {
      en: 'A field that does not go with the model is ignored or refused: leave it out.',
      vi: 'Trường không hợp với mô hình sẽ bị bỏ qua hoặc từ chối: hãy bỏ nó đi.',
    },
    {
      en: '`flux-pro-1.1-ultra` has a shape, the others have width and height. Multiples of 32 are safest.',
      vi: '`flux-pro-1.1-ultra` dùng tỉ lệ khung, các mô hình khác dùng chiều rộng và chiều cao. An toàn nhất là bội số của 32.',
    },
  ],
  answer: { task_id: '64cd7965-1b78-42c8-b929-9d7751a2e149' },
  example: writtenExample('flux-imagine'),
};
