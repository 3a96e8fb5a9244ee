import { answerVectors } from './vectors-answers.ts';
import { markupVectors } from './vectors-markup.ts';
import { scriptVectors } from './vectors-script.ts';
import { workerVectors } from './vectors-worker.ts';

/** Where a try goes to. */
export interface Target {
  /** The address to be reached, with the try's name as its path. */
  readonly url: string;
  /** The same for WebSockets. */
  readonly socket: string;
  /** Without user info and port, as ICE servers and candidates are written. */
  readonly host: string;
  /** The address behind it, for what takes no name. */
  readonly address: string;
  /** `http://hostile.test`, which answers as a try needs: see hostile-site.ts. */
  readonly site: string;
}

/** One way in which a page can make a browser reach for an address. */
export interface Vector {
  readonly name: string;
  /** Markup that does it. Scripts in it may throw. */
  readonly markup: (target: Target) => string;
}

export const vectors: readonly Vector[] = [
  ...markupVectors,
  ...scriptVectors,
  ...workerVectors,
  ...answerVectors,
];
