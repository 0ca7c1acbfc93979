import type { Embed } from '../wire.ts';
import { type Check, flag, ignored, lengthOf, list, object, optional, type Report, text, whole } from './check.ts';

/** All text of all embeds of a message together (Discord: embed limits). */
const EMBED_CHARACTERS = 6000;

/** A web address the client would open. */
export const webAddress: Check<string> = (value, path, report) => {
  const address = text({ min: 1, max: 2048 })(value, path, report);
  if (address !== '' && !/^(https?:\/\/\S+|attachment:\/\/\S+)$/i.test(address)) {
    report(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  }
  return address;
};

const picture = object({ url: webAddress, proxy_url: ignored, height: ignored, width: ignored });

const embed: Check<Embed> = object(
  {
    type: optional(text({ max: 20 })),
    title: optional(text({ max: 256 })),
    description: optional(text({ max: 4096 })),
    url: optional(webAddress),
    timestamp: optional(text({ max: 40, pattern: /^\d{4}-\d\d-\d\dT/ })),
    color: optional(whole(0, 0xffffff)),
    footer: optional(object({ text: text({ min: 1, max: 2048 }), icon_url: optional(webAddress), proxy_icon_url: ignored })),
    image: optional(picture),
    thumbnail: optional(picture),
    author: optional(
      object({
        name: text({ min: 1, max: 256 }),
        url: optional(webAddress),
        icon_url: optional(webAddress),
        proxy_icon_url: ignored,
      }),
    ),
    fields: optional(
      list(object({ name: text({ min: 1, max: 256 }), value: text({ min: 1, max: 1024 }), inline: optional(flag) }), { max: 25 }),
    ),
  },
  (value, path, report) => {
    if (charactersOf(value) === 0 && !value.image && !value.thumbnail)
      report([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  },
);

/** A message's embeds: at most ten, 6,000 characters over all. */
export const embeds: Check<Embed[]> = (value, path, report: Report) => {
  const read = list(embed, { max: 10 })(value, path, report);
  const total = read.reduce((sum, one) => sum + charactersOf(one), 0);
  if (total > EMBED_CHARACTERS) report(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_CHARACTERS}`);
  return read;
};

function charactersOf(value: Embed): number {
  const parts = [value.title, value.description, value.footer?.text, value.author?.name];
  for (const field of value.fields ?? []) parts.push(field.name, field.value);
  return parts.reduce((sum, part) => sum + lengthOf(part ?? ''), 0);
}
