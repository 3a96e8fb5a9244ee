import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import { openImages } from '../../src/media/images.ts';
import { emptyPost, nobody, type Post, pictureAt } from '../../src/model/post.ts';
import { openNet } from '../../src/net/net.ts';
import { serveHttp } from './loopback.ts';

const src = resolve(import.meta.dirname, '../../src');

/** Sources outside `net/`, but for faces that listen. */
const others = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('net/') && !name.startsWith('server/'))
  .map((name) => ({
    name: relative(src, join(src, name)),
    text: codeOf(readFileSync(join(src, name), 'utf8')),
  }));

/** What only tells a type is not there when the code runs. */
function codeOf(source: string): string {
  return source.replace(/^import type [^;]+;$/gmu, '');
}

describe('the one door to the network', () => {
  it('is the only one: nobody else opens a socket or resolves a name', () => {
    const opens =
      /(?:from |import\(|import )['"](?:node:)?(?:https?|http2|net|tls|dns|dns\/promises|dgram|undici|ws|inspector)['"]/u;
    const globals = /(?<![.\w'])(?:globalThis\.|new )(?:fetch|WebSocket|EventSource|XMLHttpRequest)\b/u;
    expect(others.length).toBeGreaterThan(100);
    expect(
      others.filter(({ text }) => opens.test(text) || globals.test(text)).map(({ name }) => name),
    ).toEqual([]);
  });

  it('is what is called where something is fetched: Node has a `fetch` of its own', () => {
    const calls = others.filter(({ text }) => /(?<![.\w])fetch\(/u.test(text));
    expect(calls.length).toBeGreaterThan(3);
    const ungiven = calls.filter(({ text }) => !/[({,]\s*fetch\s*[,)}:]/u.test(text));
    expect(ungiven.map(({ name }) => name)).toEqual([]);
  });

  it('keeps what a post names from leading to private addresses', async () => {
    const canary = await serveHttp((_, response) => response.end('SECRET'), '::');
    const connectTo = [`:80::${canary.port}`, `:443::${canary.port}`];
    const lookup = async () => [{ address: '127.0.0.1', family: 4 as const }];
    const net = openNet({ log: silentLog, contact: null, version: '0', connectTo, ca: null, lookup });
    const images = openImages();
    const hosts = ['127.0.0.1', '[::1]', '169.254.169.254', '2130706433', 'localhost', 'rebind.example'];
    const pictures = hosts.map((host) => pictureAt(`http://${host}/latest/meta-data/iam/`));
    const [avatar = null] = pictures;
    const post: Post = {
      ...emptyPost,
      author: { ...nobody, avatar },
      media: pictures.map((picture) => ({
        ...picture,
        kind: 'photo',
        alt: null,
        poster: null,
        durationMs: null,
        stream: null,
      })),
    };
    const fetched = await fetchPostMedia(post, {
      fetch: net.fetch,
      images,
      keep: () => Promise.reject(new Error('nothing may come')),
    });
    expect(fetched.author.avatar?.missing).toBe('refused-address');
    expect(fetched.media.map(({ missing }) => missing)).toEqual(hosts.map(() => 'refused-address'));
    expect(canary.connections()).toBe(0);
    await images.close();
    await net.close();
    await canary.close();
  });
});
