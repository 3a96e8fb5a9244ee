import { describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { oembed } from '../../src/platforms/reddit/oembed.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import {
  meaningOf,
  recordedAnswers,
  saysNothing,
  saysNothingInJson,
  wireOf,
  withoutCorpus,
  withWrongFields,
} from './platform-corpus.ts';

const address = 'https://www.reddit.com/r/investing/comments/7pfpeq/a_title/';
const commentAddress = 'https://www.reddit.com/r/investing/comments/7pfpeq/comment/kbjvg1k/';
const answers = recordedAnswers('reddit/oembed');
const pages = recordedAnswers('reddit/og-html');

const whole = {
  author_name: 'nadia-n',
  html:
    `<blockquote class="reddit-embed-bq" style="height:316px" >\n<a href="${address}">A title &amp; more</a><br> by\n` +
    '<a href="https://www.reddit.com/user/nadia-n/">u/nadia-n</a> in\n<a href="https://www.reddit.com/r/investing/">investing</a>\n</blockquote>',
  provider_name: 'reddit',
  title: 'A title & more',
  type: 'rich',
  height: 316,
};

const comment = {
  ...whole,
  title: 'A title & more',
  html:
    `<blockquote class="reddit-embed-bq"><a href="${commentAddress}">Comment</a><br> by <a href="https://www.reddit.com/user/nadia-n/">u/nadia-n</a> ` +
    `from discussion <a href="${address}"><no value=""></no></a><br> in <a href="https://www.reddit.com/r/investing/">investing</a></blockquote>`,
};

describe('asking Reddit', () => {
  it('asks by the whole address', async () => {
    const asked: string[] = [];
    await oembed.ask(ref(address), (request) => {
      asked.push(request.url);
      return Promise.resolve(wireOf('{}'));
    });
    expect(asked).toEqual([`https://www.reddit.com/oembed?url=${encodeURIComponent(address)}`]);
  });

  it('is one of the platform’s sources', () => {
    expect(reddit.sources).toContain(oembed);
  });
});

describe.skipIf(answers === null)(`recorded answers (${answers === null ? withoutCorpus : 'all'})`, () => {
  it('reads every one as its golden says', () => {
    const read = (answers ?? []).map(({ name, body }) => [name, oembed.read(wireOf(body), ref(address))]);
    expect(read.length).toBeGreaterThan(0);
    expectShortGolden('platforms-reddit/oembed.json', Object.fromEntries(read));
  });

  it('takes none for another post', () => {
    const other = ref('https://www.reddit.com/r/investing/comments/7pfpex/a_title/');
    for (const { body } of answers ?? [])
      expect(meaningOf(oembed.read(wireOf(body), other))).toBe('bad-shape');
  });

  it('takes a page for a wall', () => {
    for (const { body } of pages ?? [])
      expect(meaningOf(oembed.read(wireOf(body), ref(address)))).toBe('walled');
  });
});

describe('a post', () => {
  it('is its title and who wrote it', () => {
    expect(postOf(oembed.read(wireOf(whole), ref(address)))).toMatchObject({
      ref: { id: 't3_7pfpeq', url: address },
      author: { name: null, handle: 'nadia-n', url: 'https://www.reddit.com/user/nadia-n/' },
      segments: [{ kind: 'text', text: 'A title & more' }],
      createdAt: null,
      dir: 'ltr',
      parent: null,
    });
  });

  it('lends a comment its name, not its words', () => {
    const post = postOf(oembed.read(wireOf(comment), ref(commentAddress)));
    expect(post).toMatchObject({
      ref: { id: 't1_kbjvg1k' },
      author: { handle: 'nadia-n' },
      segments: [],
      parent: { name: 'reddit:t3_7pfpeq', url: address },
    });
  });
});

describe('what an answer means', () => {
  it.each([
    ...saysNothing,
    ['not there', 404, { message: 'Not Found', error: 404 }, 'not-found'],
    ['a private community', 403, { reason: 'private', message: 'Forbidden', error: 403 }, 'withheld-unknown'],
    ['a banned community', 404, { reason: 'banned', message: 'Not Found', error: 404 }, 'withheld-unknown'],
    ['a limit that gives a reason', 429, { reason: 'ratelimit' }, 'rate-limited'],
    ['a post', 200, whole, 'live'],
    ['deleted', 200, { ...whole, title: '[deleted by user]', author_name: '[deleted]' }, 'deleted'],
    ['deleted, in short', 200, { ...whole, title: '[deleted]', author_name: '[deleted]' }, 'deleted'],
    ['removed', 200, { ...whole, title: '[removed]', author_name: '[deleted]' }, 'removed'],
    [
      'removed by Reddit',
      200,
      { ...whole, title: '[ Removed by Reddit ]', author_name: '[deleted]' },
      'removed',
    ],
    [
      'removed by moderators',
      200,
      { ...whole, title: '[Removed by moderator]', author_name: '[removed]' },
      'removed',
    ],
    ['somebody’s joke of a title', 200, { ...whole, title: '[deleted]' }, 'withheld-unknown'],
    ['no author, but a title', 200, { ...whole, author_name: '[deleted]' }, 'withheld-unknown'],
    ['a title about such marks', 200, { ...whole, title: 'Why does it say [removed]?' }, 'live'],
    ['a post without a title', 200, { ...whole, title: '' }, 'bad-shape'],
    ['a link to nothing', 200, { ...whole, html: '<blockquote></blockquote>' }, 'bad-shape'],
    ['its discussion’s comment', 200, comment, 'bad-shape'],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(oembed.read(wireOf(body, status), ref(address)))).toBe(meaning);
  });

  it.each(saysNothingInJson)('%s is of no shape', (_what, body) => {
    expect(meaningOf(oembed.read(wireOf(body), ref(address)))).toBe('bad-shape');
  });

  it.each([
    ['https://www.reddit.com/comments/7pfpeq/', 'invalid'],
    ['https://old.reddit.com/api/info?id=t1_kbjvg1k', 'invalid'],
    ['https://www.reddit.com/user/nadia-n/comments/7pfpeq/', 'not-found'],
    [commentAddress, 'not-found'],
  ])('takes a 404 only for what was asked by a whole address: %s', (url, meaning) => {
    expect(meaningOf(oembed.read(wireOf('', 404), ref(url)))).toBe(meaning);
  });

  it('loses no more than the part that is wrong', () => {
    const problems = withWrongFields(whole).flatMap(({ field, body }) => {
      const answer = oembed.read(wireOf(body), ref(address));
      if (answer.kind !== 'post')
        return ['html', 'title'].includes(field) ? [] : [`${field}: ${answer.reason}`];
      const { author, segments } = answer.post;
      const isClean = textOf(segments).isWellFormed() && !textOf(segments).includes('\0');
      return isClean && ['nadia-n', null].includes(author.handle) ? [] : [`${field}: ${textOf(segments)}`];
    });
    expect(problems).toEqual([]);
  });
});

function postOf(answer: ReturnType<typeof oembed.read>): Post {
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(url: string): Ref {
  const found = reddit.match(new URL(url), 'link');
  if (found === null) throw new Error(`${url} is no post of Reddit`);
  return found;
}
