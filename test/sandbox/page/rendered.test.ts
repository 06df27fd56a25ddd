import { type ComponentChildren, isValidElement } from 'preact';
import { expect, test } from 'vitest';
import { everyCard } from '../../../sandbox/cards/every-card.ts';
import { isObject, type JsonObject, objectsOf, parseJson } from '../../../sandbox/discord/json.ts';
import { componentView, type ViewContext } from '../../../sandbox/page/client/components.ts';
import { languages } from '../../../src/core/language.ts';

const context: ViewContext = {
  names: {
    user: () => 'Ann',
    role: () => 'mods',
    channel: () => 'pictures',
    now: () => 0,
    locale: () => 'en',
    startCommand: () => undefined,
  },
  fileUrl: (url) => url,
  view: () => undefined,
  press: () => undefined,
  choosable: () => [],
};

interface Shown {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** Elements and components of a tree, in their order, without running the components. */
function allIn(drawn: ComponentChildren): readonly Shown[] {
  if (Array.isArray(drawn)) return drawn.flatMap(allIn);
  if (!isValidElement(drawn)) return [];
  const kind = typeof drawn.type === 'string' ? drawn.type : drawn.type.name;
  const properties = Object.fromEntries(
    Object.entries(drawn.props).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );
  return [{ kind, properties }, ...allIn(drawn.props.children)];
}

const componentsOf = (body: object): readonly JsonObject[] => {
  const read = parseJson(JSON.stringify(body));
  return isObject(read) ? objectsOf(read, 'components') : [];
};
const shownOf = (body: object): readonly Shown[] =>
  allIn(componentsOf(body).map((component) => componentView(component, context)));

test.each(languages)('every card that the bot can send is shown whole, in %s', (language) => {
  const cards = Object.values(everyCard(language)).flat();
  expect(cards.length).toBeGreaterThan(400);
  for (const { name, body } of cards) {
    // forms are looked at in a browser
    if ('title' in body) continue;
    const shown = shownOf(body);
    expect(shown.length, name).toBeGreaterThan(0);
    expect(
      shown.filter(({ properties }) => properties['class'] === 'unknown'),
      name,
    ).toEqual([]);
    for (const picture of shown.filter(({ kind }) => kind === 'Picture'))
      expect(picture.properties['alt'], name).toBeTruthy();
  }
});

test('a component that nobody knows is shown as its JSON, inside of others, too', () => {
  const shown = shownOf({ components: [{ type: 17, components: [{ type: 99, secret: 'thing' }] }] });
  expect(shown.map(({ properties }) => properties['class'])).toContain('unknown');
});
