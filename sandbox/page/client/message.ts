import { signal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { COMPONENT } from '../../discord/components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../discord/json.ts';
import type { MessageView } from '../protocol.ts';
import { componentView, fileView, type ViewContext } from './components.ts';
import { startCommand } from './composer.ts';
import { type Drawn, h } from './element.ts';
import { markdown, type PageNames } from './markdown-view.ts';
import { pictureView } from './pictures.ts';
import { commands, fileUrl, now, person, press, replyingTo, showJson, troubles, viewed, world } from './state.ts';

const LOADING = 1 << 7;
const MESSAGE_COMMAND = 3;

export const names: PageNames = {
  user: (id) => world.value.people.find((each) => each.id === id)?.name ?? 'somebody',
  role: (id) => world.value.roles.find((each) => each.id === id)?.name ?? 'role',
  channel: (id) => world.value.channels.find((each) => each.id === id)?.name ?? 'a channel',
  now: () => now.value,
  locale: () => person.value?.locale ?? 'en',
  startCommand,
};

const CHOOSABLE: Readonly<Record<number, () => readonly { readonly value: string; readonly label: string }[]>> = {
  [COMPONENT.userSelect]: () => world.value.people.map(({ id, name }) => ({ value: id, label: name })),
  [COMPONENT.mentionableSelect]: () => world.value.people.map(({ id, name }) => ({ value: id, label: name })),
  [COMPONENT.roleSelect]: () => world.value.roles.map(({ id, name }) => ({ value: id, label: name })),
  [COMPONENT.channelSelect]: () =>
    world.value.channels
      .filter(({ kind }) => kind !== 'direct')
      .map(({ id, name }) => ({ value: id, label: `#${name}` })),
};

export const contextFor = (messageId: string): ViewContext => ({
  names,
  fileUrl,
  view: (url, alt) => {
    viewed.value = { url, alt };
  },
  press: (customId, values) =>
    void press(messageId, { kind: 'click', customId, ...(values === undefined ? {} : { values }) }),
  choosable: (type) => CHOOSABLE[type]?.() ?? [],
});

function avatar(name: string, isBot: boolean): Drawn {
  if (isBot) return h('span', { class: 'avatar bot', 'aria-hidden': true });
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return h('span', { class: 'avatar', 'aria-hidden': true, style: { '--hue': String(hue) } }, [...name][0] ?? '?');
}

function embed(entry: JsonObject, context: ViewContext): Drawn {
  const title = textOf(entry, 'title');
  const description = textOf(entry, 'description');
  const image = textOf(objectOf(entry, 'image') ?? {}, 'url');
  return h('div', { class: 'card' }, [
    title === undefined ? undefined : h('p', { class: 'heading heading-3' }, title),
    description === undefined ? undefined : markdown(description, names),
    ...objectsOf(entry, 'fields').map((field) =>
      h('div', {}, [h('strong', {}, textOf(field, 'name')), markdown(textOf(field, 'value') ?? '', names)]),
    ),
    image === undefined ? undefined : pictureView({ media: { url: image } }, context),
  ]);
}

function attachments(payload: JsonObject, context: ViewContext): readonly Drawn[] {
  const inCards = JSON.stringify(payload['components'] ?? []);
  return objectsOf(payload, 'attachments')
    .filter((file) => !inCards.includes(`"${textOf(file, 'id')}"`))
    .map((file) => {
      const url = textOf(file, 'url') ?? '';
      if (!textOf(file, 'content_type')?.startsWith('image/'))
        return fileView(textOf(file, 'filename') ?? 'file', numberOf(file, 'size'), fileUrl(url));
      const { width, height } = file;
      const description = textOf(file, 'description') ?? textOf(file, 'filename');
      return pictureView({ media: { url, width, height }, description }, context);
    });
}

const menuOf = signal<string | undefined>(undefined);
const openMenu = (id: string): void => {
  menuOf.value = id;
};

function Menu({ message }: { readonly message: MessageView }): Drawn {
  const list = useRef<HTMLDivElement>(null);
  const close = () => {
    menuOf.value = undefined;
  };
  useLayoutEffect(() => {
    list.current?.querySelector<HTMLElement>('button:not(.react)')?.focus();
    const away = (event: Event) => {
      if (event.target instanceof Node && !list.current?.parentElement?.contains(event.target)) close();
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, []);
  const item = (name: string, run: () => void) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabIndex: -1,
        onClick: () => {
          close();
          run();
        },
      },
      name,
    );
  const apps = commands.value.filter((command) => command['type'] === MESSAGE_COMMAND);
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    const { activeElement } = document;
    const at = activeElement instanceof HTMLButtonElement ? items.indexOf(activeElement) : -1;
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const step = steps[event.key];
    if (step !== undefined) items.at(step % items.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      list.current?.parentElement?.querySelector<HTMLElement>('.more')?.focus();
    } else return;
    event.preventDefault();
  };
  return h('div', { class: 'menu', role: 'menu', 'aria-label': 'More', ref: list, onKeyDown }, [
    message.isPrivate ? undefined : h(React, { message, close }),
    h('div', { role: 'group', 'aria-label': 'Apps' }, [
      apps.length > 0 ? h('span', { class: 'menu-title', 'aria-hidden': true }, 'Apps') : undefined,
      ...apps.map((command) =>
        item(
          textOf(command, 'name') ?? '',
          () => void press(message.id, { kind: 'menu', name: textOf(command, 'own_name') ?? '' }),
        ),
      ),
    ]),
    h('hr', {}),
    item('Reply', () => {
      replyingTo.value = message;
    }),
    item('Show JSON', () => void showJson({ kind: 'json', message: message.id })),
    message.mayDelete
      ? item(message.isPrivate ? 'Dismiss' : 'Delete', () => void press(message.id, { kind: 'delete' }))
      : undefined,
  ]);
}

const EMOJI = ['👍', '❤️', '😂', '🔥'];

function react(message: MessageView, emoji: string): void {
  const isOwn = message.reactions.some((each) => each.emoji === emoji && each.isOwn);
  void press(message.id, { kind: 'react', emoji, isAdded: !isOwn });
}

function React({ message, close }: { readonly message: MessageView; readonly close: () => void }): Drawn {
  return h(
    'div',
    { role: 'group', 'aria-label': 'React', class: 'reactions' },
    EMOJI.map((emoji) => {
      const onClick = () => {
        close();
        react(message, emoji);
      };
      const name = `React with ${emoji}`;
      return h(
        'button',
        { type: 'button', class: 'react', role: 'menuitem', tabIndex: -1, 'aria-label': name, onClick },
        emoji,
      );
    }),
  );
}

function Reactions({ message }: { readonly message: MessageView }): Drawn {
  if (message.reactions.length === 0) return undefined;
  return h(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ emoji, count, isOwn }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'reaction',
          'aria-pressed': isOwn,
          'aria-label': `${emoji} ${count}`,
          onClick: () => react(message, emoji),
        },
        `${emoji} ${count}`,
      ),
    ),
  );
}

const LONG_PRESS_MS = 500;
const STILL = 10;

/** A finger that stays opens the menu, and what is under it is not pressed. */
function longPress(open: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let isLong = false;
  const end = () => clearTimeout(timer);
  return {
    onPointerDown(event: PointerEvent): void {
      isLong = false;
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, .menu')) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        isLong = true;
        open();
      }, LONG_PRESS_MS);
    },
    onPointerMove(event: PointerEvent): void {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClickCapture(event: Event): void {
      if (!isLong) return;
      isLong = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function usedBy(payload: JsonObject): Drawn {
  const metadata = objectOf(payload, 'interaction_metadata');
  const user = textOf(objectOf(metadata ?? {}, 'user') ?? {}, 'username');
  const name = textOf(metadata ?? {}, 'name');
  if (!metadata || user === undefined) return undefined;
  const what = name === undefined ? 'answered' : metadata['command_type'] === MESSAGE_COMMAND ? name : `/${name}`;
  return h('p', { class: 'used' }, [
    h('strong', {}, user),
    name === undefined ? ' pressed a button' : ' used ',
    name === undefined ? '' : h('span', { class: 'mention' }, what),
  ]);
}

export function Message({ message }: { readonly message: MessageView }): Drawn {
  const { payload } = message;
  const author = objectOf(payload, 'author') ?? {};
  const name = textOf(author, 'username') ?? '?';
  const shownName = author['bot'] === true ? 'Darkroom' : name;
  const context = contextFor(message.id);
  const at = new Date(textOf(payload, 'timestamp') ?? 0);
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(at);
  const isLoading = ((numberOf(payload, 'flags') ?? 0) & LOADING) !== 0;
  const trouble = troubles.value[message.id];
  const isOpen = menuOf.value === message.id;
  const toggle = () => {
    menuOf.value = isOpen ? undefined : message.id;
  };
  const touch = useMemo(() => longPress(() => openMenu(message.id)), [message.id]);
  const onContextMenu = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('a, img, input')) return;
    event.preventDefault();
    openMenu(message.id);
  };
  return h(
    'article',
    {
      class: message.isPrivate ? 'message private' : 'message',
      'aria-label': `${shownName}, ${time}`,
      onContextMenu,
      onPointerDown: touch.onPointerDown,
      onPointerMove: touch.onPointerMove,
      onPointerUp: touch.onPointerUp,
      onPointerCancel: touch.onPointerCancel,
      onClickCapture: touch.onClickCapture,
    },
    [
      avatar(shownName, author['bot'] === true),
      h('div', { class: 'message-inside' }, [
        usedBy(payload),
        message.replyTo
          ? h('p', { class: 'used' }, [
              '↱ ',
              h('strong', {}, message.replyTo.author),
              ` ${message.replyTo.text.slice(0, 80)}`,
            ])
          : undefined,
        h('header', {}, [
          h('span', { class: 'author' }, shownName),
          author['bot'] === true ? h('span', { class: 'tag' }, 'APP') : undefined,
          h('time', { dateTime: at.toISOString(), class: 'quiet' }, time),
        ]),
        isLoading
          ? h('p', { class: 'thinking' }, [
              h('span', { class: 'dots', 'aria-hidden': true }, [h('i', {}), h('i', {}), h('i', {})]),
              'Darkroom is thinking…',
            ])
          : undefined,
        textOf(payload, 'content') ? markdown(textOf(payload, 'content') ?? '', names) : undefined,
        ...objectsOf(payload, 'embeds').map((entry) => embed(entry, context)),
        ...objectsOf(payload, 'components').map((component) => componentView(component, context)),
        ...attachments(payload, context),
        payload['edited_timestamp'] != null && author['bot'] !== true
          ? h('span', { class: 'quiet' }, '(edited)')
          : undefined,
        h(Reactions, { message }),
        trouble === undefined ? undefined : h('p', { class: 'trouble', role: 'alert' }, trouble),
        message.isPrivate
          ? h('p', { class: 'quiet only-you' }, [
              'Only you can see this · ',
              h(
                'button',
                { type: 'button', class: 'text-button', onClick: () => void press(message.id, { kind: 'delete' }) },
                'Dismiss message',
              ),
            ])
          : undefined,
      ]),
      h('div', { class: isOpen ? 'tools open' : 'tools' }, [
        h(
          'button',
          {
            type: 'button',
            class: 'more',
            'aria-haspopup': 'menu',
            'aria-expanded': isOpen,
            'aria-label': 'More',
            onClick: toggle,
          },
          h('span', { 'aria-hidden': true }, '⋯'),
        ),
        isOpen ? h(Menu, { message }) : undefined,
      ]),
    ],
  );
}
