import { defineConfig } from 'prisma/config';

// `prisma generate` wants a native engine binary to exist although it does not use it; naming any program stops the download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
