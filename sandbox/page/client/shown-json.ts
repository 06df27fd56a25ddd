import { useSignal } from '@preact/signals';
import type { ShownPart } from '../protocol.ts';
import { Dialog } from './dialogs.ts';
import { type Drawn, h } from './element.ts';
import { shownJson } from './state.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function half(name: string, value: unknown): Drawn {
  if (value === undefined || value === '') return undefined;
  return h('div', {}, [h('h4', {}, name), h('pre', { tabIndex: 0 }, text(value))]);
}

/** What was asked, what was answered, and how long that took. */
function part({ title, to, at, ms, status, asked, answer }: ShownPart, index: number): Drawn {
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(at);
  const isBad = status !== undefined && (status === 0 || status >= 400);
  return h('details', { open: index === 0 }, [
    h('summary', {}, [
      h('span', { class: 'entry-title' }, title),
      h('span', { class: 'quiet' }, [to ?? '', ' ', time, ms === undefined ? '' : ` · ${Math.round(ms)} ms`]),
      status === undefined
        ? undefined
        : h('span', { class: isBad ? 'status bad' : 'status' }, status === 0 ? 'cut' : String(status)),
    ]),
    half(answer === undefined ? 'JSON' : 'Asked', asked),
    half('Answered', answer),
  ]);
}

/** A message, or a request, as it is: the first part is what was asked for, the others belong to it. */
export function ShownJson(): Drawn {
  const isCopied = useSignal(false);
  const shown = shownJson.value;
  if (!shown) return undefined;
  const close = () => {
    shownJson.value = undefined;
    isCopied.value = false;
  };
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(shown, null, 2));
    isCopied.value = true;
  };
  return h(Dialog, { name: 'JSON', kind: 'json', close }, [
    h('h2', {}, 'JSON'),
    h('div', { class: 'parts' }, shown.map(part)),
    h('div', { class: 'dialog-buttons' }, [
      h('span', { class: 'quiet', role: 'status' }, isCopied.value ? 'Copied.' : ''),
      h('button', { type: 'button', class: 'button secondary', onClick: () => void copy() }, 'Copy'),
      h('button', { type: 'button', class: 'button primary', onClick: close }, 'Close'),
    ]),
  ]);
}
