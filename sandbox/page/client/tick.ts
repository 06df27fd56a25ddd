import { effect, signal } from '@preact/signals';
import type { JsonObject } from '../../discord/json.ts';
import { type Drawn, h } from './element.ts';
import { world } from './state.ts';

interface Wish {
  readonly isOn: boolean;
  readonly isSoNow: () => boolean;
}

/** What was ticked and is not yet so, by the names of the boxes: they show it all the same. */
const wishes = signal<ReadonlyMap<string, Wish>>(new Map());

function without(isMeant: (wish: Wish) => boolean): void {
  const known = wishes.peek();
  const left = new Map([...known].filter(([, wish]) => !isMeant(wish)));
  if (left.size < known.size) wishes.value = left;
}

effect(() => {
  void world.value;
  without(({ isOn, isSoNow }) => isOn === isSoNow());
});

interface Tick {
  readonly name: string;
  readonly isSoNow: () => boolean;
  /** Asks for it; false when that was refused. */
  readonly ask: (isOn: boolean) => Promise<boolean>;
}

/** A box for something that the server decides: two quick presses are asked for in their order, and the last one counts. */
export function tick({ name, isSoNow, ask }: Tick, attributes: JsonObject = {}): Drawn {
  const press = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const wish = { isOn: event.currentTarget.checked, isSoNow };
    wishes.value = new Map(wishes.peek()).set(name, wish);
    void ask(wish.isOn).then((isTaken) => {
      if (!isTaken) without((each) => each === wish);
    });
  };
  const checked = wishes.value.get(name)?.isOn ?? isSoNow();
  return h('input', { ...attributes, type: 'checkbox', checked, onChange: press });
}
