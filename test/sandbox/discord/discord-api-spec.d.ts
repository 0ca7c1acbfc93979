/** The package brings its zod schemas without types. */
declare module 'discord-api-spec/zod' {
  interface Schema {
    safeParse(value: unknown): { success: boolean; error?: { issues: unknown[] } };
  }
  const schemas: Readonly<Record<string, Schema | undefined>>;
  export = schemas;
}
