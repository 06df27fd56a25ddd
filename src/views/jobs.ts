import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { formatCustomId, PING_ID } from '../core/custom-ids.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { JobsPage, OpenPost, OpenStatus } from '../core/pages.ts';
import { type PingWish, pingWishes } from '../core/settings.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { ACCENT, entryText, pageButton, pageTitle, turningButtons } from './page.ts';

/** Shows when the member is called now, and takes another wish. */
function pingMenu(present: PingWish, language: Language): APIComponentInContainer[] {
  const { about, choices } = textsFor(language).ping;
  const options = pingWishes.map((wish) => ({ label: choices[wish], value: wish, default: wish === present }));
  const menu = { type: ComponentType.StringSelect as const, custom_id: PING_ID, options };
  return [textDisplay(`-# ${about}`), { type: ComponentType.ActionRow, components: [menu] }];
}

const SEPARATOR = ' · ';

/** What a member has in the works. Refresh comes first: by it a click on Cancel finds the page that it was made on. */
export function renderJobs(page: JobsPage, language: Language): MessageBody {
  const { jobs, refresh } = textsFor(language).pages;
  const isEmpty = page.posts.length === 0;
  const components: APIComponentInContainer[] = [
    textDisplay(isEmpty ? jobs.none : pageTitle(jobs.title(page.total), page, language)),
    ...page.posts.map((post) => entry(post, language)),
    ...(isEmpty ? [] : [textDisplay(`-# ${jobs.hint}`)]),
    ...rows([pageButton('jobs', Math.max(1, page.page), refresh), ...turningButtons('jobs', page, language)]),
    ...pingMenu(page.ping, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function entry(post: OpenPost, language: Language): APIComponentInContainer {
  const text = textDisplay(entryText(post, statusText(post.status, language), [], language));
  if (!post.mayCancel) return text;
  return {
    type: ComponentType.Section,
    components: [text],
    accessory: {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: textsFor(language).buttons.cancel,
      custom_id: formatCustomId({ action: 'cancel', subject: post.jobId, n: 1 }),
    },
  };
}

function statusText(status: OpenStatus, language: Language): string {
  const { card, pages } = textsFor(language);
  switch (status.kind) {
    case 'queued':
      return card.queued(status.ahead);
    case 'working': {
      const { ready, total, since, expectedAt } = status;
      const when =
        expectedAt === undefined ? pages.jobs.since(relativeTime(since)) : card.expected(relativeTime(expectedAt));
      return [card.working, ...(total > 1 ? [card.ready(ready, total)] : []), when].join(SEPARATOR);
    }
    case 'delivering':
      return pages.jobs.delivering;
    default:
      return unreachable(status);
  }
}
