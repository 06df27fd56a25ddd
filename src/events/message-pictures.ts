import { type HostList, isAllowed } from '../core/hosts.ts';
import { isJsonObject } from '../core/json.ts';
import type { PictureInput, PictureOf } from '../core/picture-input.ts';
import { attachmentSchema, type MessagePayload } from './interaction-payload.ts';
import { attachmentPicture, isSpoilerFile } from './raw-input.ts';

/** A picture that somebody's message shows. */
export interface SeenPicture {
  readonly picture: PictureInput;
  /** Where it can be looked at in a message of ours. */
  readonly url: string | undefined;
  readonly isSpoiler: boolean;
  /** The job that made it, where it is ours. */
  readonly parentId: string | undefined;
}

const THUMBNAIL = 11;
const MOST = 10;

/** In attachments, components and embeds, each once, in the order in which they are seen. */
export function picturesIn(message: MessagePayload, linkHosts: HostList): readonly SeenPicture[] {
  const { attachments = [], embeds = [], components = [] } = message;
  const found = [
    ...attachments.flatMap(attached),
    ...components.flatMap((component) => shown(component, linkHosts)),
    ...embeds.flatMap((embed) => embedded(embed, linkHosts)),
  ];
  const byPlace = new Map<string, SeenPicture>();
  for (const each of found) {
    // without the signature, which differs from one mention of the same file to the next
    const [place = ''] = each.url?.split(/[?#]/) ?? [];
    if (!byPlace.has(place)) byPlace.set(place, each);
  }
  return [...byPlace.values()].slice(0, MOST);
}

function attached(value: unknown): SeenPicture[] {
  const file = attachmentSchema.safeParse(value).data;
  const type = file?.content_type ?? '';
  if (!file || !(type.startsWith('image/') || (type === '' && file.width))) return [];
  return [{ picture: attachmentPicture(file), url: file.url, isSpoiler: isSpoilerFile(file), parentId: undefined }];
}

/** Galleries and thumbnails, however deep they lie. */
function shown(component: unknown, hosts: HostList): SeenPicture[] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => shown(each, hosts));
  if (!isJsonObject(component)) return [];
  const { type, media, spoiler, ...rest } = component;
  const isItem = type === THUMBNAIL || (type === undefined && media !== undefined);
  if (isItem) return linked(media, spoiler === true, hosts);
  return Object.values(rest).flatMap((each) => shown(each, hosts));
}

function embedded(embed: unknown, hosts: HostList): SeenPicture[] {
  if (!isJsonObject(embed)) return [];
  const isPictureLink = embed['type'] === 'image';
  return linked(embed['image'] ?? (isPictureLink ? embed['thumbnail'] : undefined), false, hosts);
}

/** By its own address, or by Discord's copy of it, where links may lead there. */
function linked(media: unknown, isSpoiler: boolean, hosts: HostList): SeenPicture[] {
  if (!isJsonObject(media)) return [];
  const type = media['content_type'];
  if (typeof type === 'string' && !type.startsWith('image/')) return [];
  for (const address of [media['url'], media['proxy_url']]) {
    const url = typeof address === 'string' ? URL.parse(address)?.href : undefined;
    if (!url || !isAllowed(hosts, new URL(url))) continue;
    return [{ picture: { kind: 'link', url }, url, isSpoiler, parentId: undefined }];
  }
  return [];
}

/** Where Discord has a result that a message of ours shows; undefined where it does not show it. */
export function originIn(
  { attachments = [] }: Pick<MessagePayload, 'attachments'>,
  { jobId, index }: PictureOf,
): string | undefined {
  const name = new RegExp(`^(?:SPOILER_)?darkroom-${jobId.toLowerCase()}-${index + 1}\\.`);
  return attachments
    .flatMap((each) => attachmentSchema.safeParse(each).data ?? [])
    .find(({ filename }) => name.test(filename))?.url;
}
