import { defineConfig } from 'vitest/config';
import { LongFirst } from './kit/long-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', '**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/kit/set-up.ts',
    sequence: { sequencer: LongFirst },
    maxWorkers: 3,
    pool: 'forks',
    // Files share what they import (a third of the time went into importing); each makes its own database and world.
    isolate: false,
  },
});
