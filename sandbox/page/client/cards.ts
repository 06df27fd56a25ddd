import { computed, signal } from '@preact/signals';
import { render } from 'preact';
import { COMPONENT } from '../../discord/components.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../../discord/json.ts';
import { componentView, type ViewContext } from './components.ts';
import { Viewer } from './dialogs.ts';
import { type Drawn, h } from './element.ts';
import { fieldRow } from './form.ts';
import { ShownJson } from './shown-json.ts';
import { enter, isOpen, shownJson, viewed } from './state.ts';

interface Group {
  readonly key: string;
  readonly name: string;
  readonly cards: readonly Card[];
}
interface Card {
  readonly key: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** A little after everything in the samples happened. */
const NOW = 1_790_000_120_000;
const PEOPLE: Readonly<Record<string, string>> = {
  '1100000000000000009': 'Ann',
  '1100000000000000008': 'Mo',
  '1100000000000000005': 'Bình',
};

const query = new URLSearchParams(location.search);
/** What the address says of how the cards are looked at, by its names. */
const choices = {
  language: signal(query.get('language') === 'vi' ? 'vi' : 'en'),
  width: signal(query.get('width') === 'phone' ? 'phone' : 'desktop'),
  colors: signal(query.get('colors') ?? 'light dark'),
};
const wanted = signal('');
const groups = signal<readonly Group[]>([]);
const found = computed(() => {
  const words = wanted.value.toLowerCase().trim();
  return groups.value.flatMap((group) => {
    const cards = group.cards.filter(
      ({ name, body }) => words === '' || `${group.name} ${name} ${JSON.stringify(body)}`.toLowerCase().includes(words),
    );
    return cards.length > 0 ? [{ ...group, cards }] : [];
  });
});

const context: ViewContext = {
  names: {
    user: (id) => PEOPLE[id] ?? 'somebody',
    role: () => 'artists',
    channel: () => 'pictures',
    now: () => NOW,
    locale: () => choices.language.value,
    startCommand: () => undefined,
  },
  fileUrl: (url) => `/sample/${encodeURIComponent(url.split('/').at(-1) ?? '')}`,
  view: (url, alt) => {
    viewed.value = { url, alt };
  },
  press: () => undefined,
  choosable: (type) =>
    type === COMPONENT.channelSelect ? [{ value: '1', label: '#pictures' }] : [{ value: '1', label: 'Ann' }],
};

/** As an address says it. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

async function load(): Promise<void> {
  const told: unknown = await (await fetch(`/cards.json?language=${choices.language.value}`)).json();
  const all = (isObject(told) && objectOf(told, 'groups')) || {};
  groups.value = Object.keys(all).map((name) => ({
    key: keyOf(name),
    name,
    cards: objectsOf(all, name).map((card) => {
      const own = textOf(card, 'name') ?? '';
      return { key: keyOf(`${name} ${own}`), name: own, body: objectOf(card, 'body') ?? {} };
    }),
  }));
}

/** The address says what is seen, so that it can be handed on. */
function remember(): void {
  const said = new URLSearchParams(Object.entries(choices).map(([name, { value }]) => [name, value]));
  history.replaceState(null, '', `${location.pathname}?${said}${location.hash}`);
  document.documentElement.style.colorScheme = choices.colors.value;
}

function choice(label: string, name: keyof typeof choices, options: Readonly<Record<string, string>>): Drawn {
  const onChange = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    choices[name].value = event.currentTarget.value;
    remember();
    if (name === 'language') void load();
  };
  return h('label', {}, [
    label,
    h(
      'select',
      { value: choices[name].value, onChange },
      Object.entries(options).map(([each, shown]) => h('option', { value: each }, shown)),
    ),
  ]);
}

function messageSample({ body }: Card): Drawn {
  return h('div', { class: 'sample-message' }, [
    h('span', { class: 'avatar bot', 'aria-hidden': true }),
    h('div', { class: 'message-inside' }, [
      h('p', {}, [h('span', { class: 'author' }, 'Darkroom'), ' ', h('span', { class: 'tag' }, 'APP')]),
      ...objectsOf(body, 'components').map((component) => componentView(component, context)),
    ]),
  ]);
}

/** As it stands over the page, without what would send it. */
function formSample({ key, body }: Card): Drawn {
  return h('div', { class: 'sample-form' }, [
    h('p', { class: 'sample-title' }, textOf(body, 'title')),
    ...objectsOf(body, 'components').map((row) => fieldRow(row, key)),
    h('div', { class: 'dialog-buttons' }, [
      h('button', { type: 'button', class: 'button secondary' }, 'Cancel'),
      h('button', { type: 'button', class: 'button primary' }, 'Submit'),
    ]),
  ]);
}

function sample(card: Card): Drawn {
  const id = `card=${card.key}`;
  return h('article', { key: card.key, class: 'sample', id, 'aria-label': card.name, tabIndex: -1 }, [
    h('header', {}, [
      h('h3', {}, h('a', { href: `#${id}`, title: 'Address of this card' }, card.name)),
      h(
        'button',
        {
          type: 'button',
          class: 'text-button',
          'aria-label': `JSON of ${card.name}`,
          onClick: () => {
            const untold = { to: undefined, ms: undefined, status: undefined, answer: undefined };
            shownJson.value = [{ title: card.name, at: NOW, asked: card.body, ...untold }];
          },
        },
        'JSON',
      ),
    ]),
    card.body['title'] === undefined ? messageSample(card) : formSample(card),
  ]);
}

function Contents(): Drawn {
  const onInput = (event: Event) => {
    if (event.currentTarget instanceof HTMLInputElement) wanted.value = event.currentTarget.value;
  };
  return h('aside', { class: 'contents' }, [
    h('h1', {}, 'Every card'),
    h('p', { class: 'quiet' }, 'What the bot can send, in every state.'),
    h('div', { class: 'looks' }, [
      choice('Language', 'language', { en: 'English', vi: 'Tiếng Việt' }),
      choice('Width', 'width', { desktop: 'Desktop', phone: 'Phone' }),
      choice('Colors', 'colors', { 'light dark': 'As the system', light: 'Light', dark: 'Dark' }),
      h('label', {}, ['Find', h('input', { type: 'search', onInput, placeholder: 'quota, Upscale, …' })]),
    ]),
    h('nav', { 'aria-label': 'Groups' }, [
      h(
        'ul',
        {},
        found.value.map(({ key, name, cards }) =>
          h(
            'li',
            {},
            h('a', { href: `#group=${key}` }, [name, ' ', h('span', { class: 'quiet' }, String(cards.length))]),
          ),
        ),
      ),
    ]),
    h('a', { href: '/' }, 'To the sandbox'),
  ]);
}

function Cards(): Drawn {
  return h('div', { class: choices.width.value === 'phone' ? 'all-cards narrow' : 'all-cards' }, [
    h(Contents, {}),
    h('main', { class: 'samples', tabIndex: 0, 'aria-label': 'Cards', lang: choices.language.value }, [
      ...found.value.map(({ key, name, cards }) =>
        h('section', { key, id: `group=${key}`, 'aria-label': name }, [
          h('h2', {}, [name, ' ', h('span', { class: 'quiet' }, String(cards.length))]),
          h('div', { class: 'samples-of' }, cards.map(sample)),
        ]),
      ),
      found.value.length === 0 && groups.value.length > 0
        ? h('p', { class: 'quiet' }, 'No card has these words.')
        : undefined,
    ]),
    h(Viewer, { fileUrl: context.fileUrl }),
    h(ShownJson, {}),
  ]);
}

/** To what the address names: at once, and again when the pictures above it have taken their room. */
async function show(): Promise<void> {
  await new Promise(requestAnimationFrame);
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  named?.focus();
  named?.scrollIntoView();
  await Promise.allSettled([...document.images].map((image) => image.decode()));
  if (document.activeElement === named) named?.scrollIntoView();
}

async function open(): Promise<void> {
  const root = document.querySelector('#page');
  if (!root || !(await enter()) || !(await isOpen())) {
    root?.append('Open the address that the sandbox printed first.');
    return;
  }
  remember();
  render(h(Cards, {}), root);
  await load();
  addEventListener('hashchange', () => void show());
  await show();
}

void open();
