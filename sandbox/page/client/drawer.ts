import { signal } from '@preact/signals';
import { Fragment } from 'preact';
import type { JsonObject } from '../../discord/json.ts';
import type { TimelineEntry } from '../protocol.ts';
import { type Drawn, h } from './element.ts';
import { act, channel, isDrawerOpen, now, playRecording, replay, showJson, world } from './state.ts';
import { tick } from './tick.ts';

const MINUTE_MS = 60_000;
const SHOWN_ENTRIES = 120;
const PACES: readonly (readonly [number, string])[] = [
  [300, 'At once'],
  [3000, 'A few seconds'],
  [15_000, 'A quarter of a minute'],
  [60_000, 'A minute, as on a busy day'],
];

const problem = signal('');
const isTimeRunning = signal(false);

/** False when it was refused. */
async function control(asked: JsonObject): Promise<boolean> {
  isTimeRunning.value = asked['kind'] === 'jump';
  const { error } = await act(asked);
  isTimeRunning.value = false;
  problem.value = error ?? '';
  return error === undefined;
}

const button = (name: string, asked: JsonObject, style = 'secondary'): Drawn =>
  h('button', { type: 'button', class: `button ${style}`, onClick: () => void control(asked) }, name);

const STATES = {
  starting: 'starting…',
  running: 'running',
  stopping: 'stopping…',
  stopped: 'stopped',
  killed: 'killed',
} as const;

export function botState(): Drawn {
  const { bot } = world.value;
  return h('span', { class: `state state-${bot}` }, STATES[bot]);
}

function Speed(): Drawn {
  const { pace } = world.value;
  const known = PACES.some(([ms]) => ms === pace);
  const onChange = (event: Event) => {
    if (event.currentTarget instanceof HTMLSelectElement)
      void control({ kind: 'pace', ms: Number(event.currentTarget.value) });
  };
  return h('label', { class: 'field' }, [
    h('span', { class: 'field-label' }, 'A picture takes'),
    h('select', { value: String(pace), onChange }, [
      ...(known ? [] : [h('option', { value: String(pace) }, `${pace} ms`)]),
      ...PACES.map(([ms, label]) => h('option', { value: String(ms) }, label)),
    ]),
  ]);
}

/** One line of the log: what it says first, the rest behind it. */
function logLine(line: string): Drawn {
  const parsed: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  if (typeof parsed !== 'object' || parsed === null || !('msg' in parsed)) return h('li', {}, line);
  const {
    msg,
    level,
    time: _time,
    pid: _pid,
    hostname: _host,
    ...rest
  } = { level: 'info', time: 0, pid: 0, hostname: '', ...parsed };
  const more = Object.keys(rest).length > 0 ? JSON.stringify(rest) : '';
  return h('li', { class: `level-${String(level)}` }, [
    h('strong', {}, String(msg)),
    ' ',
    h('span', { class: 'quiet' }, more),
  ]);
}

const shortTitle = (title: string): string =>
  title.replaceAll(/\/\d{17,20}(?=\/|$)/g, '/…').replace('/webhooks/…/(token)/messages/', '…/');

function entry(each: TimelineEntry): Drawn {
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(each.at);
  const isBad = each.status !== undefined && (each.status === 0 || each.status >= 400);
  const isPerson = each.kind === 'person';
  return h(
    'button',
    {
      type: 'button',
      class: `entry ${each.kind}`,
      onClick: () => void showJson({ kind: 'entry', number: each.number }),
    },
    [
      h('span', { class: 'quiet' }, isPerson ? time : each.to),
      h('span', { class: 'entry-title' }, [shortTitle(each.title), each.times > 1 ? ` × ${each.times}` : '']),
      each.status === undefined
        ? undefined
        : h('span', { class: isBad ? 'status bad' : 'status' }, each.status === 0 ? 'cut' : String(each.status)),
    ],
  );
}

/** The newest press first, each with the requests that it brought about below it. */
function Timeline(): Drawn {
  const newest = world.value.timeline.slice(-SHOWN_ENTRIES);
  const groups = [...Map.groupBy(newest, (each) => each.cause ?? -each.number)].reverse();
  return h(
    'ol',
    { class: 'timeline', tabIndex: 0, 'aria-label': 'What happened' },
    groups.map(([cause, inside]) =>
      h(
        'li',
        { key: cause },
        inside.map((each) => h(Fragment, { key: each.number }, entry(each))),
      ),
    ),
  );
}

function People(): Drawn {
  const { people } = world.value;
  const cell = (who: string, name: string, what: 'isMember' | 'isModerator' | 'takesDirect', disabled = false) =>
    h('td', {}, [
      tick(
        {
          name,
          isSoNow: () => world.value.people.find(({ id }) => id === who)?.[what] === true,
          ask: (isOn) => control({ kind: 'person', who, [what]: isOn }),
        },
        { 'aria-label': name, disabled },
      ),
    ]);
  return h('table', { class: 'people' }, [
    h('thead', {}, [
      h(
        'tr',
        {},
        ['Person', 'Member', 'Moderator', 'Takes DMs'].map((name) => h('th', { scope: 'col' }, name)),
      ),
    ]),
    h(
      'tbody',
      {},
      people.map(({ id, name, isMember }) =>
        h('tr', { key: id }, [
          h('th', { scope: 'row' }, name),
          cell(id, `${name} is a member`, 'isMember'),
          cell(id, `${name} is a moderator`, 'isModerator', !isMember),
          cell(id, `${name} takes direct messages`, 'takesDirect'),
        ]),
      ),
    ),
  ]);
}

function Places(): Drawn {
  const place = channel.value;
  if (place?.kind !== 'text') return undefined;
  const open = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    event.currentTarget.reset();
    void control({ kind: 'thread', channel: place.id, name });
  };
  return h('form', { class: 'one-line', onSubmit: open }, [
    h('input', {
      type: 'text',
      name: 'name',
      required: true,
      maxLength: 100,
      'aria-label': 'Name of the thread',
      placeholder: 'New thread',
    }),
    h('button', { type: 'submit', class: 'button secondary' }, 'Open thread'),
  ]);
}

function Recording(): Drawn {
  const told = replay.value;
  const onChange = async (event: Event) => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const [file] = currentTarget.files ?? [];
    currentTarget.value = '';
    if (file) problem.value = (await playRecording(file)) ?? '';
  };
  return h('div', {}, [
    h('p', { class: 'quiet' }, 'What was done in this sitting, to be done again in another.'),
    h('div', { class: 'row' }, [
      h('a', { class: 'button secondary', href: '/recording', download: '' }, 'Save recording'),
      h('a', { class: 'button secondary', href: '/recording?report', download: '' }, 'Save for a bug report'),
      h('label', { class: 'button secondary' }, [
        told ? `Playing ${told.step} of ${told.of}…` : 'Play a recording',
        h('input', {
          type: 'file',
          class: 'unseen',
          accept: '.json,application/json',
          onChange: (event: Event) => void onChange(event),
        }),
      ]),
    ]),
    h('p', { class: 'quiet' }, 'For a bug report: without prompts, names of files and pictures.'),
  ]);
}

export function Drawer(): Drawn {
  if (!isDrawerOpen.value) return undefined;
  const { faults, log } = world.value;
  const close = () => {
    isDrawerOpen.value = false;
  };
  return h('section', { class: 'drawer', role: 'region', 'aria-label': 'Controls' }, [
    h('header', {}, [
      h('h2', {}, 'Controls'),
      h('button', { type: 'button', class: 'text-button', 'aria-label': 'Close controls', onClick: close }, '×'),
    ]),
    problem.value === '' ? undefined : h('p', { class: 'trouble', role: 'alert' }, problem.value),
    h('h3', {}, ['The bot is ', botState()]),
    h('div', { class: 'row' }, [
      button('Kill', { kind: 'process', how: 'kill' }, 'danger'),
      button('Restart', { kind: 'process', how: 'restart' }),
      button('Stop', { kind: 'process', how: 'stop' }),
      button('Drop gateway', { kind: 'process', how: 'drop' }),
    ]),
    h('h3', {}, isTimeRunning.value ? 'Clock: time is running…' : 'Clock'),
    h(
      'p',
      { class: 'clock' },
      new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }).format(now.value),
    ),
    h('div', { class: 'row' }, [
      button('Jump 15 minutes', { kind: 'jump', ms: 15 * MINUTE_MS }),
      button('Jump 1 day', { kind: 'jump', ms: 1440 * MINUTE_MS }),
    ]),
    h('h3', {}, 'Speed'),
    h(Speed, {}),
    h('h3', {}, 'What goes wrong'),
    h(
      'ul',
      { class: 'faults' },
      faults.map(({ id, label }) =>
        h(
          'li',
          {},
          h('label', {}, [
            tick({
              name: id,
              isSoNow: () => world.value.faults.some((each) => each.id === id && each.isOn),
              ask: (isOn) => control({ kind: 'fault', fault: id, isOn }),
            }),
            label,
          ]),
        ),
      ),
    ),
    h('h3', {}, 'People'),
    h(People, {}),
    h(Places, {}),
    h('h3', {}, 'Record and replay'),
    h(Recording, {}),
    h('details', { open: true }, [h('summary', {}, 'What happened'), h(Timeline, {})]),
    h('details', {}, [
      h('summary', {}, 'The log of the bot'),
      h(
        'ol',
        { class: 'log', tabIndex: 0, 'aria-label': 'The log of the bot' },
        log.slice(-120).reverse().map(logLine),
      ),
    ]),
  ]);
}
