/** A process for one way: `node run-way.ts NAME SETTINGS`, told over its channel what to do. */
import { messageOf } from '../../../src/errors.ts';
import type { Way, WayAnswer, WayRequest, WaySettings } from './way.ts';
import { isWayName, ways } from './ways.ts';

const [, , name = '', settings = '{}'] = process.argv;
if (!isWayName(name)) throw new Error(`there is no way ${name}`);

const tell = (answer: WayAnswer) => process.send?.(answer);
let way: Way | null = null;

process.on('message', (message) => {
  answer(message as WayRequest).then(tell, (error: unknown) =>
    tell({
      kind: 'failed',
      error: error instanceof Error ? (error.stack ?? error.message) : messageOf(error),
    }),
  );
});
process.on('disconnect', () => {
  const closing = way?.close() ?? Promise.resolve();
  closing.finally(() => process.exit()).catch(() => process.exit(1));
});

try {
  const open = await ways[name].open();
  way = await open(JSON.parse(settings) as WaySettings);
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'failed', error: messageOf(error) });
}

async function answer({ kind, posts }: WayRequest): Promise<WayAnswer> {
  if (way === null) throw new Error('it is not open');
  if (kind === 'prepare') {
    await way.prepare(posts);
    return { kind: 'prepared' };
  }
  const begun = performance.now();
  const taken = await way.run(posts);
  return { kind: 'taken', ms: performance.now() - begun, taken };
}
