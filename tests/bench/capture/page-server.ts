/** A process of its own: serves the posts' pages on a loopback port, which it tells its parent once it listens. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { embedPage, fontFiles } from './embed-page.ts';
import { drawAvatar, drawPhotos, photoCount } from './photos.ts';

const require = createRequire(import.meta.url);
const fonts = new Map(
  Object.entries(fontFiles).map(([name, path]) => [name, readFileSync(require.resolve(path))]),
);
const photos = await drawPhotos();

type Answer = { readonly type: string; readonly body: string | Buffer };

const server = createServer((request, response) => {
  answerTo(request.url ?? '/').then(
    (answer) => {
      if (answer === null) return response.writeHead(404).end();
      const body = Buffer.from(answer.body);
      response.writeHead(200, {
        'content-type': answer.type,
        'content-length': body.length,
        'cache-control': 'max-age=600',
      });
      return response.end(body);
    },
    (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
  );
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const bytes = photos.reduce((sum, photo) => sum + photo.length, 0);
process.send?.({ port, meanPhoto: Math.round(bytes / photos.length) });
process.on('disconnect', () => process.exit());

async function answerTo(path: string): Promise<Answer | null> {
  const [, kind = '', name = ''] = /^\/(\w+)\/([\w.-]+)$/u.exec(path) ?? [];
  const post = Number.parseInt(name, 10);
  switch (kind) {
    case 'post':
      return { type: 'text/html; charset=utf-8', body: embedPage(post) };
    case 'photo':
      return { type: 'image/jpeg', body: photos[post % photoCount] ?? '' };
    case 'avatar':
      return { type: 'image/png', body: await drawAvatar(post) };
    case 'font':
      return { type: 'font/woff2', body: fonts.get(name) ?? '' };
    default:
      return null;
  }
}
