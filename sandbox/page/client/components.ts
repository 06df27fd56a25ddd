import { COMPONENT } from '../../discord/components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../discord/json.ts';
import { type Drawn, h } from './element.ts';
import { markdown, type PageNames } from './markdown-view.ts';
import { pictureView } from './pictures.ts';
import { type Choosable, Combobox, nativeOptions } from './select.ts';

/** What a component of a message needs beside its own JSON. */
export interface ViewContext {
  readonly names: PageNames;
  fileUrl(url: string): string;
  view(url: string, alt: string): void;
  press(customId: string, values?: readonly string[]): void;
  /** What can be chosen where Discord fills the list: people, roles, channels. */
  choosable(type: number): readonly Choosable[];
}

type Offers = Pick<ViewContext, 'choosable' | 'names'>;
type View = (component: JsonObject, context: ViewContext) => Drawn;

const childrenOf = (component: JsonObject, context: ViewContext): readonly Drawn[] =>
  objectsOf(component, 'components').map((child) => componentView(child, context));

const emojiOf = (entry: JsonObject): Drawn => {
  const name = textOf(objectOf(entry, 'emoji') ?? {}, 'name');
  return name === undefined ? undefined : h('span', { class: 'emoji', 'aria-hidden': true }, name);
};

const BUTTON_STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'primary'];

function button(component: JsonObject, { press }: ViewContext): Drawn {
  const style = BUTTON_STYLES[numberOf(component, 'style') ?? 2] ?? 'secondary';
  const label = textOf(component, 'label');
  const url = textOf(component, 'url');
  const inside = [emojiOf(component), label];
  if (url !== undefined) {
    const leave = h('span', { class: 'leave', 'aria-hidden': true }, '↗');
    return h('a', { class: 'button link', href: url, target: '_blank', rel: 'noreferrer noopener' }, [
      ...inside,
      leave,
    ]);
  }
  const customId = textOf(component, 'custom_id') ?? '';
  const name =
    label === undefined ? { 'aria-label': textOf(objectOf(component, 'emoji') ?? {}, 'name') ?? 'Button' } : {};
  return h(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      disabled: component['disabled'] === true,
      onClick: () => press(customId),
      ...name,
    },
    inside,
  );
}

const labelOf = (id: string, type: string | undefined, { user, role, channel }: PageNames): string =>
  type === 'role' ? role(id) : type === 'channel' ? `#${channel(id)}` : user(id);

/** What Discord fills in, and whatever is chosen beforehand and not among it. */
function filledIn(component: JsonObject, type: number, context: Offers): readonly Choosable[] {
  const offered = context.choosable(type);
  const missing = objectsOf(component, 'default_values').flatMap((each) => {
    const value = textOf(each, 'id') ?? '';
    if (offered.some((option) => option.value === value)) return [];
    return [{ value, label: labelOf(value, textOf(each, 'type'), context.names) }];
  });
  return [...missing, ...offered];
}

/** What a select offers: its own options, or what Discord fills in. */
export function optionsOf(component: JsonObject, context: Offers): readonly Choosable[] {
  const type = numberOf(component, 'type') ?? 0;
  if (type !== COMPONENT.stringSelect) return filledIn(component, type, context);
  return objectsOf(component, 'options').map((option) => {
    const emoji = textOf(objectOf(option, 'emoji') ?? {}, 'name');
    const description = textOf(option, 'description');
    const label = [emoji, textOf(option, 'label')].filter((each) => each !== undefined).join(' ');
    return { value: textOf(option, 'value') ?? '', label, description };
  });
}

/** Chosen beforehand: by the option itself, or by the list of what Discord fills in. */
export const defaultsOf = (component: JsonObject): readonly string[] => [
  ...objectsOf(component, 'options').flatMap((option) =>
    option['default'] === true ? (textOf(option, 'value') ?? []) : [],
  ),
  ...objectsOf(component, 'default_values').flatMap((each) => textOf(each, 'id') ?? []),
];

function select(component: JsonObject, context: ViewContext): Drawn {
  const customId = textOf(component, 'custom_id') ?? '';
  const placeholder = textOf(component, 'placeholder') ?? 'Choose';
  const options = optionsOf(component, context);
  const most = numberOf(component, 'max_values') ?? 1;
  const isDisabled = component['disabled'] === true;
  const [chosen = ''] = defaultsOf(component);
  if (most > 1 || component['type'] !== COMPONENT.stringSelect)
    return h(Combobox, {
      name: placeholder,
      options,
      chosen: defaultsOf(component),
      least: numberOf(component, 'min_values') ?? 1,
      most,
      isDisabled,
      onChosen: (values) => context.press(customId, values),
    });
  return h(
    'select',
    {
      class: 'select',
      'aria-label': placeholder,
      disabled: isDisabled,
      value: chosen,
      onChange: (event: Event) => {
        const { currentTarget } = event;
        if (!(currentTarget instanceof HTMLSelectElement)) return;
        const { value } = currentTarget;
        // it can be used again and again
        currentTarget.value = chosen;
        if (value !== '') context.press(customId, [value]);
      },
    },
    nativeOptions(h('option', { value: '', disabled: chosen !== '', hidden: true }, placeholder), options, [chosen]),
  );
}

function gallery(component: JsonObject, context: ViewContext): Drawn {
  const items = objectsOf(component, 'items');
  const shape = items.length === 1 ? 'one' : items.length === 2 || items.length === 4 ? 'two' : 'three';
  return h(
    'div',
    { class: `gallery ${shape}` },
    items.map((item) => pictureView(item, context)),
  );
}

function container(component: JsonObject, context: ViewContext): Drawn {
  const color = numberOf(component, 'accent_color');
  const style = color === undefined ? {} : { style: { '--stripe': `#${color.toString(16).padStart(6, '0')}` } };
  return h('div', { class: 'card', ...style }, childrenOf(component, context));
}

function section(component: JsonObject, context: ViewContext): Drawn {
  const accessory = objectOf(component, 'accessory');
  return h('div', { class: 'section' }, [
    h('div', {}, childrenOf(component, context)),
    accessory ? h('div', { class: 'accessory' }, componentView(accessory, context)) : undefined,
  ]);
}

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

export function fileView(name: string, size: number | undefined, url: string): Drawn {
  return h('a', { class: 'file', href: `${url}&save`, download: name }, [
    h('span', { class: 'file-name' }, name),
    size === undefined ? undefined : h('span', { class: 'quiet' }, sizeText(size)),
  ]);
}

const file: View = (component, { fileUrl }) => {
  const url = textOf(objectOf(component, 'file') ?? {}, 'url') ?? '';
  const name = textOf(component, 'name') ?? /[^/?]+(?=$|\?)/.exec(url)?.[0] ?? 'file';
  return fileView(name, numberOf(component, 'size'), fileUrl(url));
};

/** One pure function for each type of component, by Discord's number. */
const VIEWS: Readonly<Record<number, View>> = {
  [COMPONENT.row]: (component, context) => h('div', { class: 'row' }, childrenOf(component, context)),
  [COMPONENT.button]: button,
  [COMPONENT.stringSelect]: select,
  [COMPONENT.userSelect]: select,
  [COMPONENT.roleSelect]: select,
  [COMPONENT.mentionableSelect]: select,
  [COMPONENT.channelSelect]: select,
  [COMPONENT.section]: section,
  [COMPONENT.text]: (component, { names }) => markdown(textOf(component, 'content') ?? '', names),
  [COMPONENT.thumbnail]: (component, context) => h('div', { class: 'thumbnail' }, pictureView(component, context)),
  [COMPONENT.gallery]: gallery,
  [COMPONENT.file]: file,
  [COMPONENT.separator]: (component) =>
    component['divider'] === false
      ? h('div', { class: `gap gap-${numberOf(component, 'spacing') ?? 1}` })
      : h('hr', { class: `gap-${numberOf(component, 'spacing') ?? 1}` }),
  [COMPONENT.container]: container,
};

/** A type that is not known is shown as its JSON, never dropped. */
export function componentView(component: JsonObject, context: ViewContext): Drawn {
  const view = VIEWS[numberOf(component, 'type') ?? -1];
  return view
    ? view(component, context)
    : h('pre', { class: 'unknown', tabIndex: 0 }, JSON.stringify(component, null, 2));
}
