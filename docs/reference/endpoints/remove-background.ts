import { rmbgLimits } from '../../../src/commands/rmbg.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { picture } from '../parameters.ts';

const { maximumMegabytes: megabytes, maximumMegapixels: megapixels } = rmbgLimits;

export const removeBackground = freepikEndpoint({
  name: 'remove-background',
  title: 'Remove Background (beta)',
  path: '/v1/ai/beta/remove-background',
  command: '/rmbg',
  encoding: 'form',
  answers: 'at-once',
  shape: 'links',
  about: {
    en: 'Cuts out what stands in front: a PNG with transparency. The answer to the POST **is** the result, and its links live for **5 minutes**.',
    vi: 'Tách chủ thể khỏi nền: kết quả là PNG trong suốt. Câu trả lời của POST **chính là** kết quả, và các liên kết chỉ sống **5 phút**.',
  },
  parameters: [
    picture(
      'image_url',
      'address',
      {
        en: `Address of a JPG or PNG of up to ${megabytes} MB that anybody can read, such as a link of the [file service](#upload)`,
        vi: `Địa chỉ công khai của ảnh JPG hoặc PNG tối đa ${megabytes} MB, ví dụ liên kết của [dịch vụ tệp](#upload)`,
      },
      { isRequired: true },
    ),
  ],
  notes: [
    {
      en: 'The only endpoint that takes a **form** (`application/x-www-form-urlencoded`) and no base64.',
      vi: 'Endpoint duy nhất nhận **form** (`application/x-www-form-urlencoded`) và không nhận base64.',
    },
    {
      en: `\`high_resolution\` and \`url\` lead to the same result of up to ${megapixels} megapixels, \`preview\` to one of up to 0.25. All fields are optional in the document: look whether one is there.`,
      vi: `\`high_resolution\` và \`url\` cùng dẫn tới kết quả tối đa ${megapixels} megapixel, \`preview\` tối đa 0.25. Theo tài liệu mọi trường đều không bắt buộc: hãy kiểm tra trước khi dùng.`,
    },
    {
      en: 'The links lead to the API’s own host. Download at once, and without the key.',
      vi: 'Các liên kết nằm trên chính máy chủ API. Hãy tải về ngay, và đừng gửi kèm khóa.',
    },
    {
      en: 'What fails most often is the download of your picture: addresses with tokens and hosts that keep robots out do not work.',
      vi: 'Lỗi hay gặp nhất là máy chủ không tải được ảnh của bạn: liên kết kèm token hoặc máy chủ chặn bot sẽ không dùng được.',
    },
  ],
  sample: { image_url: 'env:IMAGE_URL' },
});
