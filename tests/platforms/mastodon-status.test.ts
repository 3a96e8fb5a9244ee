import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { anything, assert, object, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { refOf } from '../../src/platforms/mastodon/match.ts';
import { status, statusUrl } from '../../src/platforms/mastodon/status.ts';
import type { Ref } from '../../src/ref.ts';
import { processorTime } from '../processor-time.ts';
import { expectGolden } from './golden.ts';
import { essentials, wireOf } from './x-corpus.ts';

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'platform/mastodon/status');
const missing = existsSync(folder) ? '' : ' (no corpus of recorded answers here: set HOLDFAST_CORPUS)';

const ref: Ref = {
  platform: 'mastodon',
  id: 'social.coop/115624517760498357',
  url: 'https://social.coop/@jo/115624517760498357',
};
const account = { id: '7', username: 'jo', acct: 'jo', display_name: 'Jo', url: 'https://social.coop/@jo' };
const plain = {
  id: '115624517760498357',
  created_at: '2025-11-27T20:15:00.000Z',
  content: '<p>Hi</p>',
  visibility: 'public',
  account,
};

function read(parts: object, code = 200): Answer {
  return status.read(wireOf({ ...plain, ...parts }, code), ref);
}

function postOf(parts: object): Post {
  const answer = read(parts);
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

describe('asking a server of Mastodon', () => {
  it("asks the post's own", async () => {
    const asked: string[] = [];
    await status.ask(ref, (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    expect(asked).toEqual(['https://social.coop/api/v1/statuses/115624517760498357']);
    expect(statusUrl('social.example:8443/12')).toBe('https://social.example:8443/api/v1/statuses/12');
  });
});

describe.skipIf(missing !== '')(`recorded posts of Mastodon${missing}`, () => {
  const files = missing === '' ? readdirSync(folder).sort() : [];
  const cases = files.map((file) => {
    const value = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const asked = refOf(`social.example/${value.id}`);
    if (asked === null) throw new Error(file);
    return { file, value, answer: status.read(wireOf(value), asked) };
  });

  it('are read as their golden says', () => {
    expect(cases.length).toBeGreaterThanOrEqual(54);
    const read = cases.map(({ file, answer }) => [file, answer.kind === 'post' ? told(answer.post) : answer]);
    expectGolden('platforms-mastodon/status.json', Object.fromEntries(read));
  });

  it('keep every word that is shown, and nothing of the markup', () => {
    for (const { value, answer } of cases) {
      if (answer.kind !== 'post') continue;
      const text = textOf(answer.post.segments);
      const shown = value.reblog ?? value;
      const words = `${shown.spoiler_text} ${shown.content}`
        .replace(/<span class="invisible">[^<]*<\/span>/gu, '')
        .replace(/<p class="quote-inline">.*?<\/p>/gu, '')
        .replace(/<[^>]*>/gu, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&nbsp;', ' ')
        .replaceAll('&amp;', '&');
      expect(letters(text)).toBe(letters(words));
    }
  });

  it('that are not public are refused', () => {
    const closed = cases.filter(({ value }) => !['public', 'unlisted'].includes(value.visibility));
    expect(closed.length).toBeGreaterThanOrEqual(5);
    for (const { answer } of closed)
      expect(answer).toMatchObject({ kind: 'unknown', outcome: 'refused', closed: true });
  });
});

/** With what only this network tells. */
function told(post: Post): unknown {
  return { ...(essentials(post) as object), uri: post.uri, url: post.ref?.url };
}

function letters(text: string): string {
  return text.replace(/[\s…]+/gu, '');
}

describe("Mastodon's posts", () => {
  it('have paragraphs, lines, links as shown, mentions, tags and emoji', () => {
    const content =
      '<p>One &amp; two<br />three :blob:</p><p><span class="h-card"><a href="https://a.example/@k" class="u-url mention">@<span>k</span></a></span> ' +
      '<a href="https://social.coop/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a> ' +
      '<a href="https://example.org/a/long/path"><span class="invisible">https://</span><span class="ellipsis">example.org/a/lo</span><span class="invisible">ng/path</span></a></p>';
    const emojis = [{ shortcode: 'blob', url: 'https://social.coop/blob.png' }];
    const { segments } = postOf({ content, emojis });
    expect(textOf(segments)).toBe('One & two\nthree :blob:\n\n@k #x example.org/a/lo…');
    expect(segments.filter(({ kind }) => kind !== 'text')).toMatchObject([
      { kind: 'emoji', text: ':blob:', picture: { urls: ['https://social.coop/blob.png'] } },
      { kind: 'mention', text: '@k', handle: 'k@a.example', url: 'https://a.example/@k' },
      { kind: 'tag', text: '#x', tag: 'x', url: 'https://social.coop/tags/x' },
      { kind: 'link', text: 'example.org/a/lo…', url: 'https://example.org/a/long/path' },
    ]);
  });

  it.each([
    ['<p>a</p>\n<p>b</p>', 'a\n\nb'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
    ['<p>x</p><ol start="3"><li>a</li><li><p>b</p></li></ol>', 'x\n\n3. a\n4. b'],
    ['<pre><code>if x:\n    y()</code></pre>', 'if x:\n    y()'],
    ['<blockquote><p>a</p></blockquote>b', 'a\n\nb'],
    [
      '<p>a <img class="emoji" alt=":blob:" src="https://a.example/b.png"> <img alt="A cat" src="c"> b</p>',
      'a :blob: b',
    ],
    [
      'x <math><semantics><mi>a</mi><annotation encoding="application/x-tex">a^2</annotation></semantics></math>',
      'x a^2',
    ],
    ['x <math><mi>a</mi><mo>=</mo><script>1</script></math> y', 'x a=1 y'],
    ['<span class="invisible">secret</span>a', 'a'],
    ['<p>a</p><script>alert(1)</script><style>p{}</style>', 'a'],
    ['<a href="javascript:alert(1)">a</a>', 'a'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
    ['', ''],
  ])('show %s as text', (content, text) => {
    const { segments } = postOf({ content });
    expect(textOf(segments)).toBe(text);
    expect(segments.every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('say who, with the host', () => {
    expect(postOf({}).author).toMatchObject({ id: 'social.coop/7', name: 'Jo', handle: 'jo@social.coop' });
    expect(postOf({ account: { ...account, acct: 'jo@b.example' } }).author.handle).toBe('jo@b.example');
  });

  it('put a warning first, and name what they answer', () => {
    const post = postOf({
      spoiler_text: 'politics',
      sensitive: true,
      in_reply_to_id: '12',
      in_reply_to_account_id: '8',
      mentions: [{ id: '8', acct: 'k', url: 'https://social.coop/@k' }],
    });
    expect(textOf(post.segments)).toBe('politics\n\nHi');
    expect(post.sensitive).toBe(true);
    expect(post.parent).toMatchObject({ name: 'mastodon:social.coop/12', handle: 'k@social.coop' });
  });

  it('show pictures, videos, polls, cards and quotes', () => {
    const url = 'https://files.example/a';
    const post = postOf({
      content: '<p class="quote-inline">RE: <a href="https://social.coop/@k/12">x</a></p><p>Hi</p>',
      media_attachments: [
        {
          type: 'image',
          url,
          preview_url: `${url}s`,
          description: 'A dog',
          meta: { original: { width: 10, height: 20 } },
        },
        {
          type: 'gifv',
          url,
          preview_url: `${url}p`,
          meta: { original: { width: 10, height: 20, duration: 1.5 } },
        },
        { type: 'unknown', url: null, remote_url: `${url}r` },
      ],
      poll: {
        expires_at: '2025-11-28T20:15:00.000Z',
        options: [
          { title: 'Yes', votes_count: 3 },
          { title: 'No', votes_count: null },
        ],
      },
      card: { url: 'https://www.example.org/', title: 'T', description: '', provider_name: '', image: null },
      quote: { state: 'accepted', quoted_status: { ...plain, id: '12' } },
    });
    expect(post).toMatchObject({
      segments: [{ kind: 'text', text: 'Hi' }],
      media: [
        { kind: 'photo', urls: [url, `${url}s`], alt: 'A dog', width: 10, poster: null },
        { kind: 'gif', urls: [url], durationMs: 1500, poster: { urls: [`${url}p`] } },
      ],
      poll: {
        options: [
          { text: 'Yes', votes: 3 },
          { text: 'No', votes: null },
        ],
        endsAt: '2025-11-28T20:15:00.000Z',
      },
      card: { title: 'T', description: null, site: 'example.org' },
      quote: { ref: { id: 'social.coop/12' } },
    });
  });

  it('that boost another show the other', () => {
    const post = postOf({
      content: '',
      reblog: { ...plain, id: '12', account: { ...account, acct: 'k@b.example' } },
    });
    expect(post).toMatchObject({ ref: { id: 'social.coop/12' }, author: { handle: 'k@b.example' } });
    expect(textOf(post.segments)).toBe('Hi');
  });
});

describe('quoted posts of Mastodon', () => {
  const quoted = (id: string, more: object = {}) => ({ ...plain, id, ...more });
  const accepted = (status: unknown) => ({ state: 'accepted', quoted_status: status });

  it.each(['pending', 'rejected', 'revoked', 'deleted', 'unauthorized', 'blocked_account'])(
    'that are %s say so',
    (state) => {
      const content = '<p class="quote-inline">RE: <a href="https://social.coop/@k/12">x</a></p><p>Hi</p>';
      const post = postOf({ content, quote: { state, quoted_status: null } });
      expect(post.quote).toMatchObject({ ref: null, segments: [], unavailable: state });
      expect(textOf(post.segments)).toBe('Hi');
      const { quote } = postOf({ quote: { state, quoted_status_id: '12' } });
      expect(quote).toMatchObject({ ref: { id: 'social.coop/12' }, unavailable: state });
    },
  );

  it('are kept two deep: the third is named where only its id is told, else counted', () => {
    const shallow = quoted('12', { quote: { state: 'accepted', quoted_status_id: '13' } });
    expect(postOf({ quote: accepted(shallow) }).quote).toMatchObject({
      ref: { id: 'social.coop/12' },
      quote: { ref: { id: 'social.coop/13' }, segments: [], unavailable: null },
    });
    const deep = quoted('12', { quote: quoted('13', { quote: quoted('14') }) });
    expect(postOf({ quote: deep }).quote?.quote).toMatchObject({
      ref: { id: 'social.coop/13' },
      quote: null,
      omissions: [{ part: 'quote', reason: 'depth', count: 1 }],
    });
  });

  it('are Akkoma’s and Pleroma’s too', () => {
    expect(postOf({ quote: quoted('12') }).quote?.ref?.id).toBe('social.coop/12');
    expect(postOf({ pleroma: { quote: quoted('12') } }).quote?.ref?.id).toBe('social.coop/12');
    expect(postOf({ quote: null, quote_id: '12' }).quote).toMatchObject({ ref: { id: 'social.coop/12' } });
  });

  it('that run in a circle, aren’t for everybody or are broken cost only themselves', () => {
    const circle = quoted('12', { quote: quoted(plain.id) });
    expect(postOf({ quote: circle }).quote).toMatchObject({
      quote: null,
      omissions: [{ part: 'quote', reason: 'cycle', count: 1 }],
    });
    const secret = postOf({ quote: accepted(quoted('12', { visibility: 'private', content: 'secret' })) });
    expect(secret.quote).toMatchObject({ ref: { id: 'social.coop/12' }, unavailable: 'protected' });
    expect(JSON.stringify(secret)).not.toContain('secret');
    for (const quote of [7, 'x', [], {}, { content: 7 }, accepted({ id: 7 })])
      expect(postOf({ quote })).toMatchObject({
        quote: null,
        omissions: [{ part: 'quote', reason: 'malformed', count: 1 }],
      });
  });
});

describe('hostile posts of Mastodon', () => {
  const file = (n: number, more: object = {}) => ({
    type: 'image',
    url: `https://files.example/${n}.png`,
    ...more,
  });

  it('lose what is too much or broken, and say so', () => {
    const files = Array.from({ length: 30 }, (_, n) => file(n));
    const options = Array.from({ length: 100 }, (_, n) => ({ title: `${n}`, votes_count: n - 1 }));
    const post = postOf({
      media_attachments: [7, file(0, { url: 'javascript:alert(1)' }), ...files],
      poll: { expires_at: '9999-12-31T00:00:00Z', options },
      card: { url: 'javascript:alert(1)', title: 'T' },
    });
    expect(post.media).toHaveLength(19);
    expect(post.poll).toMatchObject({ options: { length: 20 }, endsAt: null });
    expect(post.poll?.options[0]).toEqual({ text: '0', votes: null });
    expect(post.card).toBeNull();
    expect(post.omissions).toEqual([
      { part: 'media', reason: 'malformed', count: 1 },
      { part: 'media', reason: 'surplus', count: 11 },
      { part: 'media', reason: 'unknown', count: 1 },
      { part: 'option', reason: 'surplus', count: 80 },
      { part: 'card', reason: 'malformed', count: 1 },
    ]);
  });

  it('with files their server can’t make out are what the name says', () => {
    const unknown = (name: string) => ({
      type: 'unknown',
      url: null,
      remote_url: `https://b.example/${name}`,
    });
    const names = ['a.jpg', 'b.MP4', 'c.opus', 'd.pdf', 'e'];
    expect(postOf({ media_attachments: names.map(unknown) })).toMatchObject({
      media: [
        { kind: 'photo', urls: ['https://b.example/a.jpg'] },
        { kind: 'video', urls: ['https://b.example/b.MP4'] },
        { kind: 'audio' },
      ],
      omissions: [{ part: 'media', reason: 'unknown', count: 2 }],
    });
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '10000',
    'yesterday',
    '٢٠٢٣-٠٩-١٤',
  ])('are of no time when they say %s', (created_at) => {
    expect(postOf({ created_at }).createdAt).toBeNull();
  });

  it.each([-1, 1e20, '1.2K', 0.5, null])('are not counted by %j', (favourites_count) => {
    expect(postOf({ favourites_count }).metrics?.likes).toBeNull();
  });

  it.each(['local', 'login', 'limited', 'mutuals_only', '__proto__', ''])(
    'are refused when they are for “%s”',
    (visibility) => {
      expect(read({ visibility })).toMatchObject({ kind: 'unknown', outcome: 'refused', closed: true });
    },
  );

  it('leave nothing behind on what all objects share', () => {
    const source = JSON.stringify(plain).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const acct = { ...account, acct: '__proto__', display_name: 'constructor' };
    expect(status.read(wireOf(source), ref).kind).toBe('post');
    expect(postOf({ account: acct }).author).toMatchObject({ handle: '__proto__@social.coop' });
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['a million letters', 'a'.repeat(1_000_000)],
    ['lines without end', '<br>'.repeat(50_000)],
    ['blanks without end', ' \n'.repeat(300_000)],
    ['paragraphs in paragraphs', '<p>'.repeat(50_000)],
    ['spans in spans', '<span>'.repeat(100_000)],
    ['links without end', '<a href="https://a.example/">a</a>'.repeat(30_000)],
    ['emoji without end', ':blob:'.repeat(100_000)],
    ['open formulas', '<math><mi>'.repeat(50_000)],
    ['items in lists in items', '<ul><li>'.repeat(50_000)],
    ['half of a tag', '<a href="'.repeat(100_000)],
  ])('with %s are read in no time', (_what, content) => {
    const emojis = [{ shortcode: 'blob', url: 'https://files.example/blob.png' }];
    const spent = processorTime();
    expect(read({ content, emojis }).kind).toBe('post');
    expect(spent()).toBeLessThan(5000);
  });

  it('are well-formed and whole', () => {
    const said = `a\ud800b\u0000c\u202e${'x\u0301'.repeat(1000)}`;
    const text = textOf(postOf({ content: `<p>${said}</p>` }).segments);
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain('x\u0301'.repeat(1000));
  });
});

describe('what is no post of Mastodon', () => {
  it.each([
    [{ error: 'Record not found' }, 404, 'not-found'],
    [{ error: 'Validation failed' }, 422, 'refused'],
    [{ error: 'This method requires an authenticated user' }, 401, 'refused'],
    ['<html></html>', 403, 'refused'],
    [{ error: 'Too many requests' }, 429, 'rate-limited'],
    ['', 503, 'server-error'],
    ['', 200, 'empty'],
    ['<html></html>', 200, 'walled'],
    ['{}', 200, 'bad-shape'],
    [{ ...plain, id: '12' }, 200, 'bad-shape'],
    [{ ...plain, account: null }, 200, 'bad-shape'],
  ])('%j with HTTP %i says %s', (body, code, outcome) => {
    expect(status.read(wireOf(body, code), ref)).toMatchObject({ kind: 'unknown', outcome });
  });

  it('is gone for good where the server says so', () => {
    expect(status.read(wireOf({ error: 'Gone' }, 410), ref)).toMatchObject({
      kind: 'tombstone',
      state: 'deleted',
    });
  });

  it('never throws', () => {
    assert(
      property(
        anything(),
        (value) => typeof status.read(wireOf(JSON.stringify(value) ?? ''), ref).kind === 'string',
      ),
    );
    assert(property(object(), (parts) => typeof read(parts).kind === 'string'));
    assert(
      property(
        string(),
        string(),
        (a, b) => typeof postOf({ content: `<${a}>${b}</${a}>&${b}` }).segments === 'object',
      ),
    );
  });
});
