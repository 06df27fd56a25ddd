import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Drawn, h } from './element.ts';
import { costs, viewed } from './state.ts';

/** A dialog as the browser has it: focus stays inside, Escape closes, and goes back to where it came from. */
export function Dialog(props: {
  readonly name: string;
  readonly kind: string;
  readonly close: () => void;
  readonly children?: Drawn;
}): Drawn {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { activeElement } = document;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // while it is open nothing behind it takes the focus
      shown?.close();
      if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
    };
  }, []);
  const onCancel = (event: Event) => {
    event.preventDefault();
    props.close();
  };
  const onClick = (event: Event) => {
    if (event.target === event.currentTarget) props.close();
  };
  return h(
    'dialog',
    { ref: dialog, class: props.kind, 'aria-label': props.name, onCancel, onClick },
    h('div', { class: 'dialog-inside' }, props.children),
  );
}

/** The picture alone, as large as there is room. */
export function Viewer(props: { readonly fileUrl: (url: string) => string }): Drawn {
  const shown = viewed.value;
  if (!shown) return undefined;
  const close = () => {
    viewed.value = undefined;
  };
  const url = props.fileUrl(shown.url);
  return h(Dialog, { name: 'Picture', kind: 'viewer', close }, [
    h('img', { src: url, alt: shown.alt }),
    h('div', { class: 'viewer-bar' }, [
      h('p', {}, shown.alt),
      h('a', { class: 'button secondary', href: `${url}&save`, download: '' }, 'Download'),
      h('a', { class: 'button secondary', href: url, target: '_blank', rel: 'noopener' }, 'Open original'),
      h('button', { type: 'button', class: 'button secondary', onClick: close }, 'Close'),
    ]),
  ]);
}

/** Asked once a sitting, before the first thing that a real API could be paid for. */
export function Costs(): Drawn {
  const asked = costs.value;
  if (!asked) return undefined;
  const providers = asked.providers.join(' and ');
  return h(Dialog, { name: 'This costs money', kind: 'costs', close: () => asked.answer(false) }, [
    h('h2', {}, 'This costs money'),
    h('p', {}, `What you order is made by the real API of ${providers}, and paid for with your key.`),
    h(
      'p',
      { class: 'quiet' },
      'No API tells its prices: cards say the credits that the bot reckons with. You are asked once.',
    ),
    h('div', { class: 'dialog-buttons' }, [
      h('button', { type: 'button', class: 'button secondary', onClick: () => asked.answer(false) }, 'Cancel'),
      h('button', { type: 'button', class: 'button primary', onClick: () => asked.answer(true) }, 'Go on, I pay'),
    ]),
  ]);
}
