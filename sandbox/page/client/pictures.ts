import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type JsonObject, numberOf, objectOf, textOf } from '../../discord/json.ts';
import { type Drawn, h } from './element.ts';

interface PictureContext {
  fileUrl(url: string): string;
  view(url: string, alt: string): void;
}

interface PictureParts extends PictureContext {
  readonly url: string;
  readonly alt: string;
  readonly isSpoiler: boolean;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

function Picture({ url, alt, isSpoiler, width, height, fileUrl, view }: PictureParts): Drawn {
  const isHidden = useMemo(() => signal(isSpoiler), [isSpoiler]);
  const isGone = useMemo(() => signal(false), [url]);
  if (isGone.value)
    return h(
      'p',
      { class: 'picture gone' },
      alt === '' ? 'This picture is not there any more.' : `Not there any more: ${alt}`,
    );
  const open = () => {
    if (isHidden.value) isHidden.value = false;
    else view(url, alt);
  };
  const lost = () => {
    isGone.value = true;
  };
  const size = width && height ? { width, height } : {};
  return h('figure', { class: isHidden.value ? 'picture hidden' : 'picture' }, [
    h('img', { src: fileUrl(url), alt, decoding: 'async', onClick: open, onError: lost, ...size }),
    h(
      'button',
      { type: 'button', class: 'open-picture', onClick: open },
      isHidden.value ? 'Spoiler: show the picture' : 'Open picture',
    ),
  ]);
}

/** An item of a gallery, or a thumbnail: both have `media`, `description`, `spoiler`. */
export function pictureView(item: JsonObject, context: PictureContext): Drawn {
  const media = objectOf(item, 'media') ?? {};
  return h(Picture, {
    url: textOf(media, 'url') ?? '',
    alt: textOf(item, 'description') ?? '',
    isSpoiler: item['spoiler'] === true,
    width: numberOf(media, 'width'),
    height: numberOf(media, 'height'),
    fileUrl: context.fileUrl,
    view: context.view,
  });
}
