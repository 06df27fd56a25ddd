import type { Endpoint } from '../description.ts';
import { writtenExample } from '../examples.ts';

export const upload: Endpoint = {
  title: 'Upload',
  method: 'POST',
  path: '/api/v1/file/uploads',
  encoding: 'multipart',
  answers: 'at-once',
  about: {
    en: 'Stores one picture under an id of yours and answers with the link to keep.',
    vi: 'Lưu một ảnh dưới id do bạn chọn và trả về liên kết để lưu lại.',
  },
  parameters: [
    {
      name: 'id',
      kind: 'text',
      isRequired: true,
      about: {
        en: 'A new UUID. Keep it: it is what deletes the picture',
        vi: 'Một UUID mới. Hãy giữ lại: cần nó để xóa ảnh',
      },
    },
    {
      name: 'image',
      kind: 'file',
      isRequired: true,
      about: {
        en: 'The picture as a file, with a name and its true type (JPG, PNG, GIF, WebP)',
        vi: 'Ảnh dạng tệp, có tên và đúng kiểu (JPG, PNG, GIF, WebP)',
      },
    },
  ],
  notes: [
    {
      en: 'The request needs no key. Take every stored picture for public, and choose ids that nobody can guess.',
      vi: 'Không cần khóa. Hãy coi mọi ảnh đã lưu là công khai, và chọn id không ai đoán được.',
    },
    {
      en: 'The host may sleep: the first answer can take a minute. Wait 90 seconds, then send once more **with the same id**.',
      vi: 'Máy chủ có thể đang ngủ: câu trả lời đầu tiên có khi mất một phút. Hãy chờ 90 giây, rồi gửi lại một lần **với cùng id**.',
    },
    {
      en: 'The largest size is not documented; other clients stop at 5 or 10 MB. Take 413 for “too large”.',
      vi: 'Dung lượng tối đa không được nêu; các ứng dụng khác dừng ở 5 hoặc 10 MB. Hãy hiểu 413 là “quá lớn”.',
    },
    {
      en: 'How long pictures are kept is not documented, and links lead to another host. Check that it is one you expect before you show it.',
      vi: 'Thời gian lưu ảnh không được nêu, và liên kết dẫn tới máy chủ khác. Hãy kiểm tra đúng máy chủ mong đợi trước khi hiển thị.',
    },
  ],
  answer: {
    code: 1000,
    message: 'Upload successful',
    result: { image: 'https://res.cloudinary.com/example/image/upload/v1/046b6c7f-0b8a-43b9-b35d-6489e6daee91.png' },
  },
  example: writtenExample('upload'),
};

export const remove: Endpoint = {
  title: 'Delete',
  method: 'DELETE',
  path: '/api/v1/file/delete/{id}',
  encoding: 'none',
  answers: 'at-once',
  about: { en: 'Deletes the picture that was stored under an id.', vi: 'Xóa ảnh đã lưu dưới một id.' },
  parameters: [],
  notes: [
    {
      en: 'Needs no key either: whoever knows the id can delete. A 404 means that it is gone already.',
      vi: 'Cũng không cần khóa: ai biết id đều xóa được. 404 nghĩa là ảnh đã không còn.',
    },
    {
      en: 'This call is known from other clients only, not from a document.',
      vi: 'Lời gọi này chỉ biết được qua các ứng dụng khác, không có trong tài liệu.',
    },
  ],
  answer: { code: 1000, message: 'Delete successful' },
  example: writtenExample('delete'),
};
