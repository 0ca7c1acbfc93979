import { el, newId } from './dom.js';

/** The list of who one can be. */
export function createPeople(name, onPick) {
  const id = newId('person');
  const select = el('select', { id, on: { change: () => onPick(select.value) } });
  const element = el('span', { class: 'people' }, el('label', { for: id }, 'You are'), select);
  let communities = [];

  const optionOf = (person) => el('option', { value: person.id }, person.role ? `${person.name} (${person.role})` : person.name);

  return {
    element,
    set(next, chosen) {
      communities = next;
      const groups = communities.map((community) => el('optgroup', { label: community.name }, ...community.people.map(optionOf)));
      select.replaceChildren(...groups);
      select.value = chosen ?? '';
    },
    communityOf: (personId) => communities.find(({ people }) => people.some((person) => person.id === personId)),
  };
}
