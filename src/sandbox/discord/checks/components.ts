import { type Component, Kind } from '../wire.ts';
import { type Check, flag, ignored, lengthOf, list, object, optional, type Path, type Report, text, whole } from './check.ts';
import { webAddress } from './embeds.ts';
import { autoSelect, byType, channelSelect, componentId, customId, eachComponent, emoji, stringSelect, unique } from './parts.ts';

/** All components of a Components V2 message, nested ones included (Discord: component reference). */
const TOTAL_COMPONENTS = 40;
/** All text displays of a message together. */
const DISPLAYED_CHARACTERS = 4000;
const LINK_STYLE = 5;

const button: Check<Component> = object(
  {
    id: componentId,
    type: whole(2, 2),
    style: whole(1, 5),
    label: optional(text({ max: 80 })),
    emoji: optional(emoji),
    custom_id: optional(customId),
    url: optional(webAddress),
    disabled: optional(flag),
  },
  (value, path, report) => {
    if (!value.label && !value.emoji)
      report([...path, 'label'], 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button must have a label or an emoji');
    const link = value.style === LINK_STYLE;
    if (link && value.url === undefined) report([...path, 'url'], 'BASE_TYPE_REQUIRED', 'This field is required');
    if (!link && value.custom_id === undefined) report([...path, 'custom_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
    if (value.url !== undefined && value.custom_id !== undefined) {
      report([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL', 'A button cannot have both a custom id and a url');
    }
    if (value.url && (lengthOf(value.url) > 512 || value.url.startsWith('attachment:'))) {
      report([...path, 'url'], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    }
  },
);

const row: Check<Component> = object(
  {
    id: componentId,
    type: whole(1, 1),
    components: list(
      byType({
        [Kind.button]: button,
        [Kind.stringSelect]: stringSelect,
        [Kind.userSelect]: autoSelect,
        [Kind.roleSelect]: autoSelect,
        [Kind.mentionableSelect]: autoSelect,
        [Kind.channelSelect]: channelSelect,
      }),
      { min: 1, max: 5 },
    ),
  },
  (value, path, report) => {
    const selects = value.components?.filter((part) => part.type !== Kind.button).length ?? 0;
    if (selects > 0 && (value.components?.length ?? 0) > 1) {
      report([...path, 'components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width');
    }
  },
);

const mediaOf: Check<{ url: string }> = object({
  url: webAddress,
  proxy_url: ignored,
  width: ignored,
  height: ignored,
  placeholder: ignored,
  placeholder_version: ignored,
  content_type: ignored,
  loading_state: ignored,
  flags: ignored,
  attachment_id: ignored,
  id: ignored,
});

const uploaded: Check<{ url: string }> = (value, path, report) => {
  const read = mediaOf(value, path, report);
  if (!/^attachment:\/\//.test(read.url) && !/\/attachments\//.test(read.url)) {
    report([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('attachment',).");
  }
  return read;
};

const textDisplay: Check<Component> = object({
  id: componentId,
  type: whole(10, 10),
  content: text({ min: 1, max: DISPLAYED_CHARACTERS }),
});
const alt = optional(text({ max: 1024 }));
const thumbnail: Check<Component> = object({
  id: componentId,
  type: whole(11, 11),
  media: mediaOf,
  description: alt,
  spoiler: optional(flag),
});
const gallery: Check<Component> = object({
  id: componentId,
  type: whole(12, 12),
  items: list(object({ media: mediaOf, description: alt, spoiler: optional(flag) }), { min: 1, max: 10 }),
});
const file: Check<Component> = object({
  id: componentId,
  type: whole(13, 13),
  file: uploaded,
  spoiler: optional(flag),
  name: ignored,
  size: ignored,
});
const separator: Check<Component> = object({
  id: componentId,
  type: whole(14, 14),
  divider: optional(flag),
  spacing: optional(whole(1, 2)),
});
const section: Check<Component> = object({
  id: componentId,
  type: whole(9, 9),
  components: list(byType({ [Kind.textDisplay]: textDisplay }), { min: 1, max: 3 }),
  accessory: byType({ [Kind.button]: button, [Kind.thumbnail]: thumbnail }),
});

const inContainer = {
  [Kind.actionRow]: row,
  [Kind.section]: section,
  [Kind.textDisplay]: textDisplay,
  [Kind.mediaGallery]: gallery,
  [Kind.file]: file,
  [Kind.separator]: separator,
};
const container: Check<Component> = object({
  id: componentId,
  type: whole(17, 17),
  accent_color: optional(whole(0, 0xffffff)),
  spoiler: optional(flag),
  components: list(byType(inContainer), { min: 1, max: TOTAL_COMPONENTS }),
});

const legacy = list(byType({ [Kind.actionRow]: row }), { max: 5 });
const modern = list(byType({ ...inContainer, [Kind.container]: container }), { min: 1, max: TOTAL_COMPONENTS });

/** A message's components, by whether it has the Components V2 flag. */
export function components(v2: boolean): Check<Component[]> {
  return (value, path, report) => {
    const read = (v2 ? modern : legacy)(value, path, report);
    unique(read, path, report);
    if (v2) totals(read, path, report);
    return read;
  };
}

function totals(tree: Component[], path: Path, report: Report): void {
  let count = 0;
  let characters = 0;
  for (const [component] of eachComponent(tree, path)) {
    count += 1;
    if (component.type === Kind.textDisplay) characters += lengthOf(component.content ?? '');
  }
  if (count > TOTAL_COMPONENTS) {
    report(
      path,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `A message can have at most ${TOTAL_COMPONENTS} components, nested ones included`,
    );
  }
  if (characters > DISPLAYED_CHARACTERS) {
    report(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Total displayable text size exceeds maximum size of ${DISPLAYED_CHARACTERS}`,
    );
  }
}
