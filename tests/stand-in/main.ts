import { parseArgs } from 'node:util';
import { startXStandIn } from './x.ts';
import { loadAnswers, madeTweet, tombstone } from './x-answers.ts';

/**
 * `node tests/stand-in/main.ts [--answers FILE_OR_DIR] [--oembed-moved] [--no-preflight]`: plays X until
 * it is stopped, and prints the flags that put it behind the real names. Without answers it knows two posts:
 * 1703436713362870723, which is there, and 1349129669258448897, which its author deleted.
 */
const { values } = parseArgs({
  options: {
    answers: { type: 'string' },
    'oembed-moved': { type: 'boolean', default: false },
    'no-preflight': { type: 'boolean', default: false },
  },
});
const there = madeTweet('1703436713362870723', 'A post that only this machine knows. 🐚\nSecond line.', {
  photo: 'https://pbs.twimg.com/media/StandInPhoto1.jpg',
});
const answers =
  values.answers === undefined
    ? new Map([
        ['1703436713362870723', there],
        ['1349129669258448897', tombstone()],
      ])
    : loadAnswers(values.answers);
const standIn = await startXStandIn({
  answers,
  oembedMoved: values['oembed-moved'],
  preflight: !values['no-preflight'],
});
console.log(standIn.flags.join(' '));
console.error(`playing X on 127.0.0.1:${standIn.port} with ${answers.size} posts; Ctrl-C stops it`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void standIn.close();
  });
