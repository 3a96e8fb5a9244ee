import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cardStyle } from '../../src/render/style.ts';

/** A site that lets in nothing but what it serves itself, and serves pictures late. */
export interface StrictSite {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** Until then every picture is waited for. */
  sendPictures(): void;
  close(): Promise<void>;
}

/** Nothing inline, nothing from elsewhere, no script at all. */
const policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'";

/** Serves the cards at `/`, their style at `/holdfast.css` and pictures of any size, as at `/media/1/720x480/boat.webp`. */
export async function openStrictSite(cards: readonly string[]): Promise<StrictSite> {
  const asked: string[] = [];
  const { promise: painted, resolve: sendPictures } = Promise.withResolvers<void>();
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>News</title><link rel="icon" href="/media/0/16x16/icon.webp"></head><body><p>News.</p>${cards.join('<p>More.</p>')}</body></html>`;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.setHeader('content-security-policy', policy);
    if (path === '/') response.setHeader('content-type', 'text/html').end(page);
    else if (path === '/holdfast.css') response.setHeader('content-type', 'text/css').end(cardStyle);
    else if (path.startsWith('/media/')) {
      response.setHeader('content-type', 'image/svg+xml');
      void painted.then(() => response.end(pictureOf(path)));
    } else response.writeHead(404).end();
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    sendPictures,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function pictureOf(path: string): string {
  const [, width, height] = /\/(\d+)x(\d+)\//u.exec(path) ?? [];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width ?? 1}" height="${height ?? 1}"><rect width="100%" height="100%" fill="#789"/></svg>`;
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
