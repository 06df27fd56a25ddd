import { LONGEST, SMALLEST_SIDE } from '../../src/commands/shared/options.ts';
import { PROMPT_LIMIT } from '../../src/core/fields.ts';
import type { Localized } from '../../src/core/language.ts';
import { writtenExample, writtenProgram } from './examples.ts';
import { exampleBlocks } from './markdown.ts';

/** A part of the page in words. */
export interface Chapter {
  /** Of links that lead here, in every language. */
  readonly id: string;
  readonly title: Localized;
  readonly text: Localized;
}

export const pageTitle: Localized = {
  en: 'API reference: file service, Freepik (Magnific), APIFRAME',
  vi: 'Tài liệu API: dịch vụ tệp, Freepik (Magnific), APIFRAME',
};

export const introduction: Localized = {
  en: `How to call the services that this bot calls, from your own program: upload a picture, make one, edit one, fetch the result and keep it.
Everything is on this one page, to be copied as a whole.

This page is written from the vendors’ documents and from what other clients have seen. Nobody called the live services for it.
Where sources contradict each other the page says so, and the examples accept both. The examples are run on each build, against local
servers that follow the same documents.`,
  vi: `Cách gọi những dịch vụ mà bot này dùng, từ chương trình của chính bạn: tải ảnh lên, tạo ảnh, sửa ảnh, lấy kết quả và lưu lại.
Tất cả nằm trên một trang này, chép một lần là đủ.

Trang được viết từ tài liệu của các hãng và kinh nghiệm của những ứng dụng khác; không có lời gọi nào tới dịch vụ thật.
Chỗ nào các nguồn nói khác nhau, trang ghi rõ, và ví dụ chấp nhận cả hai. Mọi ví dụ đều được chạy ở mỗi lần build, với các máy chủ cục bộ
dựng theo đúng những tài liệu đó.`,
};

const variables = `\`\`\`sh
export FILE_SERVICE_URL='https://files.example.com'
export FREEPIK_API_URL='https://api.freepik.com'
export FREEPIK_API_HEADER='x-freepik-api-key'
export FREEPIK_API_KEY='...'
export APIFRAME_API_URL='https://api.apiframe.pro'
export APIFRAME_API_KEY='...'
export APIFRAME_V2_API_URL='https://api.apiframe.ai'
export APIFRAME_V2_API_KEY='afk_...'
export USER_AGENT='YourApp/1.0 (+https://example.com)'
\`\`\``;

export const beforeYouStart: Chapter = {
  id: 'before-you-start',
  title: { en: 'Before you start', vi: 'Trước khi bắt đầu' },
  text: {
    en: `| service | base address | key |
| --- | --- | --- |
| File service | where your community runs it | none |
| Freepik, the older pair | \`https://api.freepik.com\` | header \`x-freepik-api-key\` |
| Freepik, the newer pair (Magnific, since 2026) | \`https://api.magnific.com\` | header \`x-magnific-api-key\` |
| APIFRAME v1 | \`https://api.apiframe.pro\` | header \`Authorization\`, the key alone; \`Bearer\` before it is taken too |
| APIFRAME v2 | \`https://api.apiframe.ai\` | header \`X-API-Key\`; keys of new accounts begin with \`afk_\` and are for v2 only |

Freepik’s developer API was renamed Magnific in spring 2026. The paths stayed the same. Several clients use one key with both pairs, one needed
a new key: choose a pair, and change address and header **together**. \`GET /v1/ai/loras\`, and where that brings no answer
\`GET /v1/ai/flows\`, cost nothing and tell whether a key is taken: 401 is a refusal, 200 **or 404** is none.

The examples read all of that from the environment:

${variables}

- **Say who you are**: send a \`User-Agent\` of your own with every request, product, version and an address. The firewalls in front turn away requests without one,
  and those of a library's default name, with a 403 that is not JSON (see [Errors](#errors)). Leave a second between orders: a burst of some twenty is turned away too.
- **A key belongs on a server**: never into a page, an app, a log or an address. Follow no redirect with it, and do not send it along when you download a result.
- The bash examples need \`curl\` 7.76 or newer, and the usual small tools; the TypeScript ones run as they are on Node 24 (\`node mystic.ts\`), with no package.
- They read \`photo.png\` (and \`reference.png\`) and write \`result.png\`. The format of a result is not promised: look at its first bytes before you name it.
- \`answer.json\` holds the last answer, also that of an error. Some examples read one more variable: \`FILE_ID\`, \`IMAGE_URL\`, \`TASK_ID\`, \`OTHER_TASK_ID\`, \`JOB_ID\`.
- To stay short they print the task’s id and stop at the first error. A program of yours stores the id and goes on asking: see [Tasks](#tasks).`,
    vi: `| dịch vụ | địa chỉ gốc | khóa |
| --- | --- | --- |
| Dịch vụ lưu tệp | nơi cộng đồng của bạn triển khai | không cần |
| Freepik, cặp cũ | \`https://api.freepik.com\` | header \`x-freepik-api-key\` |
| Freepik, cặp mới (Magnific, từ 2026) | \`https://api.magnific.com\` | header \`x-magnific-api-key\` |
| APIFRAME v1 | \`https://api.apiframe.pro\` | header \`Authorization\`, chỉ có khóa; thêm \`Bearer\` phía trước cũng được |
| APIFRAME v2 | \`https://api.apiframe.ai\` | header \`X-API-Key\`; khóa của tài khoản mới bắt đầu bằng \`afk_\` và chỉ dùng cho v2 |

API cho nhà phát triển của Freepik đổi tên thành Magnific vào mùa xuân 2026; đường dẫn giữ nguyên. Nhiều ứng dụng dùng được một khóa cho cả hai cặp,
có nơi phải tạo khóa mới: hãy chọn một cặp, và đổi địa chỉ **cùng lúc** với header. \`GET /v1/ai/loras\`, và nếu không có câu trả lời thì
\`GET /v1/ai/flows\`, miễn phí và cho biết khóa có dùng được không: 401 là bị từ chối, 200 **hoặc 404** là được.

Các ví dụ đọc mọi thứ từ biến môi trường:

${variables}

- **Hãy xưng tên**: gửi \`User-Agent\` của riêng bạn với mọi yêu cầu, gồm tên, phiên bản và một địa chỉ. Tường lửa phía trước chặn yêu cầu không có tên
  hoặc mang tên mặc định của thư viện, bằng mã 403 không phải JSON (xem [Lỗi](#errors)). Giữa hai lần đặt hãy nghỉ một giây: gửi dồn khoảng hai mươi lần cũng bị chặn.
- **Khóa chỉ nên nằm trên máy chủ**: đừng đặt vào trang web, ứng dụng, log hay địa chỉ. Đừng đi theo chuyển hướng khi đang mang khóa, và đừng gửi khóa khi tải kết quả.
- Ví dụ bash cần \`curl\` từ 7.76 và vài công cụ quen thuộc; ví dụ TypeScript chạy thẳng trên Node 24 (\`node mystic.ts\`), không cần gói nào.
- Chúng đọc \`photo.png\` (và \`reference.png\`) rồi ghi ra \`result.png\`. Định dạng kết quả không được cam kết: hãy xem các byte đầu trước khi đặt tên tệp.
- \`answer.json\` chứa câu trả lời cuối cùng, kể cả khi lỗi. Vài ví dụ đọc thêm một biến: \`FILE_ID\`, \`IMAGE_URL\`, \`TASK_ID\`, \`OTHER_TASK_ID\`, \`JOB_ID\`.
- Để ngắn gọn, ví dụ in ra id của tác vụ và dừng ở lỗi đầu tiên. Chương trình của bạn nên lưu id và tiếp tục hỏi: xem [Tác vụ](#tasks).`,
  },
};

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

export const pictures: Chapter = {
  id: 'pictures',
  title: { en: 'Pictures and prompts that you send', vi: 'Ảnh và lời mô tả gửi đi' },
  text: {
    en: `| in the tables | means |
| --- | --- |
| base64 | raw base64 of the file, **without** \`data:image/png;base64,\`; no address |
| base64 or address | that, or an \`https\` address that anybody can read |
| address | an \`https\` address only |

- Base64 is the safer way: the vendor’s downloader is kept out by some hosts, and fails on links with tokens, such as those of Discord’s attachments.
- Documented sizes are few: 20 MB for Remove Background; ${SMALLEST_SIDE} px a side and 1:${LONGEST} to ${LONGEST}:1 are safe for Relight, Style Transfer and the upscalers.
- The length of a prompt is not documented. This bot stops at ${PROMPT_LIMIT} characters.
- **Spell fields right**: one that the API does not know is ignored, and billed, without a word.`,
    vi: `| trong bảng | nghĩa là |
| --- | --- |
| base64 | base64 thô của tệp, **không có** \`data:image/png;base64,\`; không nhận địa chỉ |
| base64 hoặc địa chỉ | như trên, hoặc một địa chỉ \`https\` công khai |
| địa chỉ | chỉ nhận địa chỉ \`https\` |

- Base64 an toàn hơn: trình tải của hãng bị một số máy chủ chặn, và hỏng với liên kết kèm token như tệp đính kèm của Discord.
- Ít giới hạn được nêu rõ: Remove Background 20 MB; với Relight, Style Transfer và upscaler thì mỗi cạnh từ ${SMALLEST_SIDE} px, tỉ lệ từ 1:${LONGEST} đến ${LONGEST}:1 là an toàn.
- Độ dài lời mô tả không được nêu. Bot này dừng ở ${PROMPT_LIMIT} ký tự.
- **Viết đúng tên trường**: trường mà API không biết sẽ bị bỏ qua trong im lặng, và bạn vẫn bị tính tiền.`,
  },
};

export const results: Chapter = {
  id: 'results',
  title: { en: 'Results: links die', vi: 'Kết quả: liên kết sẽ chết' },
  text: {
    en: `| result of | the link lives | hosts |
| --- | --- | --- |
| tasks and Reimagine Flux | until \`exp=<unix seconds>\` in the link itself (one was seen with 68 minutes left); not documented | \`*.freepik.com\`, \`*.magnific.com\`, \`*.cdnpk.net\` |
| Remove Background | **5 minutes** | the API’s own host |
| APIFRAME v1 | not documented | not documented; \`*.apiframe.pro\` on pages of its own |
| APIFRAME v2 | 24 hours by its document, three months by its FAQ | not documented; \`*.apiframe.ai\` on pages of its own |
| file service | not documented; meant to stay | \`res.cloudinary.com\` |

- Download at once and store a copy of your own: [from a prompt to a link that stays](#store-a-result). Never save a provider’s link in a database.
- Download **without the key**, over https, from hosts that you expect, with a limit on the size.
- A 403 at the download means that the link is over: ask for the task once more, which may bring a fresh one.
- \`has_nsfw\` (Mystic, sometimes others) has one flag for each picture.`,
    vi: `| kết quả của | liên kết sống | máy chủ |
| --- | --- | --- |
| tác vụ và Reimagine Flux | đến \`exp=<giây unix>\` ghi ngay trong liên kết (từng thấy một liên kết còn 68 phút); không được nêu | \`*.freepik.com\`, \`*.magnific.com\`, \`*.cdnpk.net\` |
| Remove Background | **5 phút** | chính máy chủ API |
| APIFRAME v1 | không được nêu | không được nêu; trang của hãng nhắc tới \`*.apiframe.pro\` |
| APIFRAME v2 | 24 giờ theo tài liệu, ba tháng theo mục hỏi đáp | không được nêu; trang của hãng nhắc tới \`*.apiframe.ai\` |
| dịch vụ tệp | không được nêu; dự kiến còn mãi | \`res.cloudinary.com\` |

- Hãy tải về ngay và lưu bản sao của mình: [từ lời mô tả đến liên kết bền](#store-a-result). Đừng bao giờ lưu liên kết của hãng vào cơ sở dữ liệu.
- Tải **không kèm khóa**, qua https, từ những máy chủ bạn chờ đợi, có giới hạn dung lượng.
- 403 khi tải nghĩa là liên kết đã hết hạn: hỏi lại tác vụ một lần, có thể nhận được liên kết mới.
- \`has_nsfw\` (ở Mystic, đôi khi ở endpoint khác) có một giá trị cho mỗi ảnh.`,
  },
};

const program = `(\`webhook.ts\`)

\`\`\`ts
${writtenProgram('webhook.ts')}
\`\`\``;

export const webhooks: Chapter = {
  id: 'webhooks',
  title: { en: 'Webhooks', vi: 'Webhook' },
  text: {
    en: `Every task endpoint takes \`webhook_url\`. Each change of status is posted there: the body of the GET, **without** \`data\`; intermediate states come too.
The signing secret is set in the dashboard, for all requests.

| header | holds |
| --- | --- |
| \`webhook-id\` | one delivery: a second one with the same id is to be ignored |
| \`webhook-timestamp\` | when it was sent (seconds, as far as is known): refuse what is older than 5 minutes |
| \`webhook-signature\` | \`v1,<base64>\`, several separated by a space; one that matches is enough |

The signature is HMAC-SHA256 over \`<webhook-id>.<webhook-timestamp>.<raw body>\`. The key is the secret’s UTF-8 bytes; one of the vendor’s samples decodes it from base64 first.
If no signature matches, try that.

- Check the signature over the **raw** body, before you parse it, and compare in constant time.
- Answer 2xx at once and work afterwards. Retries are not documented: keep polling as well, and let a webhook only end the wait early.
- Take bodies with and without \`data\`, and a signature without a version. \`COMPLETED\` may come before the links, and states may come late, twice or out of order: let a webhook only wake you, then ask the task.
- A webhook may be here before the answer to its POST, and still comes where that answer is lost: it is the one way to find such a task again.
- Put something into the address that nobody can guess, so that a delivery leads to one task of yours.

${program}`,
    vi: `Mọi endpoint có tác vụ đều nhận \`webhook_url\`. Mỗi lần đổi trạng thái, hệ thống gửi tới đó đúng nội dung của GET nhưng **không có** \`data\`; cả các trạng thái trung gian.
Khóa ký được đặt trong trang quản trị, dùng chung cho mọi yêu cầu.

| header | nội dung |
| --- | --- |
| \`webhook-id\` | một lần gửi: nếu gặp lại cùng id thì bỏ qua |
| \`webhook-timestamp\` | thời điểm gửi (theo hiểu biết hiện có là giây): từ chối nếu cũ hơn 5 phút |
| \`webhook-signature\` | \`v1,<base64>\`, có thể nhiều giá trị cách nhau bằng dấu cách; chỉ cần một giá trị khớp |

Chữ ký là HMAC-SHA256 trên \`<webhook-id>.<webhook-timestamp>.<nội dung thô>\`. Khóa là các byte UTF-8 của secret; có một mã mẫu của hãng lại giải mã base64 trước.
Nếu không chữ ký nào khớp, hãy thử cách đó.

- Kiểm tra chữ ký trên nội dung **thô**, trước khi phân tích, và so sánh trong thời gian không đổi.
- Trả lời 2xx ngay rồi mới xử lý. Việc gửi lại không được nêu: hãy vẫn hỏi lại định kỳ, webhook chỉ giúp kết thúc chờ sớm hơn.
- Chấp nhận nội dung có và không có \`data\`, cả chữ ký không ghi phiên bản. \`COMPLETED\` có thể đến trước các liên kết, trạng thái có thể đến muộn, đến hai lần hoặc sai thứ tự: hãy coi webhook chỉ là tiếng gọi, rồi hỏi lại tác vụ.
- Webhook có thể đến trước câu trả lời của chính POST đó, và vẫn đến khi câu trả lời bị mất: đó là cách duy nhất để tìm lại tác vụ như vậy.
- Đặt vào địa chỉ một đoạn không ai đoán được, để mỗi lần gửi chỉ dẫn tới một tác vụ của bạn.

${program}`,
  },
};

const bodies = `\`\`\`json
{ "message": "Validation error", "invalid_params": [{ "field": "body.model", "reason": "Input should be ..." }] }
{ "problem": { "message": "...", "invalid_params": [{ "name": "page", "reason": "..." }] } }
{ "message": "Invalid API key" }
\`\`\``;

export const errors: Chapter = {
  id: 'errors',
  title: { en: 'Errors', vi: 'Lỗi' },
  text: {
    en: `| status | body | what to do |
| --- | --- | --- |
| 400 | one of the shapes below | mend the request; a text about policy means that the prompt or picture was refused |
| 401 | \`Invalid API key\`, \`Missing API key\` | check key, header and address: they go together |
| 402 | \`Insufficient credits\` (not documented, real) | top up; every order will fail until then. Questions still pass, so only an order that is taken shows that it is over |
| 403 | a JSON object | the plan does not include this endpoint or model, or a link to a picture has expired; the key is fine |
| 403 | anything else: HTML, \`error code: 1010\` | a firewall: nothing was accepted and the key is fine, but your address is punished for about ten minutes. Ask a free question: if that is turned away too, send nothing until then; if not, it is about this request |
| 404 | not documented | a list, a retired endpoint, or an unknown task; ask for a task again over ten minutes before you give it up |
| 429 | \`Too many requests\`, sometimes \`Retry-After\` (seconds or a date) | wait, then send again: nothing was made |
| 500 | \`Internal Server Error\` | after a POST: a task may exist, do not send again; after a GET: ask again |
| 503 | \`Service Unavailable. Please try again later.\` | as JSON: send again after a pause; as HTML: treat like 500 |

${bodies}

The first shape is what the live service was seen to send, the second is in the documents: read \`problem ?? body\` and \`field ?? name\`.
An error may also come as HTML: look at the content type before you parse.`,
    vi: `| mã | nội dung | nên làm |
| --- | --- | --- |
| 400 | một trong các dạng bên dưới | sửa yêu cầu; nếu nhắc tới policy thì lời mô tả hoặc ảnh đã bị từ chối |
| 401 | \`Invalid API key\`, \`Missing API key\` | kiểm tra khóa, header và địa chỉ: ba thứ đi cùng nhau |
| 402 | \`Insufficient credits\` (không có trong tài liệu, nhưng có thật) | nạp thêm; trước đó mọi lần đặt đều hỏng. Các câu hỏi miễn phí vẫn qua, nên chỉ một lần đặt thành công mới cho thấy đã ổn |
| 403 | một đối tượng JSON | gói của bạn không có endpoint hay mô hình này, hoặc liên kết ảnh đã hết hạn; khóa vẫn tốt |
| 403 | dạng khác: HTML, \`error code: 1010\` | tường lửa: chưa có gì được nhận và khóa vẫn tốt, nhưng địa chỉ của bạn bị phạt khoảng mười phút. Hãy gửi một câu hỏi miễn phí: nếu cũng bị chặn thì ngừng gửi đến lúc đó; nếu không thì lỗi nằm ở chính yêu cầu này |
| 404 | không được nêu | danh sách, endpoint đã ngừng, hoặc tác vụ không tồn tại; hãy hỏi lại tác vụ trong mười phút trước khi bỏ |
| 429 | \`Too many requests\`, đôi khi có \`Retry-After\` (giây hoặc ngày giờ) | chờ rồi gửi lại: chưa có gì được tạo |
| 500 | \`Internal Server Error\` | sau POST: tác vụ có thể đã tồn tại, đừng gửi lại; sau GET: hỏi lại |
| 503 | \`Service Unavailable. Please try again later.\` | dạng JSON: nghỉ một lát rồi gửi lại; dạng HTML: xử lý như 500 |

${bodies}

Dạng thứ nhất là thứ dịch vụ thật từng gửi, dạng thứ hai nằm trong tài liệu: hãy đọc \`problem ?? body\` và \`field ?? name\`.
Lỗi cũng có thể là HTML: hãy xem content type trước khi phân tích.`,
  },
};

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

const blocks = exampleBlocks(writtenExample('store-a-result'));

export const storeAResult: Chapter = {
  id: 'store-a-result',
  title: { en: 'From a prompt to a link that stays', vi: 'Từ lời mô tả đến liên kết bền' },
  text: {
    en: `The whole way: make a picture, download it while its link lives, upload it to the file service, print the link to keep.
The task’s id serves as the id of the upload: whoever repeats the last step stores the same picture under the same id.

${blocks}`,
    vi: `Trọn đường đi: tạo ảnh, tải về khi liên kết còn sống, tải lên dịch vụ tệp, in ra liên kết để lưu.
Id của tác vụ được dùng làm id khi tải lên: nếu phải làm lại bước cuối, ảnh vẫn nằm dưới cùng một id.

${blocks}`,
  },
};
