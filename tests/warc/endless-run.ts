import { openWaczWriter } from '../../src/warc/wacz-writer.ts';
import { answered, fixed } from './exchanges.ts';

/** `node endless-run.ts FILE`: records, some at a time, and tells each address once it is safe, until killed. */
const writer = await openWaczWriter(process.argv[2] ?? '', fixed);
for (let round = 0; ; round++)
  await Promise.all(
    Array.from({ length: 4 }, async (_, lane) => {
      const url = `https://example.com/${round}/${lane}`;
      await writer.add(answered(url, { body: Buffer.alloc(20_000, round) }));
      console.log(url);
    }),
  );
