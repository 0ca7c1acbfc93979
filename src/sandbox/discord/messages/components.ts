import { type Component, type GalleryItem, Kind, type MediaItem } from '../wire.ts';

/** Components as the platform gives them back: numbered, with what the bot left out filled in. */
export function answered(components: Component[]): Component[] {
  const used = new Set(components.flatMap(numbersIn));
  let last = 0;
  const next = (): number => {
    do last += 1;
    while (used.has(last));
    return last;
  };
  return components.map((component) => fill(component, next));
}

function numbersIn(component: Component): number[] {
  return [component.id ?? 0, ...inside(component).flatMap(numbersIn)];
}

function inside({ components = [], accessory }: Component): Component[] {
  return accessory ? [...components, accessory] : components;
}

function fill(component: Component, next: () => number): Component {
  const id = component.id || next();
  return {
    ...defaultsOf(component),
    ...component,
    id,
    ...(component.components ? { components: component.components.map((inner) => fill(inner, next)) } : {}),
    ...(component.accessory ? { accessory: fill(component.accessory, next) } : {}),
    ...(component.media ? { media: numberedMedia(component.media, id) } : {}),
    ...(component.file ? { file: numberedMedia(component.file, id) } : {}),
    ...(component.items ? { items: component.items.map((item, index) => filledItem(item, id * 100 + index)) } : {}),
  };
}

function filledItem(item: GalleryItem, id: number): GalleryItem {
  return { description: null, spoiler: false, ...item, media: numberedMedia(item.media, id) };
}

function numberedMedia(media: MediaItem, id: number): MediaItem {
  return { id: media.attachment_id ?? String(id), ...media };
}

function defaultsOf({ type }: Component): Partial<Component> {
  switch (type) {
    case Kind.stringSelect:
    case Kind.userSelect:
    case Kind.roleSelect:
    case Kind.mentionableSelect:
    case Kind.channelSelect:
      return { min_values: 1, max_values: 1 };
    case Kind.thumbnail:
      return { description: null, spoiler: false };
    case Kind.file:
      return { spoiler: false };
    case Kind.separator:
      return { divider: true, spacing: 1 };
    case Kind.container:
      return { accent_color: null, spoiler: false };
    default:
      return {};
  }
}
