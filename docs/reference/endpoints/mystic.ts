import { FLUID_SHAPES, imagineFields, WITHOUT_LORAS } from '../../../src/commands/imagine.ts';
import type { Parameter } from '../description.ts';
import { freepikEndpoint } from '../freepik-endpoint.ts';
import { amount, choice, fixedGeneration, flag, picture, prompt, webhookUrl } from '../parameters.ts';

/** `styling` of Mystic: at most one style, one character and five colours. */
const styling: Parameter = {
  name: 'styling',
  kind: 'object',
  about: { en: 'Trained looks, and colors', vi: 'Phong cách, nhân vật đã huấn luyện, và màu sắc' },
  fields: [
    {
      name: 'styles',
      kind: 'list',
      most: 1,
      about: { en: 'A trained style', vi: 'Một phong cách đã huấn luyện' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'name',
            kind: 'text',
            isRequired: true,
            about: { en: 'A name from [GET /v1/ai/loras](#loras)', vi: 'Tên lấy từ [GET /v1/ai/loras](#loras)' },
          },
          amount(
            'strength',
            imagineFields.look_strength,
            { en: 'How strong the style is', vi: 'Phong cách mạnh đến đâu' },
            { default: 100 },
          ),
        ],
      },
    },
    {
      name: 'characters',
      kind: 'list',
      most: 1,
      about: { en: 'A trained character', vi: 'Một nhân vật đã huấn luyện' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'id',
            kind: 'text',
            about: {
              en: 'The id from [GET /v1/ai/loras](#loras), **as text**. Without it the strength is that of the `@name` in the prompt',
              vi: 'Id lấy từ [GET /v1/ai/loras](#loras), **dạng chuỗi**. Nếu bỏ trống, độ mạnh áp dụng cho `@name` trong lời mô tả',
            },
          },
          amount(
            'strength',
            imagineFields.character_strength,
            { en: 'How strong the character is', vi: 'Nhân vật rõ đến đâu' },
            { isRequired: true },
          ),
        ],
      },
    },
    {
      name: 'colors',
      kind: 'list',
      least: 1,
      most: 5,
      about: { en: 'Colors that the picture leans to', vi: 'Các màu chủ đạo của ảnh' },
      of: {
        kind: 'object',
        fields: [
          {
            name: 'color',
            kind: 'text',
            pattern: '^#[0-9A-F]{6}$',
            isRequired: true,
            about: { en: 'In **upper case**: `#FF8800`', vi: 'Viết **hoa**: `#FF8800`' },
          },
          {
            name: 'weight',
            kind: 'number',
            minimum: 0.05,
            maximum: 1,
            isRequired: true,
            about: { en: 'How much of it', vi: 'Màu đó nhiều đến đâu' },
          },
        ],
      },
    },
  ],
};

const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

export const mystic = freepikEndpoint({
  name: 'mystic',
  title: 'Mystic',
  path: '/v1/ai/mystic',
  command: '/imagine',
  about: {
    en: 'Makes a picture from words, in up to 4K, if you like after the style or the structure of another picture.',
    vi: 'Tạo ảnh từ lời mô tả, tối đa 4K; có thể dựa theo phong cách hoặc bố cục của một ảnh khác.',
  },
  parameters: [
    prompt({
      en: 'What the picture shows. Without it you get, and pay for, a random picture. `@name` brings in a character, `@name::150` says how strongly',
      vi: 'Ảnh vẽ gì. Nếu bỏ trống, bạn nhận (và trả tiền cho) một ảnh ngẫu nhiên. `@name` đưa nhân vật vào ảnh, `@name::150` đặt độ rõ của nhân vật',
    }),
    choice(
      'model',
      imagineFields.model,
      { en: 'Which model paints', vi: 'Mô hình nào vẽ' },
      { default: 'realism', explainsChoices: true },
    ),
    choice(
      'resolution',
      imagineFields.resolution,
      { en: 'Size of the picture', vi: 'Kích thước ảnh' },
      { default: '2k' },
    ),
    choice(
      'aspect_ratio',
      imagineFields.aspect,
      { en: 'Shape of the picture; the name ends in the ratio', vi: 'Tỉ lệ khung; tên kết thúc bằng chính tỉ lệ đó' },
      { default: 'square_1_1' },
    ),
    picture('structure_reference', 'base64', {
      en: 'A picture whose shapes to keep',
      vi: 'Ảnh mẫu để lấy bố cục',
    }),
    amount(
      'structure_strength',
      imagineFields.structure_strength,
      { en: 'How closely those shapes are kept', vi: 'Bám sát bố cục đó đến đâu' },
      { default: 50 },
    ),
    picture('style_reference', 'base64', { en: 'A picture whose look to copy', vi: 'Ảnh mẫu để lấy phong cách' }),
    amount(
      'adherence',
      imagineFields.adherence,
      {
        en: 'With a style reference: higher follows the words, lower the look',
        vi: 'Khi có ảnh phong cách: cao thì theo lời mô tả, thấp thì theo phong cách',
      },
      { default: 50 },
    ),
    amount(
      'hdr',
      imagineFields.hdr,
      {
        en: 'With a style reference: more detail, less natural',
        vi: 'Khi có ảnh phong cách: nhiều chi tiết hơn nhưng kém tự nhiên',
      },
      { default: 50 },
    ),
    amount(
      'creative_detailing',
      imagineFields.detail,
      {
        en: 'How much detail is invented; very high values invent odd things',
        vi: 'Thêm chi tiết nhiều ít; quá cao dễ sinh chi tiết lạ',
      },
      { default: 33 },
    ),
    choice(
      'engine',
      imagineFields.engine,
      { en: 'How the finish looks', vi: 'Nét hoàn thiện của ảnh' },
      { default: 'automatic', explainsChoices: true },
    ),
    fixedGeneration,
    flag(
      'filter_nsfw',
      {
        en: 'Filter what is not safe for work. An ordinary key cannot turn it off',
        vi: 'Lọc nội dung nhạy cảm (NSFW). Khóa thông thường không tắt được',
      },
      true,
    ),
    styling,
    webhookUrl,
  ],
  notes: [
    {
      en: `The model \`fluid\` takes these shapes only: ${listed(FLUID_SHAPES)}. It rests on a model that its maker has retired: expect it to fail one day.`,
      vi: `Mô hình \`fluid\` chỉ nhận các tỉ lệ: ${listed(FLUID_SHAPES)}. Nó dựa trên một mô hình đã bị khai tử, nên hãy chuẩn bị cho ngày nó ngừng chạy.`,
    },
    {
      en: `Styles and characters (LoRAs) are ignored **silently** with ${listed(WITHOUT_LORAS)} and with any reference picture.`,
      vi: `Phong cách và nhân vật (LoRA) bị bỏ qua **mà không báo lỗi** khi dùng ${listed(WITHOUT_LORAS)} hoặc khi có bất kỳ ảnh tham chiếu nào.`,
    },
    {
      en: 'With another `Content-Type` than `application/json` the body is ignored and a random picture is made and billed.',
      vi: 'Nếu `Content-Type` không phải `application/json`, nội dung gửi lên bị bỏ qua: bạn vẫn bị tính tiền cho một ảnh ngẫu nhiên.',
    },
    {
      en: 'There is no `seed` and no number of pictures: one request, one picture. The finished task also has `has_nsfw`, one flag for each picture.',
      vi: 'Không có `seed` hay số lượng ảnh: mỗi yêu cầu cho một ảnh. Tác vụ hoàn tất có thêm `has_nsfw`, mỗi ảnh một giá trị.',
    },
  ],
  sample: {
    prompt: 'a red fox in the snow, morning light',
    model: 'realism',
    resolution: '2k',
    aspect_ratio: 'widescreen_16_9',
    styling: { colors: [{ color: '#FF8800', weight: 0.6 }] },
  },
});
