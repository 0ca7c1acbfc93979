import type { SubjectSlug } from '../../src/vocabulary/subjects.ts';
import type { TopicSlug } from '../../src/vocabulary/topics.ts';
import { platformId } from './platform-ids.ts';
import type { DemoMember, DemoPlatform } from './types.ts';

/** What differs from an ordinary member. */
type More = Partial<Omit<DemoMember, 'key' | 'name' | 'urn' | 'subject' | 'topics' | 'accounts'>> & { alsoOn?: DemoPlatform };

/** One member in one line: where, who, at which school, what they teach and work on. The number gives their account its id. */
export function member(
  platform: DemoPlatform,
  number: number,
  name: string,
  urn: number,
  subject: SubjectSlug,
  topics: TopicSlug[],
  { alsoOn, ...more }: More = {},
): DemoMember {
  return {
    key: name
      .normalize('NFKD')
      .replace(/[^a-zA-Z -]/g, '')
      .toLowerCase()
      .replaceAll(' ', '-'),
    name,
    urn,
    subject,
    topics,
    seeks: [],
    offers: [],
    accounts: [platform, ...(alsoOn ? [alsoOn] : [])].map((on) => ({ platform: on, userId: platformId(on, 'U', number) })),
    privateDigest: true,
    coordinator: false,
    admin: false,
    joinedDaysAgo: 40 + ((number * 37) % 300),
    ...more,
  };
}
