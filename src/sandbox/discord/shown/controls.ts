import type { CastPerson, ShownControl } from '../../contract.ts';
import type { Room } from '../messages/rooms.ts';
import { type Component, Kind } from '../wire.ts';

/** People a user select offers at once; the real one has a search. */
const OFFERED = 100;
const STYLES = ['plain', 'primary', 'plain', 'primary', 'danger', 'link'] as const;

/** A button or select as a person sees it. */
export function shownControl(room: Room, component: Component): ShownControl {
  if (component.type === Kind.button) {
    const label = [component.emoji?.name, component.label].filter(Boolean).join(' ');
    return {
      type: 'button',
      id: component.custom_id ?? `link ${component.id ?? component.url}`,
      label,
      style: STYLES[component.style ?? 2] ?? 'plain',
      ...(component.url ? { url: component.url } : {}),
      ...(component.disabled ? { disabled: true } : {}),
    };
  }
  return {
    type: 'select',
    id: component.custom_id ?? '',
    placeholder: component.placeholder ?? 'Make a selection',
    options: offers(room, component),
    min: component.min_values ?? 1,
    max: component.max_values ?? 1,
    chosen: chosenOf(component),
  };
}

/** What is chosen before anybody chose. */
export function chosenOf(component: Component): string[] {
  const defaults = component.options?.filter((option) => option.default).map((option) => option.value) ?? [];
  return [...defaults, ...(component.default_values ?? []).map(({ id }) => id)];
}

/** What a select offers: its own options, or people or channels of the server. */
export function offers(room: Room, component: Component): { label: string; value: string; description?: string }[] {
  if (component.options) {
    return component.options.map(({ label, value, description }) => ({ label, value, ...(description ? { description } : {}) }));
  }
  if (component.type === Kind.channelSelect) {
    return (room.community?.channels ?? []).map(({ id, name }) => ({ label: `#${name}`, value: id }));
  }
  if (component.type === Kind.userSelect || component.type === Kind.mentionableSelect) {
    return peopleIn(room)
      .slice(0, OFFERED)
      .map(({ id, name }) => ({ label: name, value: id }));
  }
  return [];
}

/** The people somebody in this room can name. */
export function peopleIn(room: Room): CastPerson[] {
  return room.community ? room.community.people : [room.person];
}
