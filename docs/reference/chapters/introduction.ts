import type { Localized } from '../../../src/core/language.ts';

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
