import { reimagineFields } from '../../../src/commands/reimagine.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { choice, picture, prompt, webhookUrl } from '../parameters.ts';

export const reimagineFlux = freepikEndpoint({
  name: 'reimagine-flux',
  title: 'Reimagine Flux (beta)',
  path: '/v1/ai/beta/text-to-image/reimagine-flux',
  command: '/reimagine',
  answers: 'at-once',
  about: {
    en: 'Makes a new picture out of one that you have. The answer to the POST **is** the result: there is nothing to poll.',
    vi: 'Vẽ một ảnh mới dựa trên ảnh bạn có. Câu trả lời của POST **chính là** kết quả: không có gì để hỏi lại.',
  },
  parameters: [
    picture('image', 'base64', { en: 'The picture that is made anew', vi: 'Ảnh được vẽ lại' }, { isRequired: true }),
    prompt({ en: 'What the new picture shows', vi: 'Ảnh mới vẽ gì' }),
    choice(
      'imagination',
      reimagineFields.imagination,
      {
        en: 'How far it may go from the picture; the default is not stated',
        vi: 'Được đi xa ảnh gốc đến đâu; tài liệu không nêu giá trị mặc định',
      },
      { explainsChoices: true },
    ),
    choice(
      'aspect_ratio',
      reimagineFields.aspect,
      { en: 'Shape of the new picture', vi: 'Tỉ lệ khung của ảnh mới' },
      { default: 'original' },
    ),
    webhookUrl,
  ],
  notes: [
    {
      en: 'Wait at least 120 seconds for the answer, and do not send the request again when the connection breaks: the first may have been billed.',
      vi: 'Hãy đặt thời gian chờ ít nhất 120 giây, và đừng gửi lại khi đứt kết nối: yêu cầu đầu có thể đã bị tính tiền.',
    },
    {
      en: 'The vendor’s own sample reads the answer as below, the schema shows it without `data`: accept both. An answer `IN_PROGRESS` cannot be asked for later, only a webhook would bring it.',
      vi: 'Mã mẫu của hãng đọc câu trả lời như dưới đây, còn schema không có `data`: hãy chấp nhận cả hai. Nếu nhận `IN_PROGRESS` thì không thể hỏi lại, chỉ webhook mới mang kết quả về.',
    },
    {
      en: 'Beta, and missing from newer lists of endpoints: take a 404 for “retired”.',
      vi: 'Bản beta, và không còn trong các danh sách endpoint mới: hãy hiểu 404 là “đã ngừng”.',
    },
  ],
  sample: {
    image: 'file:photo.png',
    prompt: 'the same place in autumn',
    imagination: 'subtle',
    aspect_ratio: 'square_1_1',
  },
});
