import * as published from 'discord-api-spec/zod';

/** What zod says is wrong; unions hold what is wrong with each of their branches. */
interface Issue {
  code: string;
  path: (string | number)[];
  message: string;
  errors?: Issue[][];
  values?: unknown[];
  expected?: string;
}

const schemas = new Map(Object.entries(published));

/**
 * Checks a body against Discord's own published OpenAPI description (as zod, package discord-api-spec).
 * Returns one line per problem; none when the body fits.
 */
export function problemsBySpec(schemaName: string, body: unknown): string[] {
  const schema = schemas.get(schemaName);
  if (!schema) throw new Error(`The specification has no ${schemaName}`);
  const result = schema.safeParse(body);
  return result.success ? [] : ((result.error?.issues ?? []) as Issue[]).flatMap((issue) => lines(issue, []));
}

function lines(issue: Issue, above: (string | number)[]): string[] {
  const path = [...above, ...issue.path];
  const branches = (issue.errors ?? []).filter(
    (branch) => !branch.some((inner) => inner.path[0] === 'type' && inner.path.length === 1),
  );
  const best = branches
    .map((branch) => branch.flatMap((inner) => lines(inner, path)))
    .sort((left, right) => left.length - right.length)[0];
  return (
    best ?? [`${path.join('.')}: ${issue.message} (${issue.code} ${issue.expected ?? ''} ${JSON.stringify(issue.values ?? '')})`]
  );
}
