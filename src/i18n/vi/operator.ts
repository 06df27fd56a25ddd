import type { OperatorTexts } from '../operator-texts.ts';

export const operator: OperatorTexts = {
  otherServer:
    'Người vận hành chỉ cho bot này hoạt động ở một số máy chủ được chọn, và đây không phải là một trong số đó. Hãy nhờ họ cho phép máy chủ này; ảnh đang làm dở vẫn sẽ được giao.',
  userInstall:
    'Người vận hành chỉ cho dùng bot này ở nơi bot đã được thêm vào. Hãy dùng nó trong một máy chủ như vậy, hoặc nhờ người kiểm duyệt thêm bot vào đây. Các nút **Nhận kết quả**, **Chia sẻ** và **Xóa** ở ảnh cũ của bạn vẫn dùng được.',
};
