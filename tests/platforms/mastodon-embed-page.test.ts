import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { type Segment, textOf } from '../../src/model/post.ts';
import { embedPage } from '../../src/platforms/mastodon/embed-page.ts';
import { fetchFrom, makeRoom, type Room } from '../capture/world.ts';
import { embed, oldPage } from './mastodon-pages.ts';
import { host, local, ref, refAt } from './mastodon-statuses.ts';
import { wireOf } from './platform-corpus.ts';

const at = (id: string) => refAt(`https://${host}/@jo/${id}`);
const drawn = (inside: string) =>
  `<!doctype html><html><body class="embed"><div id="mastodon-status">${inside}</div></body></html>`;
const other = '115624517760490000';
const gone = '115624517760490001';
const old = '115624517760490002';
const world = {
  [embedPage.url(ref, 'light')]: drawn(embed()),
  [embedPage.url(at(other), 'light')]: drawn(embed()),
  [embedPage.url(at(gone), 'light')]:
    '<main><h1>404</h1><p>The page you are looking for isn’t here.</p></main>',
  [embedPage.url(at(old), 'light')]: oldPage({ id: old }),
};

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 400 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

const known = { handle: 'jo@coop.example', name: 'Jo', text: 'One & two\nthree \n\n#kelp' };
/** Without the server's emoji: those are pictures on the page. */
const wordsOf = (segments: readonly Segment[]) => textOf(segments.filter(({ kind }) => kind !== 'emoji'));
const shoot = (id: string, expected: Partial<typeof known> = {}) =>
  capturer.page({
    url: embedPage.url(at(id), 'light'),
    page: embedPage,
    expect: { id: at(id).id, ...known, ...expected },
    theme: 'light',
  });

describe('Mastodon’s embed page', () => {
  it('is that of the post’s own server', () => {
    expect(embedPage.url(ref, 'light')).toBe(`https://${host}/@jo/${local}/embed`);
  });

  it('is verified as the server drew it, by what is read of it', async () => {
    const answer = embedPage.read?.(wireOf(oldPage({ id: old })), at(old));
    if (answer?.kind !== 'post') throw new Error(JSON.stringify(answer));
    const { author, segments } = answer.post;
    const shot = await shoot(old, { handle: author.handle ?? '', text: wordsOf(segments) });
    expect(shot.width).toBeGreaterThan(0);
  });

  it('is verified as scripts draw it, by what is read of it: the link over all of it hides nothing', async () => {
    const answer = embedPage.read?.(wireOf(embed()), ref);
    if (answer?.kind !== 'post') throw new Error(JSON.stringify(answer));
    const { author, segments } = answer.post;
    expect({ handle: author.handle, name: author.name, text: wordsOf(segments) }).toEqual(known);
    expect((await shoot(local)).width).toBeGreaterThan(0);
  });

  it.each([
    ['another post', other, {}, 'mismatch'],
    ['other words', local, { text: 'Three & four' }, 'mismatch'],
    ['another author', local, { handle: 'sam@coop.example' }, 'mismatch'],
    ['no post', gone, {}, 'wall'],
  ])('is refused with %s', async (_what, id, expected, kind) => {
    await expect(shoot(id, expected)).rejects.toMatchObject({ name: 'capture-unverified', facts: { kind } });
  });

  it('with a warning tells no more than that', () => {
    const answer = embedPage.read?.(wireOf(embed({ warning: 'politics', text: '' })), ref);
    if (answer?.kind !== 'post') throw new Error(JSON.stringify(answer));
    expect(textOf(answer.post.segments)).toBe('politics');
    expect(answer.post).toMatchObject({ truncated: true, sensitive: true });
  });

  it.each([
    ['another post', embed({ id: other })],
    ['a post without its link', embed({ overlay: false })],
    ['nothing', ''],
  ])('is no answer with %s', (_what, source) => {
    expect(embedPage.read?.(wireOf(source), ref)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });
});
