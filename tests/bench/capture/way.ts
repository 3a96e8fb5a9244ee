/** One way of getting pictures of posts, in a process of its own. */
export interface Way {
  /** What must be there before the clock starts. */
  prepare(posts: readonly number[]): Promise<void>;
  /** Takes the pictures, a new one for each post. */
  run(posts: readonly number[]): Promise<readonly Taken[]>;
  close(): Promise<void>;
}

export interface Taken {
  readonly post: number;
  /** Where the picture lies. */
  readonly path: string;
}

export interface WaySettings {
  /** Of the page server, on loopback. */
  readonly port: number;
  /** A folder of its own. */
  readonly folder: string;
  /** The browser every way uses. */
  readonly browser: string;
  /** Folder with the peers' `node_modules`; null where they could not be installed. */
  readonly peers: string | null;
  /** Pages open at the same time. */
  readonly atOnce: number;
}

export type WayRequest = { readonly kind: 'prepare' | 'run'; readonly posts: readonly number[] };

export type WayAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'prepared' }
  /** Milliseconds that `run` took. */
  | { readonly kind: 'taken'; readonly ms: number; readonly taken: readonly Taken[] }
  | { readonly kind: 'failed'; readonly error: string };

/** The address a browser with a network of its own opens. */
export function addressOf(post: number, { port }: Pick<WaySettings, 'port'>): string {
  return `http://127.0.0.1:${port}/post/${post}`;
}

/** Works through the posts, that many at the same time. */
export async function inTurns<Result>(
  posts: readonly number[],
  atOnce: number,
  take: (post: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const left = [...posts];
  const results: Result[] = [];
  const worker = async () => {
    for (let post = left.shift(); post !== undefined; post = left.shift()) results.push(await take(post));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
