import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { type Drawn, h } from './element.ts';

export interface Choosable {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

/** Its name, and below it in small print what it is. */
const choiceView = ({ label, description }: Choosable): Drawn => [
  h('span', {}, label),
  description === undefined
    ? undefined
    : h('span', { class: 'description' }, [h('span', { class: 'apart' }, ' — '), description]),
];

/** What stands in a `<select>` of the browser, some of which show it as plain text. */
export const nativeOptions = (
  placeholder: Drawn,
  options: readonly Choosable[],
  chosen: readonly string[],
): readonly Drawn[] => [
  // the browser makes no button of it: the select is pressed
  h('button', { type: 'button', 'aria-hidden': true, tabIndex: -1 }, h('selectedcontent', { class: 'select-shown' })),
  placeholder,
  ...options.map((option) =>
    h('option', { value: option.value, selected: chosen.includes(option.value) }, choiceView(option)),
  ),
];

interface ComboboxProps {
  /** Its accessible name, and what stands in it while nothing is chosen. */
  readonly name: string;
  readonly options: readonly Choosable[];
  readonly chosen: readonly string[];
  readonly least: number;
  readonly most: number;
  readonly isDisabled: boolean;
  /** In a form: the field under which the values are sent; `id` is what a label names. */
  readonly field?: { readonly name: string; readonly id: string };
  /** Of a message: once the list is closed, and something was chosen. */
  readonly onChosen?: (values: readonly string[]) => void;
}

/** A list from which one or several are chosen, by mouse and by keyboard. */
export function Combobox({ name, options, chosen, least, most, isDisabled, field, onChosen }: ComboboxProps): Drawn {
  const isOpen = useSignal(false);
  const picked = useSignal(chosen);
  const active = useSignal(0);
  const whole = useRef<HTMLDivElement>(null);
  const list = useId();

  const before = chosen.join(' ');
  useLayoutEffect(() => {
    picked.value = chosen;
  }, [before]);
  useLayoutEffect(() => {
    if (!isOpen.value) return undefined;
    whole.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
    const away = (event: Event) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) close(true);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [isOpen.value, active.value]);

  function open(): void {
    if (isDisabled) return;
    isOpen.value = true;
    active.value = Math.max(
      0,
      options.findIndex(({ value }) => picked.value.includes(value)),
    );
  }

  function close(isMeant: boolean): void {
    if (!isOpen.value) return;
    isOpen.value = false;
    const now = picked.value;
    const isOther = now.length !== chosen.length || now.some((value) => !chosen.includes(value));
    if (field && isMeant) return;
    // of a message it can be used again and again
    picked.value = chosen;
    if (isMeant && isOther && now.length >= least) onChosen?.(now);
  }

  function pick(value: string): void {
    const had = picked.value.includes(value);
    if (most > 1) {
      if (had) picked.value = picked.value.filter((each) => each !== value);
      else if (picked.value.length < most) picked.value = [...picked.value, value];
    } else if (field) {
      picked.value = had && least === 0 ? [] : [value];
      close(true);
    } else {
      isOpen.value = false;
      onChosen?.(had && least === 0 ? [] : [value]);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = options.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active.value + 1),
      ArrowUp: Math.max(0, active.value - 1),
      Home: 0,
      End: last,
    };
    const step = steps[event.key];
    if (event.key === 'Tab') {
      close(true);
      return;
    }
    if (step !== undefined) {
      if (isOpen.value) active.value = step;
      else open();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const at = options[active.value];
      if (!isOpen.value) open();
      else if (at) pick(at.value);
    } else if (event.key === 'Escape' && isOpen.value) {
      event.stopPropagation();
      close(false);
    } else if (event.key.length === 1) {
      const found = options.findIndex(({ label }) =>
        label.replace(/^#/, '').toLowerCase().startsWith(event.key.toLowerCase()),
      );
      if (found >= 0) active.value = found;
    } else return;
    event.preventDefault();
  }

  const labels = options.filter(({ value }) => picked.value.includes(value)).map(({ label }) => label);
  return h('div', { class: 'combobox', ref: whole }, [
    h(
      'button',
      {
        type: 'button',
        role: 'combobox',
        class: labels.length > 0 ? 'combobox-box' : 'combobox-box empty',
        disabled: isDisabled,
        'aria-label': name,
        'aria-haspopup': 'listbox',
        'aria-expanded': isOpen.value,
        'aria-controls': list,
        onClick: () => (isOpen.value ? close(true) : open()),
        onKeyDown,
        ...(field ? { id: field.id } : {}),
        ...(isOpen.value ? { 'aria-activedescendant': `${list}-${active.value}` } : {}),
      },
      [h('span', {}, labels.length > 0 ? labels.join(', ') : name), h('span', { 'aria-hidden': true }, '▾')],
    ),
    ...(field ? picked.value.map((value) => h('input', { type: 'hidden', name: field.name, value })) : []),
    h(
      'div',
      {
        id: list,
        class: 'combobox-list',
        role: 'listbox',
        'aria-label': name,
        'aria-multiselectable': most > 1,
        hidden: !isOpen.value,
      },
      [
        ...options.map((option, index) => {
          const { value } = option;
          const isPicked = picked.value.includes(value);
          return h(
            'div',
            {
              id: `${list}-${index}`,
              class: index === active.value ? 'active' : '',
              role: 'option',
              'aria-selected': isPicked,
              onMouseDown: (event: Event) => event.preventDefault(),
              onClick: () => pick(value),
            },
            [most > 1 ? h('span', { 'aria-hidden': true }, isPicked ? '☑ ' : '☐ ') : undefined, choiceView(option)],
          );
        }),
      ],
    ),
  ]);
}
