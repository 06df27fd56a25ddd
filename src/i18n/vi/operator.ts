import type { OperatorTexts } from '../operator-texts.ts';
import { alerts } from './alerts.ts';
import { number } from './format.ts';

export const operator: OperatorTexts = {
  otherServer:
    'Người vận hành chỉ cho bot này hoạt động ở một số máy chủ được chọn, và đây không phải là một trong số đó. Hãy nhờ họ cho phép máy chủ này; ảnh đang làm dở vẫn sẽ được giao.',
  userInstall:
    'Người vận hành chỉ cho dùng bot này ở nơi bot đã được thêm vào. Hãy dùng nó trong một máy chủ như vậy, hoặc nhờ người điều hành thêm bot vào đây. Các nút **Nhận kết quả**, **Chia sẻ** và **Xóa** ở ảnh cũ của bạn vẫn dùng được.',
  alerts,
  expired: {
    pressed:
      'Ảnh này đã hết hạn: ảnh chỉ được lưu ở đây trong một thời gian. Hãy bấm **Tạo thêm** để tạo ảnh mới, hoặc đính kèm bản mà Discord còn hiện.',
    picked: (option) =>
      `${option}: ảnh này đã hết hạn và không còn được lưu. Hãy chọn một ảnh mới hơn, hoặc đính kèm bản mà Discord còn hiện.`,
    shown: (expired) =>
      `${number(expired)} ảnh đã hết hạn: ảnh chỉ được lưu trong một thời gian. Nút **Tạo thêm** sẽ tạo ảnh mới.`,
    listed: (expired) => `${number(expired)} ảnh đã hết hạn: hãy tạo lại bằng **/xem** rồi **Tạo thêm**.`,
  },
  welcome: (dailyCredits, concurrentJobs) =>
    [
      '**Xin chào! Mình tạo và chỉnh sửa ảnh.** Hãy gõ **/vẽ** cùng vài lời mô tả, hoặc bấm chuột phải vào một tin nhắn có ảnh rồi chọn *Ứng dụng*.',
      `- Mỗi thành viên được dùng ${number(dailyCredits)} điểm một ngày và có ${number(concurrentJobs)} yêu cầu chạy cùng lúc.`,
      '- Người điều hành đổi các mức này bằng **/giới\\_hạn đặt**; **/cài\\_đặt** dùng để đặt ngôn ngữ, vai trò điều hành và nhiều thứ khác.',
      '- **/trợ\\_giúp** liệt kê những gì mình làm được và giá của chúng.',
    ].join('\n'),
};
