import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/canonical.ts';
import { type Asked, type Hosts, type Reply, startHosts } from '../stand-in/hosts.ts';
import { drawPicture } from '../stand-in/pictures.ts';
import { xHosts } from '../stand-in/x-routes.ts';
import { Home, nowhere, records } from './holdfast.ts';

const id = '861627479294746624';
const words = 'The council voted at dawn, and nobody told the harbour.';
const photo = 'https://pbs.twimg.com/media/HarbourAtDawn.jpg';
const takenAt = '20170509101112';

const media = [
  {
    id_str: '9',
    indices: [words.length + 1, words.length + 24],
    media_url_https: photo,
    url: 'https://t.co/harbourpic',
    display_url: 'pic.twitter.com/harbourpic',
    expanded_url: `https://twitter.com/harbour_office/status/${id}/photo/1`,
    type: 'photo',
    sizes: { large: { w: 640, h: 360, resize: 'fit' } },
  },
];

/** How the archive has the post: as X's own interface gave it to programs in 2017. */
const kept = {
  created_at: 'Mon May 08 17:02:53 +0000 2017',
  id_str: id,
  text: `${words} https://t.co/harbourpic`,
  truncated: false,
  entities: { hashtags: [], urls: [], user_mentions: [], symbols: [], media },
  extended_entities: { media },
  user: { id_str: '77', name: 'Harbour Office', screen_name: 'harbour_office' },
  lang: 'en',
  favorite_count: 3,
  retweet_count: 1,
};

const article = `<!doctype html><html lang="en"><title>The vote</title><p>They said so at the time.</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${words} <a href="https://t.co/harbourpic">pic.twitter.com/harbourpic</a></p>&mdash; Harbour Office (@harbour_office) <a href="https://twitter.com/harbour_office/status/${id}">May 8, 2017</a></blockquote>
<p>Then it was gone.</p></html>`;

let home: Home;
let hosts: Hosts;
let picture: Uint8Array;

beforeEach(async () => {
  home = new Home();
  picture = (await drawPicture('harbour', 640, 360, 'jpg')).bytes;
  hosts = await startHosts({
    hosts: [...xHosts, 'web.archive.org', 'archive.org'],
    reply: ({ url }: Asked): Reply => (url.hostname === 'web.archive.org' ? archived(url) : gone),
  });
});
afterEach(async () => {
  await hosts.close();
  home.remove();
});

const gone: Reply = {
  status: 404,
  headers: { 'content-type': 'text/html' },
  body: '<title>Not here</title>',
};

function archived(url: URL): Reply {
  if (url.pathname === '/cdx/search/cdx') return listOf(url.searchParams.get('url') ?? '');
  const [, stamp, original = ''] =
    /^\/web\/(\d{14})(?:id_|im_)\/(.+)$/u.exec(url.pathname + url.search) ?? [];
  if (stamp !== takenAt) return gone;
  const headers = { 'memento-datetime': 'Tue, 09 May 2017 10:11:12 GMT' };
  if (original.includes('pbs.twimg.com'))
    return { status: 200, headers: { ...headers, 'content-type': 'image/jpeg' }, body: picture };
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(kept),
  };
}

function listOf(address: string): Reply {
  const headers = { 'content-type': 'application/json' };
  const isPost = address.includes(`twitter.com/harbour_office/status/${id}`);
  const isPhoto = address.startsWith('https://pbs.twimg.com/media/HarbourAtDawn');
  if (!isPost && !isPhoto) return { status: 200, headers, body: '[]' };
  const type = isPhoto ? 'image/jpeg' : 'application/json';
  const rows = [
    ['original', 'timestamp', 'digest', 'mimetype', 'statuscode'],
    [address, takenAt, '-', type, '200'],
  ];
  return { status: 200, headers, body: JSON.stringify(rows) };
}

interface Shown {
  readonly state: string;
  readonly known: string;
  readonly post: {
    readonly text: string;
    readonly author: { readonly name: string; readonly handle: string };
    readonly createdAt: string;
    readonly media: readonly { readonly blob: string; readonly from: { readonly archive: string } | null }[];
  };
  readonly witnesses: Readonly<Record<string, readonly string[]>>;
  readonly conflicts: readonly unknown[];
  readonly snapshots: readonly { readonly id: number }[];
  readonly observations: readonly {
    readonly source: string;
    readonly outcome: string;
    readonly asOf: string | null;
  }[];
}

describe('a post that is gone from its platform', () => {
  it('is put together again from what the article quotes, an archived copy, and the archive of its picture', async () => {
    writeFileSync(home.in('vote.html'), article);
    const ended = await home.run(['archive', 'vote.html', ...hosts.flags], { HOLDFAST_WEB_ARCHIVES: '1' });
    const [shown] = records<Shown>(await home.run(['show', `x:${id}`, '--json', '--witnesses']));
    expect(shown, ended.stderr).toMatchObject({
      state: 'deleted',
      known: 'archive',
      post: {
        text: words,
        author: { name: 'Harbour Office', handle: 'harbour_office' },
        createdAt: '2017-05-08T17:02:53.000Z',
        media: [{ blob: sha256(picture), from: { archive: 'web.archive.org' } }],
      },
      witnesses: {
        text: ['wayback', 'article'],
        author: ['wayback', 'article'],
        createdAt: ['wayback', 'article', 'id'],
        media: ['wayback'],
      },
      conflicts: [],
    });
    expect(shown?.snapshots).toHaveLength(1);
    expect(shown?.observations.find(({ source }) => source === 'wayback')).toMatchObject({
      outcome: 'live',
      asOf: '2017-05-09T10:11:12.000Z',
    });
    const told = await home.run(['show', `x:${id}`]);
    expect(told.stdout).toContain('last shown by wayback as of 2017-05-09T10:11:12.000Z');
    expect(ended.code).toBe(0);
  });

  it('waits for an archive that is down, blames nobody else for it, and says what was not found', async () => {
    writeFileSync(home.in('vote.html'), article);
    const down: Reply = { status: 503, headers: { 'content-type': 'text/plain' }, body: 'down' };
    const away = await startHosts({
      hosts: [...xHosts, 'web.archive.org', 'archive.org'],
      reply: ({ url }: Asked): Reply => (url.hostname.endsWith('archive.org') ? down : gone),
    });
    try {
      const ended = await home.run(['archive', 'vote.html', ...away.flags, ...nowhere], {
        HOLDFAST_WEB_ARCHIVES: '1',
      });
      expect(ended.code, ended.stderr).toBe(3);
      expect(ended.stdout).toContain('(a server failed)');
      expect(ended.stdout).not.toContain('platform');
      const shown = await home.run(['show', `x:${id}`]);
      expect(shown.stdout).toMatch(
        /state unknown since \S+, not found by x-syndication, x-oembed, known quoted/u,
      );
    } finally {
      await away.close();
    }
  });

  it('stays as the article quotes it where the operator wants no archive asked', async () => {
    writeFileSync(home.in('vote.html'), article);
    const ended = await home.run(['archive', 'vote.html', '--no-web-archives', ...hosts.flags], {
      HOLDFAST_WEB_ARCHIVES: '1',
    });
    const [shown] = records<Shown>(await home.run(['show', `x:${id}`, '--json']));
    expect(shown).toMatchObject({ state: 'unknown', known: 'quoted', post: { text: words } });
    expect(hosts.requests.filter(({ host }) => host.endsWith('archive.org'))).toEqual([]);
    expect(ended.code).toBe(3);
  });
});
