import { optional, picture, text } from '../core/fields.ts';

const FROM_LIMIT = 2000;

/** The picture that an operation works on: handed in, or one that exists already. */
export const mainPicture = {
  image: optional(
    picture({
      localNames: { vi: 'ảnh' },
      description: { en: 'The picture to work on', vi: 'Ảnh cần xử lý' },
    }),
  ),
  from: optional(
    text(
      {
        localNames: { vi: 'nguồn' },
        description: {
          en: 'Instead of a file: a recent picture, a job id, or a link',
          vi: 'Thay cho tệp: ảnh gần đây, mã công việc hoặc liên kết',
        },
        suggests: 'pictures',
      },
      FROM_LIMIT,
    ),
  ),
};

export const mainPictureIsNeeded = { isNeeded: true, options: ['image'] } as const;
