import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/same-cases.ts'],
    // for what hangs: nothing takes as long, on a busy machine either
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // no file leaves anything behind in a process, and starting one for each takes a quarter of the time
    isolate: false,
  },
});
