import { findDatesOfBirth } from './guard/date-of-birth.ts';
import { findEmails } from './guard/email.ts';
import type { GuardFinding, Objection } from './guard/finding.ts';
import { originalSpan, undisguise } from './guard/normalise.ts';
import { findPhones } from './guard/phone.ts';
import { findDisclosures } from './guard/safeguarding.ts';
import { findUpns } from './guard/upn.ts';

export type { GuardFinding, GuardKind } from './guard/finding.ts';

/**
 * What in a text must not be stored, drafted, logged or sent: pupil numbers, dates of birth, email addresses, phone numbers and
 * safeguarding disclosures, disguised or not. Empty when the text may pass. Disclosures come first, the rest in reading order.
 * Pure, never throws, takes time proportional to the length of the text. Never log a finding: it holds what was found.
 */
export function guard(text: string): GuardFinding[] {
  const undisguised = undisguise(text);
  const { plain } = undisguised;
  const objections = [
    ...findDisclosures(plain),
    ...findUpns(plain),
    ...findDatesOfBirth(plain),
    ...findEmails(plain),
    ...findPhones(plain),
  ];
  return withoutOverlaps(objections).map((objection) => {
    const { start, end } = originalSpan(undisguised, objection.from, objection.to);
    const typed = text.slice(start, end);
    return { kind: objection.kind, span: { text: typed, start, end }, message: objection.message(typed) };
  });
}

/** The findings of several named texts, each with the name of its field. */
export function guardAll(values: Readonly<Record<string, string | readonly string[]>>): (GuardFinding & { field: string })[] {
  return Object.entries(values).flatMap(([field, value]) =>
    [value].flat().flatMap((text) => guard(text).map((finding) => ({ ...finding, field }))),
  );
}

/** Of stretches that overlap, the one found by the earlier detector stays; disclosures first, then in reading order. */
function withoutOverlaps(objections: readonly Objection[]): Objection[] {
  const kept: Objection[] = [];
  const inOrder = objections
    .map((objection, rank) => ({ objection, rank }))
    .sort((a, b) => a.objection.from - b.objection.from || a.rank - b.rank);
  for (const { objection } of inOrder) {
    const last = kept.at(-1);
    if (last && objection.from < last.to) {
      if (priority(objection) < priority(last)) kept[kept.length - 1] = objection;
      continue;
    }
    kept.push(objection);
  }
  return [...kept.filter(isDisclosure), ...kept.filter((objection) => !isDisclosure(objection))];
}

function isDisclosure(objection: Objection): boolean {
  return objection.kind === 'safeguarding';
}

function priority(objection: Objection): number {
  return ['safeguarding', 'upn', 'date-of-birth', 'email', 'phone'].indexOf(objection.kind);
}
