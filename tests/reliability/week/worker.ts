/**
 * One run in a process of its own, to be killed or to work beside another: `node worker.ts OPTIONS`, as JSON. Its clock
 * begins at `at` (milliseconds since 1970) and is slow, so that it stays near the one of the world on a busy machine.
 */
import { openImages } from '../../../src/media/images.ts';
import { openNetwork } from './network.ts';
import { type RunOptions, run } from './run.ts';

export type WorkerOptions = Omit<RunOptions, 'now' | 'images' | 'network'> & {
  readonly at: number;
  readonly ca: string;
};

const { at, ca, ...options } = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions;
const begun = performance.now();
const now = () => new Date(Math.round(at + (performance.now() - begun) / 20));
const images = openImages();
const network = openNetwork({ ca, now });
await run({ ...options, images, network, now });
await network.close();
await images.close();
