import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { type Post, textOf } from '../../src/model/post.ts';
import { oembed, oembedUrl } from '../../src/platforms/x/oembed.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { haveSameText } from '../../src/resolve/agree.ts';
import { expectGolden } from './golden.ts';
import { type Case, casesOf, corpus, essentials, ref, wireOf, withoutCorpus } from './x-corpus.ts';

const id = '1703436713362870723';

describe('asking oEmbed', () => {
  it('asks for the post by its id alone, without a script, in English', async () => {
    const asked: string[] = [];
    await oembed.ask(ref(id), (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    const query = new URL(asked[0] ?? '').searchParams;
    expect(asked).toEqual([oembedUrl(id)]);
    expect(query.get('url')).toBe(`https://twitter.com/i/status/${id}`);
    expect(Object.fromEntries(query)).toMatchObject({
      omit_script: '1',
      dnt: '1',
      hide_thread: '1',
      lang: 'en',
    });
  });
});

describe.skipIf(corpus === null)(`recorded answers (${corpus === null ? withoutCorpus : 'all'})`, () => {
  for (const kind of ['oembed', 'oembed-sitecut']) {
    it(`reads every ${kind} answer as its golden says`, () => {
      const read = casesOf(kind).map((one) => {
        const answer = answerOf(one);
        return [one.id, answer.kind === 'post' ? essentials(answer.post) : answer];
      });
      expect(read.length).toBeGreaterThan(20);
      expectGolden(`platforms-x/${kind}.json`, Object.fromEntries(read));
    });
  }

  it('reads every post there is and no timeline', () => {
    const kinds = casesOf('oembed').map((one) => [/^\d+$/.test(one.id), answerOf(one).kind === 'post']);
    expect(kinds.filter(([isPost, isRead]) => isPost !== isRead)).toEqual([]);
  });

  it('keeps what must hold for every post', () => {
    for (const post of [...casesOf('oembed'), ...casesOf('oembed-sitecut')].flatMap(postsOf)) {
      const text = textOf(post.segments);
      expect(text).not.toMatch(/&(?:amp|lt|gt|quot|mdash|#\d+);/);
      expect(text).not.toMatch(/pic\.(?:twitter|x)\.com\/\w+$/);
      expect(text).toBe(text.trimEnd());
      expect(post.author.handle).toMatch(/^\w{1,20}$/);
      expect(post.author.name).not.toBeNull();
      expect(post.createdAt ?? '2006-03-21').toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(post.metrics).toBeNull();
    }
  });

  it('says with the syndication endpoint what both have recorded', () => {
    const shared = casesOf('syndication-2022').filter((one) =>
      casesOf('oembed').some((other) => other.id === one.id),
    );
    expect(shared.length).toBeGreaterThan(0);
    for (const one of shared) {
      const first = syndication.read(wireOf(one.body), ref(one.id));
      const second = casesOf('oembed')
        .filter((other) => other.id === one.id)
        .flatMap(postsOf);
      const agree = second.map((post) => first.kind === 'post' && haveSameText(first.post, post));
      expect(agree).toEqual([true]);
    }
  });
});

describe('the blockquote of an answer', () => {
  it('keeps line breaks, the author’s own blanks, and every kind of link', () => {
    const post = read(
      'One &amp; two<br><br>three  <a href="https://twitter.com/bob?ref_src=x">@Bob</a>&#10;' +
        '<a href="https://twitter.com/hashtag/%D8%A7?src=hash">#ا</a> <a href="https://t.co/a">https://t.co/a</a> ' +
        '<a href="https://t.co/b">pic.twitter.com/b</a>',
    );
    expect(textOf(post.segments)).toBe('One & two\n\nthree  @Bob\n#ا https://t.co/a');
    expect(post.segments.map(({ kind }) => kind)).toEqual(['text', 'mention', 'text', 'tag', 'text', 'link']);
    expect(post).toMatchObject({
      author: { name: 'Nadia (N) & co', handle: 'nadia', url: 'https://x.com/nadia' },
      createdAt: '2023-09-17',
      lang: 'he',
      dir: 'ltr',
    });
  });

  it('takes no script, no style and no address but those of the web', () => {
    const post = read('a<script>alert(1)</script><a href="javascript:alert(1)">b</a><img src=x onerror=y>');
    expect(textOf(post.segments)).not.toContain('alert');
    expect(post.segments.every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('reads a picture alone as no words', () => {
    expect(read('<a href="https://t.co/b">pic.x.com/b</a>').segments).toEqual([]);
  });
});

const page = '<!DOCTYPE html><html>Sorry, that page doesn’t exist!</html>';
const notAuthorized = { error: 'Sorry, you are not authorized to see this status.', request: '/oembed' };

describe('what an answer means', () => {
  it.each<[what: string, status: number, body: unknown, meaning: string]>([
    ['a post', 200, answer('a'), 'live'],
    ['not there', 404, page, 'not-found'],
    ['hidden: protected or age-gated, it does not say', 403, notAuthorized, 'withheld-unknown'],
    [
      'the same in the newer shape',
      403,
      { errors: [{ code: 179, message: notAuthorized.error }] },
      'withheld-unknown',
    ],
    ['the same in a page', 403, `<html>${notAuthorized.error}</html>`, 'withheld-unknown'],
    [
      'a suspended account, said',
      403,
      { errors: [{ code: 63, message: 'User has been suspended.' }] },
      'suspended',
    ],
    ['a bare refusal', 403, '', 'refused'],
    ['a gateway’s refusal', 403, '<html>Access denied</html>', 'refused'],
    [
      'the old API’s missing post',
      200,
      { errors: [{ code: 34, message: 'Sorry, that page does not exist' }] },
      'not-found',
    ],
    ['the old API’s limit', 200, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 'rate-limited'],
    ['too many requests', 429, 'Rate limit exceeded', 'rate-limited'],
    ['their trouble', 503, page, 'server-error'],
    ['a page', 200, page, 'walled'],
    ['an empty body', 200, '', 'empty'],
    ['an empty object', 200, {}, 'bad-shape'],
    ['html that is no text', 200, { ...answer('a'), html: 5 }, 'bad-shape'],
    ['another post', 200, { ...answer('a', '1703436713362870724') }, 'bad-shape'],
    [
      'a timeline',
      200,
      { ...answer('a'), html: '<a class="twitter-timeline" href="https://x.com/a">a</a>' },
      'bad-shape',
    ],
    [
      'a blockquote of no post',
      200,
      { url: 'x', html: '<blockquote class="twitter-tweet"></blockquote>' },
      'bad-shape',
    ],
  ])('%s (%i)', (_what, status, body, meaning) => {
    expect(meaningOf(oembed.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it('uses typed fields only: odd ones are left out', () => {
    const odd = { ...answer('a'), author_name: 7, author_url: 'javascript:1', width: 1e9, height: '100%' };
    expect(oembed.read(wireOf(odd), ref(id))).toMatchObject({ post: { author: { name: 'Nadia (N) & co' } } });
  });
});

function answer(text: string, post = id) {
  const link = `https://x.com/nadia/status/${post}`;
  return {
    url: link,
    author_name: 'Nadia (N) & co',
    author_url: 'https://x.com/nadia',
    html:
      `<blockquote class="twitter-tweet" data-dnt="true"><p lang="iw" dir="ltr">${text}</p>` +
      `&mdash; Nadia (N) &amp; co (@nadia) <a href="${link}?ref_src=twsrc%5Etfw">September 17, 2023</a></blockquote>\n\n`,
    width: 550,
    height: null,
    type: 'rich',
    cache_age: '3153600000',
  };
}

function read(text: string): Post {
  const read = oembed.read(wireOf(answer(text)), ref(id));
  if (read.kind !== 'post') throw new Error(JSON.stringify(read));
  return read.post;
}

function answerOf({ id: name, body }: Case): Answer {
  return oembed.read(wireOf(body), ref(/^\d+$/.test(name) ? name : id));
}

function postsOf(one: Case): Post[] {
  const answer = answerOf(one);
  return answer.kind === 'post' ? [answer.post] : [];
}

function meaningOf(answer: Answer): string {
  if (answer.kind === 'post') return 'live';
  return answer.kind === 'tombstone' ? answer.state : answer.outcome;
}
