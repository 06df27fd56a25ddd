import { computed, effect, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { OPTION } from '../../discord/command-options.ts';
import { type JsonObject, objectsOf, textOf } from '../../discord/json.ts';
import { readDraft } from '../../terminal/command-line.ts';
import type { Choice } from '../protocol.ts';
import { type Drawn, h } from './element.ts';
import { type AttachedFile, act, channel, commands, replyingTo, world } from './state.ts';
import {
  commandStart,
  type Draft,
  missingOptions,
  partsOf,
  type Suggestion,
  suggestionsFor,
  typedOption,
} from './suggestions.ts';

const draft = signal('');
const caret = signal(0);
/** Where the caret is to be put, once what stands there is shown. */
const caretTo = signal<number | undefined>(undefined);
/** Something was tried without what the command needs. */
const isMarked = signal(false);
const files = signal<readonly AttachedFile[]>([]);
const problem = signal('');
/** So many were sent and have no answer yet. */
const underWay = signal(0);
let lastSent: Promise<void> = Promise.resolve();
const isAsked = signal(false);
const isClosed = signal(false);
const active = signal(0);
const choices = signal<readonly Choice[]>([]);
/** The option that the next chosen file is for; none in a plain message. */
const attachTo = signal<string | undefined>(undefined);
const sent: { readonly line: string; readonly files: readonly AttachedFile[] }[] = [];

const typing = computed((): Draft => ({ text: draft.value, caret: Math.min(caret.value, draft.value.length) }));
const missing = computed(() => missingOptions(draft.value, commands.value));
const suggestions = computed(() =>
  isClosed.value
    ? []
    : suggestionsFor(typing.value, {
        commands: commands.value,
        people: world.value.people.map(({ name }) => name),
        channels: world.value.channels.filter(({ kind }) => kind !== 'direct').map(({ name }) => name),
        roles: world.value.roles,
        choices: choices.value,
        isAsked: isAsked.value,
      }),
);
const read = computed(() => readDraft(draft.value, commands.value));
/** Whether Enter takes what is offered, rather than sending: what was asked for, and while the command or a value of a list is not whole. */
const isChoosing = computed(() => {
  const current = typedOption(typing.value, commands.value);
  const isOfList =
    current !== undefined &&
    (objectsOf(current.option, 'choices').length > 0 || current.option['autocomplete'] === true);
  return suggestions.value.length > 0 && (read.value === undefined || isOfList || isAsked.value || active.value > 0);
});

const box = () => document.querySelector<HTMLTextAreaElement>('.composer textarea');
const picker = () => document.querySelector<HTMLInputElement>('.composer input[type=file]');

function write(text: string, at = text.length): void {
  draft.value = text;
  caret.value = at;
  caretTo.value = at;
  problem.value = '';
  active.value = 0;
  isAsked.value = false;
  isClosed.value = false;
}

export function startCommand(name: string): void {
  write(commandStart(name, commands.value));
  box()?.focus();
}

let asking: ReturnType<typeof setTimeout> | undefined;
let askedFor = '';
effect(() => {
  const line = draft.value;
  const current = typedOption(typing.value, commands.value);
  if (current?.option['autocomplete'] !== true || !channel.value) {
    askedFor = '';
    if (choices.peek().length > 0) choices.value = [];
    return;
  }
  if (askedFor === line) return;
  askedFor = line;
  clearTimeout(asking);
  const asked = { kind: 'suggest', channel: channel.value.id, line, option: textOf(current.option, 'name') ?? '' };
  asking = setTimeout(async () => {
    const answer = await act(asked);
    if (askedFor === line)
      choices.value = (answer.choices ?? []).filter(({ value }) => `${value}` !== current.value.trim());
  }, 120);
});

function take({ draft: { text, caret: at }, attach }: Suggestion): void {
  write(text, at);
  choices.value = [];
  // a whole value or command: what more there is stands beside it, so that Enter sends
  isClosed.value = text.slice(0, at).endsWith(' ');
  if (attach === undefined) return;
  attachTo.value = attach;
  picker()?.click();
}

const attachable = (): readonly string[] =>
  (read.value?.options ?? [])
    .filter((option) => option['type'] === OPTION.attachment)
    .flatMap((option) => textOf(option, 'name') ?? []);

/** Pictures that are dropped anywhere over the messages. */
export function attachDropped(event: DragEvent): void {
  event.preventDefault();
  attach([...(event.dataTransfer?.files ?? [])]);
}

/** Files go to the option that asks for one, or to the next that takes one; without a command to the message. */
function attach(chosen: Iterable<File>): void {
  for (const file of chosen) {
    if (!read.value) {
      files.value = [...files.value, { field: '', file }];
      continue;
    }
    const taken = files.value.map(({ field }) => field);
    const field = attachTo.value ?? attachable().find((name) => !taken.includes(name));
    attachTo.value = undefined;
    if (field === undefined) {
      problem.value = `${read.value.name} takes no ${taken.length > 0 ? 'more files' : 'file'}.`;
      continue;
    }
    files.value = [...files.value.filter((each) => each.field !== field), { field, file }];
    const without = draft.value.replace(new RegExp(`\\s${field}:.*?(?=\\s[\\p{L}\\p{N}_-]+:|$)`, 'u'), '');
    write(`${without.trimEnd()} ${field}:${file.name.replaceAll(/[\s:]+/g, '-')} `);
  }
  box()?.focus();
}

function drop({ field, file }: AttachedFile): void {
  files.value = files.value.filter((each) => each.file !== file);
  if (field !== '') write(draft.value.replace(new RegExp(`\\s${field}:.*?(?=\\s[\\p{L}\\p{N}_-]+:|$)`, 'u'), ''));
  box()?.focus();
}

/** Says what the command needs before it is sent, and puts the caret where it goes. */
function askFor(option: JsonObject): void {
  const name = textOf(option, 'name') ?? '';
  const isFile = option['type'] === OPTION.attachment;
  const given = read.value?.given.find((each) => each.name === name);
  if (!isFile && !given) write(`${draft.value.trimEnd()} ${name}:`);
  else if (given) write(draft.value, given.from);
  isClosed.value = true;
  isMarked.value = true;
  problem.value = isFile ? `${name} is needed: attach a picture.` : `${name} is needed.`;
  box()?.focus();
}

/** Each at once, and one after the other; what comes back refused stands in the box again, unless something else does. */
function send(): void {
  const line = draft.value.trim();
  const place = channel.value;
  if (!place || (line === '' && files.value.length === 0)) return;
  const [first] = missing.value;
  if (first) {
    askFor(first);
    return;
  }
  const inLine = files.value.filter(({ field }) => field === '' || draft.value.includes(`${field}:`));
  const reply = replyingTo.value;
  const asked: JsonObject = line.startsWith('/')
    ? { kind: 'command', channel: place.id, line }
    : { kind: 'post', channel: place.id, content: line, ...(reply ? { replyTo: reply.id } : {}) };
  if (line !== '') sent.push({ line, files: inLine });
  files.value = [];
  replyingTo.value = undefined;
  write('');
  underWay.value += 1;
  lastSent = lastSent.then(async () => {
    const { error } = await act(asked, inLine);
    underWay.value -= 1;
    if (error === undefined) return;
    if (draft.value === '' && files.value.length === 0) {
      files.value = inLine;
      replyingTo.value = reply;
      write(line);
      isClosed.value = true;
    }
    problem.value = error;
  });
}

function onKeyDown(event: KeyboardEvent): void {
  const offered = suggestions.value;
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    const chosen = isChoosing.value ? offered[active.value] : undefined;
    if (chosen) take(chosen);
    else send();
  } else if (event.key === 'Tab' && !event.shiftKey && draft.value.startsWith('/')) {
    const chosen = offered[active.value];
    if (chosen) take(chosen);
    else if (isAsked.value || !read.value) return;
    else {
      if (caret.value === draft.value.length && !/\s$/.test(draft.value)) write(`${draft.value} `);
      isAsked.value = true;
      isClosed.value = false;
    }
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && offered.length > 0) {
    active.value = (active.value + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
  } else if (event.key === 'ArrowUp' && draft.value === '' && sent.length > 0) {
    const last = sent.at(-1);
    files.value = last?.files ?? [];
    write(last?.line ?? '');
    isClosed.value = true;
  } else if (event.key === 'Escape') {
    if (offered.length > 0) isClosed.value = true;
    else replyingTo.value = undefined;
  } else return;
  event.preventDefault();
}

function List(): Drawn {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
  const offered = suggestions.value;
  if (offered.length === 0) return undefined;
  return h(
    'ul',
    { id: 'suggestions', class: 'suggestions', role: 'listbox', 'aria-label': 'Suggestions', ref: list },
    offered.map((each, index) =>
      h(
        'li',
        {
          key: each.name,
          id: `suggestion-${index}`,
          role: 'option',
          'aria-selected': index === active.value,
          onMouseDown: (event: Event) => event.preventDefault(),
          onClick: () => {
            take(each);
            if (each.attach === undefined) box()?.focus();
          },
        },
        [h('strong', {}, each.name), ' ', h('span', { class: 'quiet' }, each.hint)],
      ),
    ),
  );
}

/** What can still be said to this command: shown while nothing is offered. */
function Left(): Drawn {
  const known = read.value;
  if (!known || suggestions.value.length > 0) return undefined;
  const left = known.options.filter((option) => !known.given.some(({ name }) => name === textOf(option, 'name')));
  if (left.length === 0) return undefined;
  const isNeeded = (option: JsonObject) => missing.value.includes(option);
  const byNeed = [...left].sort((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)));
  return h('div', { class: 'left' }, [
    ...byNeed.slice(0, 6).map((option) => {
      const name = textOf(option, 'name') ?? '';
      const isFile = option['type'] === OPTION.attachment;
      const text = `${draft.value.trimEnd()} ${name}:`;
      const add = () => {
        take({ name, hint: '', draft: { text, caret: text.length }, ...(isFile ? { attach: name } : {}) });
        box()?.focus();
      };
      const kind = isNeeded(option) ? (isMarked.value ? 'pill needed missed' : 'pill needed') : 'pill';
      return h('button', { type: 'button', class: kind, title: textOf(option, 'description') ?? '', onClick: add }, [
        isFile ? 'attach ' : '+ ',
        name,
        isNeeded(option) ? h('span', { class: 'required' }, ' needed') : undefined,
      ]);
    }),
    h('span', { class: 'quiet' }, left.length > 6 ? `and ${left.length - 6} more: press Tab` : 'or press Tab'),
  ]);
}

function Attached({ file, field }: AttachedFile): Drawn {
  const url = useRef('');
  if (url.current === '') url.current = URL.createObjectURL(file);
  useEffect(() => () => URL.revokeObjectURL(url.current), []);
  return h('li', { class: 'attached' }, [
    file.type.startsWith('image/') ? h('img', { src: url.current, alt: '' }) : undefined,
    h('span', {}, [field === '' ? '' : h('strong', {}, `${field} `), file.name]),
    h(
      'button',
      {
        type: 'button',
        class: 'text-button',
        'aria-label': `Remove ${file.name}`,
        onClick: () => drop({ file, field }),
      },
      '×',
    ),
  ]);
}

export function Composer(): Drawn {
  const place = channel.value;
  const label = `Message ${place?.kind === 'direct' ? '@' : '#'}${place?.name ?? ''}`;
  const offered = suggestions.value;
  const onInput = (event: Event) => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLTextAreaElement)) return;
    write(currentTarget.value, currentTarget.selectionStart);
    // it is there already, and who composes a letter must not be disturbed
    caretTo.value = undefined;
    isMarked.value = false;
  };
  const onSelect = (event: Event) => {
    if (event.currentTarget instanceof HTMLTextAreaElement) caret.value = event.currentTarget.selectionStart;
  };
  useLayoutEffect(() => {
    const at = caretTo.value;
    const area = box();
    caretTo.value = undefined;
    if (at !== undefined && area && document.activeElement === area) area.setSelectionRange(at, at);
  }, [caretTo.value, draft.value]);
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(pasted);
  };
  const onPicked = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    attach([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  const reply = replyingTo.value;
  return h('div', { class: 'composer' }, [
    h(List, {}),
    h(Left, {}),
    reply
      ? h('p', { class: 'replying' }, [
          'Replying to a message ',
          h(
            'button',
            {
              type: 'button',
              class: 'text-button',
              onClick: () => {
                replyingTo.value = undefined;
              },
            },
            'Do not reply',
          ),
        ])
      : undefined,
    problem.value === '' ? undefined : h('p', { class: 'trouble', role: 'alert' }, problem.value),
    files.value.length > 0
      ? h(
          'ul',
          { class: 'attached-list', 'aria-label': 'Attached' },
          files.value.map(({ file, field }) => h(Attached, { key: `${field} ${file.name}`, file, field })),
        )
      : undefined,
    h('div', { class: underWay.value > 0 ? 'composer-box sending' : 'composer-box' }, [
      h(
        'button',
        { type: 'button', class: 'attach', 'aria-label': 'Attach a file', onClick: () => picker()?.click() },
        '+',
      ),
      h('input', { type: 'file', hidden: true, onChange: onPicked }),
      h('div', { class: 'draft' }, [
        h('div', { class: 'draft-marks', 'aria-hidden': true }, [
          ...partsOf(draft.value, commands.value).map(({ text, isName }) => (isName ? h('mark', {}, text) : text)),
          '\u200b',
        ]),
        h('textarea', {
          // what its types do not know: a text box of several lines that has suggestions
          ref: (area) => area?.setAttribute('role', 'combobox'),
          rows: 1,
          value: draft.value,
          placeholder: label,
          'aria-label': label,
          'aria-autocomplete': 'list',
          'aria-expanded': offered.length > 0,
          'aria-controls': 'suggestions',
          autocomplete: 'off',
          spellcheck: false,
          maxLength: 6000,
          onInput,
          onSelect,
          onKeyDown,
          onPaste,
          ...(offered.length > 0 ? { 'aria-activedescendant': `suggestion-${active.value}` } : {}),
        }),
      ]),
      h('button', { type: 'button', class: 'send', 'aria-label': 'Send', onClick: send }, '➤'),
    ]),
  ]);
}
