import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';

/** What a coordinator reads of a message that whoever runs the bot took out. */
export const DROPPED = 'taken out of the outbox by whoever runs the bot';

/** The verbs of `npm run outbox -- retry` and `-- drop`. Rows are never deleted: their keys keep the same cause from making a second. */

/**
 * Lets a message that failed leave again, or one that waits for another attempt leave at once. Returns what was done, in words.
 * `now`: business time. Throws a UserError when it cannot be sent again.
 */
export async function retry(tx: Tx, id: string, now: Date): Promise<string> {
  const { state, view } = await known(tx, id);
  if (state === 'sent') throw new UserError(`Message ${id} was sent; it is not sent twice.`);
  if (view === null) throw new UserError(`Message ${id} is more than 60 days old and its words are no longer kept.`);
  // Its state again: a worker may have taken it meanwhile.
  const { count } =
    state === 'due'
      ? await tx.delivery.updateMany({ where: { id, state }, data: { leasedUntil: null } })
      : await tx.delivery.updateMany({ where: { id, state: { in: ['parked', 'undeliverable'] } }, data: again(now) });
  if (count === 0) throw new UserError(`Message ${id} is being sent just now.`);
  return `Message ${id} leaves again as soon as it may.`;
}

/** The same for everything that is parked and whose words are still kept. */
export async function retryParked(tx: Tx, now: Date): Promise<string> {
  const kept = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Delivery" WHERE state = 'parked' AND view::text <> 'null'`;
  const ids = kept.map((one) => one.id);
  const { count } = await tx.delivery.updateMany({ where: { id: { in: ids }, state: 'parked' }, data: again(now) });
  return count === 1 ? '1 message leaves again as soon as it may.' : `${count} messages leave again as soon as they may.`;
}

/** Has a message never leave. It counts as one that reached nobody, so coordinators see it where they see the others. */
export async function drop(tx: Tx, id: string): Promise<string> {
  const { state } = await known(tx, id);
  if (state === 'sent') throw new UserError(`Message ${id} was sent; it cannot be taken back here.`);
  const { count } = await tx.delivery.updateMany({
    where: { id, state: { in: ['due', 'parked', 'undeliverable'] } },
    data: { state: 'undeliverable', reason: DROPPED, leasedUntil: null },
  });
  if (count === 0) throw new UserError(`Message ${id} is being sent just now.`);
  return `Message ${id} will not be sent.`;
}

/** Whether it may have arrived (`unsure`) is left as it is, so that the platform is asked first. */
function again(notBefore: Date) {
  return { state: 'due', attempts: 0, reason: null, leasedUntil: null, notBefore };
}

async function known(tx: Tx, id: string): Promise<{ state: string; view: unknown }> {
  const found = await tx.delivery.findFirst({ where: { id }, select: { state: true, view: true } });
  if (!found) throw new UserError(`There is no message ${id}. See what there is with: npm run outbox`);
  return found;
}
