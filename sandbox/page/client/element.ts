import {
  type Attributes,
  type ComponentChild,
  type ComponentChildren,
  type ComponentType,
  h as create,
  type JSX,
} from 'preact';

/** Something to be shown. */
export type Drawn = ComponentChild;

/** An element or a component with its properties, checked as JSX would be. */
export function h<Tag extends keyof JSX.IntrinsicElements>(
  tag: Tag,
  properties: JSX.IntrinsicElements[Tag],
  ...children: readonly ComponentChildren[]
): Drawn;
export function h<Properties>(
  component: (properties: Properties) => Drawn,
  properties: Properties & Attributes,
  ...children: readonly ComponentChildren[]
): Drawn;
export function h(
  kind: ComponentType<object> | string,
  properties: object,
  ...children: readonly ComponentChildren[]
): Drawn {
  return create(kind, properties, ...children);
}
