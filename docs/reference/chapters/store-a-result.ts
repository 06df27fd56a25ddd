import { writtenExample } from '../examples/written.ts';
import { exampleBlocks } from '../markdown/example-blocks.ts';
import type { Chapter } from './chapter.ts';

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
