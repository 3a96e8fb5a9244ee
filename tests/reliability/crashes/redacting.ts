/**
 * A takedown to be killed: `node redacting.ts FOLDER [STEP]`, a process of its own. Says `up` once the archive is open,
 * and kills itself at the step of that name.
 */
import { writeSync } from 'node:fs';
import { silentLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import * as canaries from '../../store/canaries.ts';
import { placesIn } from './killed-redactions.ts';

const [folder = '', step = ''] = process.argv.slice(2);
const store = await openStore({
  ...placesIn(folder),
  log: silentLog,
  atStep: (passed) => {
    if (passed === step) process.kill(process.pid, 'SIGKILL');
  },
});
writeSync(1, 'up\n');
await store.redactions.redact('pond:1', {
  what: 'all',
  reason: 'The family asked for it',
  by: null,
  articles: true,
  at: new Date(),
  address: canaries.address,
});
await store.close();
