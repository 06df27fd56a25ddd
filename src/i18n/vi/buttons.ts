import type { Texts } from '../texts.ts';

export const buttons: Texts['buttons'] = {
  again: 'Tạo thêm',
  vary: 'Biến thể',
  upscale: 'Phóng to',
  rmbg: 'Xóa nền',
  expand: 'Mở rộng',
  relight: 'Chỉnh ánh sáng',
  restyle: 'Đổi phong cách',
  reword: 'Sửa bằng lời',
  prompt: 'Sửa mô tả',
  compare: 'So sánh',
  cancel: 'Hủy',
  retry: 'Thử lại',
  share: 'Chia sẻ',
  delete: 'Xóa',
  report: 'Báo cáo',
  get: 'Nhận kết quả',
};
