import sharp from 'sharp';
import { HoldfastError } from '../../src/errors.ts';
import type { Fetch } from '../../src/model/wire.ts';
import { drawFace } from './faces.ts';
import { drawScene, type Scene, scenes } from './scenes.ts';

/** Answers for the outside world: the pictures we drew, and pages by address. All else is refused. */
export function worldOf(pages: ReadonlyMap<string, string>, at: string): Fetch {
  const answer = (url: string, type: string, body: Uint8Array) => ({
    url,
    status: 200,
    headers: [['content-type', type]] as const,
    body,
    at,
  });
  return async ({ url }) => {
    const page = pages.get(url);
    if (page !== undefined) return answer(url, 'text/html; charset=utf-8', Buffer.from(page));
    const svg = drawn(url);
    if (svg === null) throw new HoldfastError('refused-address', `${url} is no part of the contact sheet`);
    return answer(url, 'image/png', await sharp(Buffer.from(svg)).png().toBuffer());
  };
}

function drawn(url: string): string | null {
  const [, kind, name = ''] = /^https:\/\/pictures\.example\/(faces|scenes)\/(.+)\.png$/u.exec(url) ?? [];
  if (kind === 'faces') return drawFace(name);
  return kind === 'scenes' && isScene(name) ? drawScene(name) : null;
}

function isScene(name: string): name is Scene {
  return name in scenes;
}
