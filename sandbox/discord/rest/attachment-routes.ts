import { listOf } from '../json.ts';
import { invalidForm } from '../refusal.ts';
import { bodyOf, done, type Route, type Services } from './route.ts';

export function attachmentRoutes({ cdn }: Services): readonly Route[] {
  return [
    {
      method: 'POST',
      template: '/attachments/refresh-urls',
      handle(request) {
        const urls = listOf(bodyOf(request), 'attachment_urls').map(String);
        if (urls.length < 1 || urls.length > 50) {
          throw invalidForm('attachment_urls', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 50 in length.');
        }
        const refreshed = urls.map((original) => {
          const attachment = cdn.named(original);
          return { original, refreshed: attachment ? cdn.url(attachment) : original };
        });
        return done({ refreshed_urls: refreshed });
      },
    },
  ];
}
