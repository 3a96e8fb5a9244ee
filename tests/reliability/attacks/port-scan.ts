import { article, embed, expected, fetchFrom } from '../../capture/world.ts';
import { type ArchiveAttack, tellIn, toldBy } from './attack.ts';

/** Runs in the page: what comes of each port, and how soon, in every way that tells a page apart. */
async function scan(ports: readonly number[]): Promise<Record<string, readonly [what: string, ms: number]>> {
  const results: Record<string, readonly [string, number]> = {};
  const settle = (what: string, begin: (end: (came: string) => void) => void) =>
    new Promise<void>((done) => {
      const begun = performance.now();
      const end = (came: string) => {
        results[what] ??= [came, performance.now() - begun];
        done();
      };
      setTimeout(() => end('silence'), 1_500);
      begin(end);
    });
  for (const port of ports) {
    const place = `127.0.0.1:${port}`;
    await settle(`fetch ${port}`, (end) => {
      fetch(`http://${place}/`, { mode: 'no-cors' }).then(
        () => end('answer'),
        (error: unknown) => end(String(error)),
      );
    });
    await settle(`picture ${port}`, (end) => {
      const picture = new Image();
      picture.addEventListener('load', () => end('load'));
      picture.addEventListener('error', () => end('error'));
      picture.src = `http://${place}/picture`;
    });
    await settle(`socket ${port}`, (end) => {
      const socket = new WebSocket(`ws://${place}/`);
      socket.addEventListener('open', () => end('open'));
      socket.addEventListener('close', ({ code }) => end(`close ${code}`));
    });
    await settle(`frame ${port}`, (end) => {
      const frame = document.createElement('iframe');
      frame.addEventListener('load', () => end(`load ${frame.contentWindow?.length ?? 'none'}`));
      frame.src = `http://${place}/frame`;
      document.body.append(frame);
    });
  }
  return results;
}

export const portScan: ArchiveAttack = {
  name: 'find out what runs on the archive’s machine',
  run: async ({ room, canaries, closedPort }) => {
    const [open = 0, other = 0] = canaries.ports;
    const answer = await fetch(`http://127.0.0.1:${open}/there`);
    if ((await answer.text()) !== 'secret' || canaries.hits.length === 0)
      throw new Error('there is nothing to find');
    canaries.hits.length = 0;
    const post = article({ more: '<pre id="told"></pre>' });
    const page = `<!doctype html><body><script>${tellIn(post, `(${String(scan)})(${JSON.stringify([open, closedPort, other])})`)}</script>`;
    const capturer = room.open({
      fetch: fetchFrom({ 'http://social.test/scan': page }),
      deadlines: { quiet: 15_000, settle: 30_000 },
    });
    const request = {
      url: 'http://social.test/scan',
      page: embed,
      expect: expected,
      theme: 'light',
    } as const;
    const told = toldBy((await capturer.page(request)).source) as Record<string, [string, number]>;
    await capturer.close();
    if (canaries.hits.length > 0) throw new Error(`reached: ${JSON.stringify(canaries.hits)}`);
    const outcomes = (port: number) =>
      ['fetch', 'picture', 'socket', 'frame'].map((way) => told[`${way} ${port}`]?.[0]).join(', ');
    if (new Set([open, closedPort, other].map(outcomes)).size !== 1)
      throw new Error(`ports differ: ${[open, closedPort, other].map(outcomes).join(' | ')}`);
    return `of an open and of a closed port it hears ${outcomes(open)}`;
  },
};
