import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { storeContract } from './contract.ts';
import { meetingContract } from './meeting-contract.ts';
import { timeOf } from './samples.ts';

const open = (folder: string) =>
  openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    timeOf,
  });

storeContract('SQLite', open);
meetingContract('SQLite', open);
