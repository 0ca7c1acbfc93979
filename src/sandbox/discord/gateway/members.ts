import type { CastCommunity } from '../../contract.ts';
import { memberOf } from '../guild-shapes.ts';

/** Members per GUILD_MEMBERS_CHUNK. */
const CHUNK = 1000;

/** What a "request guild members" is answered with: by ids, by the beginning of a name, or everybody. */
export function memberChunks(community: CastCommunity, data: Record<string, unknown>): Record<string, unknown>[] {
  const wanted = data.user_ids === undefined ? undefined : new Set([data.user_ids].flat().map(String));
  const query = String(data.query ?? '').toLowerCase();
  const limit = Number(data.limit ?? 0) || Number.POSITIVE_INFINITY;
  const found = community.people
    .filter((person) => (wanted ? wanted.has(person.id) : person.name.toLowerCase().startsWith(query)))
    .slice(0, limit === Number.POSITIVE_INFINITY ? undefined : limit);
  const known = new Set(found.map((person) => person.id));
  const notFound = wanted ? [...wanted].filter((id) => !known.has(id)) : [];
  const count = Math.max(1, Math.ceil(found.length / CHUNK));

  return Array.from({ length: count }, (_, index) => ({
    guild_id: community.id,
    members: found.slice(index * CHUNK, (index + 1) * CHUNK).map((person) => memberOf(person, community)),
    chunk_index: index,
    chunk_count: count,
    not_found: index === 0 ? notFound : [],
    ...(data.nonce === undefined ? {} : { nonce: data.nonce }),
  }));
}
