import { article } from '../../capture/world.ts';
import type { Aim } from './aims.ts';
import type { Target, Vector } from './vectors.ts';

/** Where a page's tries go to. */
export interface Course {
  readonly aims: readonly Aim[];
  readonly scheme: 'http' | 'https';
  /** Of the servers to be reached; null for the scheme's own. */
  readonly port: number | null;
  /** Milliseconds after which the page shows its post. */
  readonly showAfterMs: number;
}

/** A page that makes every try at every aim, and is otherwise a post. */
export function attackPage(vectors: readonly Vector[], course: Course): string {
  const { aims, scheme, showAfterMs } = course;
  const tries = aims.flatMap((aim) =>
    vectors.map(({ name, markup }) => `<section>${markup(targetOf(aim, name, course))}</section>`),
  );
  return `<!doctype html><meta charset=utf-8><title>${scheme}</title><body>
    <div id=post></div>
    <script>setTimeout(() => { post.innerHTML = ${JSON.stringify(article({}))} }, ${showAfterMs})</script>
    ${tries.join('\n')}`;
}

/** Path that a try is known by at the server it reaches. */
export function targetOf(
  aim: Aim,
  vector: string,
  { scheme, port }: Pick<Course, 'scheme' | 'port'>,
): Target {
  const place = `${aim.host}${port === null ? '' : `:${port}`}/${vector}`;
  return {
    url: `${scheme}://${place}`,
    socket: `${scheme === 'http' ? 'ws' : 'wss'}://${place}`,
    host: aim.host.replace(/^.*@/, ''),
    address: aim.address,
    site: `${scheme}://hostile.test`,
  };
}
