import type { Planted } from './checkout.ts';

export const notFull: Planted = {
  name: 'synchronous = NORMAL',
  file: 'src/store/sqlite-connection.ts',
  sound: `database.pragma('synchronous = FULL');
  assertPragma(database, 'synchronous', 2);`,
  wrong: `database.pragma('synchronous = NORMAL');`,
};

export const noFileSync: Planted = {
  name: 'blobs that are not synced',
  file: 'src/store/blobs.ts',
  sound: '    await file.sync();\n',
  wrong: '',
};
