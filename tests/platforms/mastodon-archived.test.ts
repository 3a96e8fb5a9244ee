import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { readArchived } from '../../src/platforms/mastodon/archived.ts';
import { mastodon } from '../../src/platforms/mastodon/index.ts';
import { embed, headPage, oldPage, posting } from './mastodon-pages.ts';
import { host, local, noteOf, ref, statusOf } from './mastodon-statuses.ts';
import { wireOf } from './platform-corpus.ts';

function read(body: unknown, status = 200): Answer {
  const original = `https://${host}/@jo/${local}`;
  return readArchived(
    {
      archive: 'web.archive.org',
      original,
      url: `https://web.archive.org/web/20251201000000id_/${original}`,
      takenAt: '2025-12-01T00:00:00.000Z',
      mediaType: null,
      status,
      digest: null,
      wire: { ...wireOf(body, status), at: '2026-06-01T00:00:00.000Z' },
    },
    ref,
  );
}

function postOf(body: unknown): Post {
  const answer = read(body);
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

describe('archived copies of Mastodon’s posts', () => {
  it('are sought under all names the author was known by, and as answers', () => {
    const unnamed = mastodon.refOf(`${host}/${local}`) ?? ref;
    expect(mastodon.archivedAddresses?.(unnamed, [`jo@${host}`, 'jo@old.example'])).toEqual(
      expect.arrayContaining([
        `https://${host}/@jo/${local}`,
        `https://${host}/@jo/${local}/embed`,
        `https://${host}/users/jo/statuses/${local}`,
        `https://${host}/@jo@old.example/${local}`,
        `https://${host}/api/v1/statuses/${local}`,
      ]),
    );
    expect(mastodon.archivedAddresses?.(ref, [])[0]).toBe(ref.url);
  });

  it('drawn by the server are read like the page', () => {
    const post = postOf(oldPage());
    expect(textOf(post.segments)).toBe('One & two\nthree :blob:\n\n#kelp');
    expect(post).toMatchObject({
      ref: { id: ref.id },
      author: {
        name: 'Jo',
        handle: `jo@${host}`,
        url: `https://${host}/@jo`,
        avatar: { urls: ['https://files.example/avatar.png'] },
      },
      segments: [
        {},
        { kind: 'emoji', picture: { urls: ['https://files.example/blob.png'] } },
        {},
        { kind: 'tag', tag: 'kelp' },
      ],
      createdAt: '2019-11-27T20:15:00.000Z',
      media: [
        {
          kind: 'photo',
          alt: 'A gull',
          width: 800,
          urls: ['https://files.example/original/1.jpg', 'https://files.example/small/1.jpg'],
        },
      ],
      poll: { options: [{ text: 'Yes', votes: 3 }], endsAt: '2019-11-28T20:15:00.000Z' },
      sensitive: false,
    });
  });

  it('have their warning first', () => {
    const post = postOf(oldPage({ warning: 'politics' }));
    expect(textOf(post.segments)).toMatch(/^politics\n\nOne & two/u);
    expect(post.sensitive).toBe(true);
  });

  it('with addresses that an archive wrote over are read all the same', () => {
    const rewritten = oldPage().replaceAll(
      /(href|src)="https:/gu,
      '$1="https://web.archive.org/web/20200101000000im_/https:',
    );
    expect(postOf(rewritten)).toMatchObject({
      ref: { id: ref.id },
      author: { avatar: { urls: ['https://files.example/avatar.png'] } },
    });
  });

  it('with files for those without scripts only list them', () => {
    const listed = oldPage().replace('data-component="MediaGallery"', '');
    expect(postOf(listed).media).toMatchObject([
      { kind: 'photo', alt: 'A gull', urls: ['https://files.example/original/1.jpg'] },
    ]);
  });

  it('that scripts draw are read by their head', () => {
    expect(postOf(headPage())).toMatchObject({
      ref: { id: ref.id },
      author: { name: 'Jo', handle: 'jo@coop.example', url: `https://${host}/@jo` },
      segments: [{ kind: 'text', text: 'One & two' }],
      createdAt: '2025-11-27T20:15:00.000Z',
      lang: 'de',
      media: [{ kind: 'photo', urls: ['https://files.example/original/1.jpg'] }],
      truncated: false,
    });
  });

  it.each([
    ['Attached: 1 image · Content warning: politics', 'politics', true],
    ['Content warning: politics', 'politics', true],
    ['One: 1 two\n\nthree', 'One: 1 two\n\nthree', false],
    ['Angehängt: 2 Bilder\n\nEins', 'Eins', false],
  ])('of %j say %j', (description, text, truncated) => {
    const post = postOf(headPage({ description }));
    expect(textOf(post.segments)).toBe(text);
    expect(post.truncated).toBe(truncated);
  });

  it('are read by what search engines are told, where they are', () => {
    expect(postOf(headPage({ more: posting }))).toMatchObject({
      ref: { id: ref.id },
      author: { name: 'Jo', handle: 'jo@coop.example' },
      segments: [
        { kind: 'text', text: 'One & ' },
        { kind: 'link', url: 'https://example.org/a' },
      ],
      createdAt: '2025-11-27T20:15:00.000Z',
      version: '2025-11-28T20:15:00.000Z',
      media: [{ kind: 'photo', alt: 'A gull' }],
    });
  });

  it('take nothing from what search engines are told of another post', () => {
    const more = posting.replace(`/@jo/${local}`, '/@jo/12345');
    expect(postOf(headPage({ more })).segments).toEqual([{ kind: 'text', text: 'One & two' }]);
  });

  it('are read by the statuses that came along', () => {
    const state = `<script id="initial-state" type="application/json">${JSON.stringify({ statuses: { [local]: statusOf(local) } })}</script>`;
    expect(textOf(postOf(`<html><head>${state}</head></html>`).segments)).toBe(`words ${local}`);
  });

  it('of answers are read like those', () => {
    expect(textOf(postOf(statusOf(local)).segments)).toBe(`words ${local}`);
    expect(textOf(postOf(noteOf()).segments)).toBe('One & two');
    expect(read(statusOf(local, { visibility: 'private' }))).toMatchObject({
      kind: 'unknown',
      outcome: 'refused',
    });
  });

  it('of embeds are read as they were drawn', () => {
    expect(
      postOf(`<html><body class="embed"><div id="mastodon-status">${embed()}</div></body></html>`),
    ).toMatchObject({
      author: { handle: 'jo@coop.example' },
      lang: 'de',
      media: [
        {
          kind: 'photo',
          alt: 'A gull',
          urls: ['https://files.example/original/1.jpg', 'https://files.example/small/1.jpg'],
        },
      ],
    });
  });

  it.each([
    ['another post', oldPage({ id: '12345' }), 200, 'walled'],
    ['another post’s head', headPage({ id: '12345' }), 200, 'bad-shape'],
    ['no post', '<html><head><title>Log in</title></head><body></body></html>', 200, 'walled'],
    ['nothing', '', 200, 'empty'],
    ['an error', '<html></html>', 404, 'not-found'],
    [
      'an embed that isn’t drawn yet',
      '<html><body class="embed"><div id="mastodon-status" data-props="{}"></div></body></html>',
      200,
      'walled',
    ],
  ])('of %s show no post', (_what, body, status, outcome) => {
    expect(read(body, status)).toMatchObject({ kind: 'unknown', outcome });
  });
});
