import { freepikEndpoint } from '../freepik-endpoint.ts';
import { requiredPrompt, webhookUrl } from '../parameters.ts';

const MOST_PICTURES = 3;

export const geminiFlash = freepikEndpoint({
  name: 'gemini-flash',
  title: 'Gemini 2.5 Flash',
  path: '/v1/ai/gemini-2-5-flash-image-preview',
  command: '/edit',
  about: {
    en: 'Changes up to three pictures by words, or makes one from words alone.',
    vi: 'Sửa tối đa ba ảnh bằng lời, hoặc tạo ảnh chỉ từ lời mô tả.',
  },
  parameters: [
    requiredPrompt({
      en: 'What to change, or what the picture shows',
      vi: 'Cần sửa gì, hoặc ảnh vẽ gì',
    }),
    {
      name: 'reference_images',
      kind: 'list',
      most: MOST_PICTURES,
      of: { kind: 'picture', as: 'base64-or-address' },
      about: {
        en: 'The pictures to change or to take from; base64 and addresses may be mixed',
        vi: 'Các ảnh cần sửa hoặc lấy mẫu; có thể trộn base64 và liên kết',
      },
    },
    webhookUrl,
  ],
  notes: [
    {
      en: '`generated` may hold sentences beside the links: take the entries that begin with `https://`.',
      vi: '`generated` có thể lẫn cả câu chữ: chỉ lấy những phần tử bắt đầu bằng `https://`.',
    },
    {
      en: 'There is no field for the shape: say it in the prompt, or give a picture that has it.',
      vi: 'Không có trường tỉ lệ khung: hãy nói trong lời mô tả, hoặc đưa một ảnh có sẵn tỉ lệ đó.',
    },
    {
      en: 'The model behind it was retired by its maker, the address may follow: take a 404 for “retired”. Its successors (`nano-banana-pro`) have other fields.',
      vi: 'Mô hình phía sau đã bị nhà phát triển khai tử, endpoint có thể ngừng theo: hãy hiểu 404 là “đã ngừng”. Các bản kế nhiệm (`nano-banana-pro`) có trường khác.',
    },
  ],
  sample: { prompt: 'make it a rainy evening', reference_images: ['file:photo.png'] },
});
