#!/usr/bin/env node
import module from 'node:module';

/** The command's first step: an old Node would be killed by SQLite without a word, so it is told here instead. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `holdfast needs Node 22.19 or newer, and this is Node ${process.versions.node}.\n` +
      'Install Node 24 (https://nodejs.org), or in a checkout run it through npm, which brings its own: npm run -s holdfast -- --help',
  );
  process.exit(2);
}
module.enableCompileCache();
const { runProcess } = await import('./main.ts');
await runProcess();
