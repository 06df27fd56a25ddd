import { computed, effect, signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChannelView } from '../protocol.ts';
import { attachDropped, Composer, startCommand } from './composer.ts';
import { Costs, Viewer } from './dialogs.ts';
import { botState, Drawer } from './drawer.ts';
import { type Drawn, h } from './element.ts';
import { Form } from './form.ts';
import { Message } from './message.ts';
import { ShownJson } from './shown-json.ts';
import {
  areChannelsOpen,
  channel,
  fileUrl,
  hasOlder,
  isConnected,
  isDrawerOpen,
  loadOlder,
  messages,
  openChannel,
  person,
  speakAs,
  world,
} from './state.ts';

const GLYPHS = { text: '#', nsfw: '#', thread: '↳', direct: '@' } as const;
const NEAR_END = 120;
const NEAR_START = 300;
const QUIET_MS = 4000;

const hasCommanded = computed(() =>
  world.value.messages.some(({ payload }) => payload['interaction_metadata'] != null),
);
const FADE_MS = 700;
/** It goes for good once somebody knows how: at once where that was so before, else slowly. */
const hint = signal<'unknown' | 'shown' | 'fading' | 'gone'>('unknown');
effect(() => {
  if (world.value.person === '') return;
  if (!hasCommanded.value) {
    if (hint.peek() === 'unknown') hint.value = 'shown';
  } else if (hint.peek() === 'unknown') hint.value = 'gone';
  else if (hint.peek() === 'shown') {
    hint.value = 'fading';
    setTimeout(() => {
      hint.value = 'gone';
    }, FADE_MS);
  }
});
/** How much was there when a channel was last looked at. */
const seen = signal<Readonly<Record<string, number>>>({});
const countIn = (id: string) => world.value.messages.filter(({ channelId }) => channelId === id).length;
effect(() => {
  const id = channel.value?.id;
  if (id === undefined || seen.peek()[id] === countIn(id)) return;
  seen.value = { ...seen.peek(), [id]: countIn(id) };
});

function channelLink(each: ChannelView): Drawn {
  const isHere = each.id === channel.value?.id;
  const isUnread = !isHere && countIn(each.id) > (seen.value[each.id] ?? 0);
  const onClick = (event: Event) => {
    event.preventDefault();
    openChannel(each.id);
  };
  return h(
    'a',
    {
      href: `#${each.id}`,
      class: `channel ${each.kind}${isHere ? ' here' : ''}${isUnread ? ' unread' : ''}`,
      onClick,
      ...(isHere ? { 'aria-current': 'page' as const } : {}),
    },
    [h('span', { class: 'glyph', 'aria-hidden': true }, GLYPHS[each.kind]), each.name],
  );
}

function Channels(): Drawn {
  const { channels } = world.value;
  const places = [...Map.groupBy(channels, ({ place }) => place)];
  return h('nav', { class: areChannelsOpen.value ? 'channels open' : 'channels', 'aria-label': 'Channels' }, [
    h('div', { class: 'brand' }, [
      h('span', { class: 'avatar bot', 'aria-hidden': true }),
      h('div', {}, [h('strong', {}, 'Darkroom'), h('span', { class: 'quiet' }, 'sandbox')]),
    ]),
    ...places.map(([place, inside]) => h('div', { class: 'place' }, [h('h2', {}, place), ...inside.map(channelLink)])),
    h('div', { class: 'me' }, h(SpeakAs, {})),
  ]);
}

function SpeakAs(): Drawn {
  const onChange = (event: Event) => {
    if (event.currentTarget instanceof HTMLSelectElement) speakAs(event.currentTarget.value);
  };
  return h('label', { class: 'speak-as' }, [
    h('span', { class: 'quiet' }, 'Speak as'),
    h(
      'select',
      { value: world.value.person, onChange, 'aria-label': 'Speak as' },
      world.value.people.map(({ id, name, role }) => h('option', { value: id }, `${name} · ${role}`)),
    ),
  ]);
}

function Hint(): Drawn {
  if (hint.value !== 'shown' && hint.value !== 'fading') return undefined;
  const { providers } = world.value.real;
  return h('div', { class: hint.value === 'fading' ? 'hint fading' : 'hint', 'aria-hidden': hint.value === 'fading' }, [
    h('span', { class: 'avatar bot', 'aria-hidden': true }),
    h('h2', {}, 'Make your first picture'),
    h('p', {}, [
      'Type ',
      h('button', { type: 'button', class: 'mention', onClick: () => startCommand('imagine') }, '/imagine'),
      ' and describe a picture.',
    ]),
    h(
      'p',
      { class: 'quiet' },
      providers.length > 0
        ? `Pictures are made by the real API of ${providers.join(' and ')}, and paid for.`
        : 'Everything here is on this machine: no account, no key, nothing to pay.',
    ),
  ]);
}

function Log(): Drawn {
  const list = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  const shown = useRef('');
  const toEnd = () => {
    if (list.current && wasAtEnd.current) list.current.scrollTop = list.current.scrollHeight;
  };
  const first = messages.value[0]?.id;
  const before = useRef({ first, height: 0 });
  useLayoutEffect(() => {
    const id = channel.value?.id ?? '';
    const isSame = shown.current === id;
    if (!isSame) wasAtEnd.current = true;
    shown.current = id;
    const { current } = list;
    const { first: firstBefore, height } = before.current;
    // older ones came above: whoever reads stays where they were
    if (current && isSame && firstBefore !== first && !wasAtEnd.current)
      current.scrollTop += current.scrollHeight - height;
    before.current = { first, height: current?.scrollHeight ?? 0 };
    toEnd();
  });
  const onScroll = () => {
    const { current } = list;
    if (!current) return;
    wasAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END;
    if (current.scrollTop < NEAR_START && !wasAtEnd.current) void loadOlder();
  };
  return h(
    'div',
    {
      class: 'messages',
      role: 'log',
      'aria-live': 'off',
      'aria-label': `Messages in #${channel.value?.name ?? ''}`,
      tabIndex: 0,
      ref: list,
      onScroll,
      onLoadCapture: toEnd,
    },
    [
      h(Hint, {}),
      hasOlder()
        ? h(
            'button',
            { type: 'button', class: 'text-button older', onClick: () => void loadOlder() },
            'Show earlier messages',
          )
        : undefined,
      ...messages.value.map((message) => h(Message, { key: message.id, message })),
    ],
  );
}

/** What a reader of screens is told: the newest alone, and not at every edit. */
const told = signal('');
let waiting: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const newest = messages.value.at(-1);
  if (!newest || waiting !== undefined) return;
  waiting = setTimeout(() => {
    waiting = undefined;
    const last = [...document.querySelectorAll('article .markdown')].at(-1)?.textContent ?? '';
    told.value = last.slice(0, 200);
  }, QUIET_MS);
});

export function App(): Drawn {
  const place = channel.value;
  const toggleDrawer = () => {
    isDrawerOpen.value = !isDrawerOpen.value;
  };
  const toggleChannels = () => {
    areChannelsOpen.value = !areChannelsOpen.value;
  };
  return h('div', { class: isDrawerOpen.value ? 'app with-drawer' : 'app' }, [
    h(Channels, {}),
    h('main', { onDrop: attachDropped, onDragOver: (event: Event) => event.preventDefault() }, [
      h('header', { class: 'top' }, [
        h(
          'button',
          {
            type: 'button',
            class: 'menu-button',
            'aria-label': 'Show channels',
            'aria-expanded': areChannelsOpen.value,
            onClick: toggleChannels,
          },
          '☰',
        ),
        h('h1', {}, [
          h('span', { class: 'glyph', 'aria-hidden': true }, place ? GLYPHS[place.kind] : ''),
          place?.name ?? 'Darkroom',
        ]),
        world.value.real.providers.length > 0
          ? h('span', { class: 'top-real' }, `real ${world.value.real.providers.join(', ')}`)
          : undefined,
        h('span', { class: 'top-state', role: 'status' }, isConnected.value ? ['Bot ', botState()] : 'Connecting…'),
        h('span', { class: 'top-person quiet' }, person.value ? `as ${person.value.name}` : ''),
        h(
          'button',
          { type: 'button', class: 'button secondary', 'aria-expanded': isDrawerOpen.value, onClick: toggleDrawer },
          'Controls',
        ),
      ]),
      h(Log, {}),
      h(Composer, {}),
      h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' }, told.value),
    ]),
    h(Drawer, {}),
    h(Form, {}),
    h(Viewer, { fileUrl }),
    h(ShownJson, {}),
    h(Costs, {}),
  ]);
}
