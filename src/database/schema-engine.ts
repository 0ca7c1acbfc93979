import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';

/** Node has it; the type library of plain ES does not. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

/** Loaded once: the bindings keep their memory in one module variable, and a second instance would be mixed up with the first. */
let bindings: Promise<Bindings> | undefined;

/**
 * Prisma's own schema engine (WebAssembly, several megabytes: load it only when something is to be done) on a pool.
 * Call free() on it when done.
 */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  bindings ??= load();
  const { SchemaEngine } = await bindings;
  return SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(adapterFor(pool)));
}

async function load(): Promise<Bindings> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return engine;
}

/** Postgres's one-byte "char": its own catalogue uses it, the adapter refuses it, the schema engine needs it. */
const CATALOGUE_CHAR = 18;
const TEXT = 25;

/**
 * The adapter as the schema engine needs it. Two mends: the plain one cuts a script at every semicolon, even inside a function
 * body, while Postgres takes a script whole and in one transaction, so that a migration that fails half way leaves nothing
 * behind; and it cannot read the catalogue's "char" columns, without which nothing can be compared. The engine replays
 * migrations in a "shadow" database to compare; ours is the very database, because only a throw-away one is ever compared.
 */
function adapterFor(pool: pg.Pool): PrismaPg {
  const charColumns = new WeakMap<object, number[]>();
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config);
    const found: number[] = [];
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== CATALOGUE_CHAR) continue;
      field.dataTypeID = TEXT;
      found.push(index);
    }
    charColumns.set(result.rows, found);
    return result;
  };
  const factory = new PrismaPg(Object.create(pool, { query: { value: query } }) as pg.Pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql);
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  factory.connectToShadowDb = factory.connect;
  return factory;
}
