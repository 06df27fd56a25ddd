import {
  type APIButtonComponent,
  type APIMediaGalleryItem,
  type APIMessageComponent,
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  type APIThumbnailComponent,
  ComponentType,
} from 'discord-api-types/v10';

type Components = readonly APIMessageTopLevelComponent[];

/** Every component of a body, nested ones too. */
export function allComponents(components: readonly APIMessageComponent[]): readonly APIMessageComponent[] {
  return components.flatMap((component) => [component, ...allComponents(innerOf(component))]);
}

function innerOf(component: APIMessageComponent): readonly APIMessageComponent[] {
  switch (component.type) {
    case ComponentType.Container:
    case ComponentType.ActionRow:
      return component.components;
    case ComponentType.Section:
      return [...component.components, component.accessory];
    default:
      return [];
  }
}

export const allText = ({ components }: { components: Components }): string =>
  allComponents(components)
    .flatMap((component) => (component.type === ComponentType.TextDisplay ? [component.content] : []))
    .join('\n');

export const allButtons = ({ components }: { components: Components }): readonly APIButtonComponent[] =>
  allComponents(components).flatMap((component) => (component.type === ComponentType.Button ? [component] : []));

export const customIds = (body: { components: Components }): readonly string[] =>
  allButtons(body).flatMap((button) => ('custom_id' in button ? [button.custom_id] : []));

export const urls = (body: { components: Components }): readonly string[] =>
  allButtons(body).flatMap((button) => ('url' in button ? [button.url] : []));

/** Pictures that stand beside a text. */
export const thumbnails = ({ components }: { components: Components }): readonly APIThumbnailComponent[] =>
  allComponents(components).flatMap((component) => (component.type === ComponentType.Thumbnail ? [component] : []));

/** What the menus of a message offer. */
export const choices = ({ components }: { components: Components }): readonly APISelectMenuOption[] =>
  allComponents(components).flatMap((component) =>
    component.type === ComponentType.StringSelect ? component.options : [],
  );

export const galleryItems = ({ components }: { components: Components }): readonly APIMediaGalleryItem[] =>
  allComponents(components).flatMap((component) =>
    component.type === ComponentType.MediaGallery ? component.items : [],
  );

/** Names of the files that a message needs beside it. */
export const filesOf = (body: { components: Components }): readonly string[] => [
  ...new Set([...JSON.stringify(body).matchAll(/"attachment:\/\/([^"]+)"/g)].map(([, name = '']) => name)),
];
