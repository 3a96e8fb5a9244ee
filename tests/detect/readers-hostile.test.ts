import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { ArticleFormat } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { growthOf } from './growth.ts';

/** An embed of each network that is read for its words: what stands in it, then what it ends with. */
const embeds: Readonly<Record<string, (inside: string, name: string) => string>> = {
  x: (inside, name) =>
    `<blockquote class="twitter-tweet">${inside}— ${name}(@jo) <a href="https://x.com/jo/status/20">May 3, 2018</a></blockquote>`,
  bluesky: (inside, name) =>
    `<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:ab/app.bsky.feed.post/3kabcdefghi2k">${inside}— ${name}(@jo.bsky.social) <a href="https://bsky.app/profile/jo.bsky.social/post/3kabcdefghi2k">May 3, 2024</a></blockquote>`,
  mastodon: (inside, name) =>
    `<blockquote class="mastodon-embed" data-embed-url="https://mastodon.social/@jo/109572000000000000/embed">${inside}<a href="https://mastodon.social/@jo/109572000000000000">Post by ${name}@jo@mastodon.social</a></blockquote>`,
  threads: (inside, name) =>
    `<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@jo/post/CuXFPIeLLod">${inside}<a href="https://www.threads.net/@jo/post/CuXFPIeLLod">Post by ${name}@jo</a></blockquote>`,
  instagram: (inside, name) =>
    `<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CuXFPIeLLod/">${inside}<p>A post shared by ${name}(@jo) on May 3, 2018</p></blockquote>`,
  facebook: (inside, name) =>
    `<div class="fb-post" data-href="https://www.facebook.com/jo/posts/1015"><blockquote class="fb-xfbml-parse-ignore">${inside}Posted by <a href="https://www.facebook.com/jo">${name}</a> on <a href="https://www.facebook.com/jo/posts/1015">May 3, 2018</a></blockquote></div>`,
  tiktok: (inside, name) =>
    `<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@jo/video/6718335390845095173"><section><a href="https://www.tiktok.com/@jo">@jo</a>${inside}♬ ${name}</section></blockquote>`,
  telegram: (inside, name) =>
    `<blockquote class="telegram-post">${inside}${name}<a href="https://t.me/durov/68">a</a></blockquote>`,
  reddit: (inside, name) =>
    `<blockquote class="reddit-embed-bq">${inside}<a href="https://www.reddit.com/r/pics/comments/abc123/b/">${name}b</a> by <a href="https://www.reddit.com/user/jo">u/jo</a></blockquote>`,
};

const blank = '\u00a0';

/** What readers of words trip over, `n` of it. Blanks that don't break are not drawn together as others are. */
const fillings: Readonly<Record<string, (n: number) => string>> = {
  dashes: (n) => '—'.repeat(n * 4),
  'dashes between blanks': (n) => `—${blank}`.repeat(n * 3),
  'lines of a dash and blanks': (n) => `<p>—${blank.repeat(690)}</p>`.repeat(n / 100),
  'blanks, then a letter': (n) => `${blank.repeat(n * 4)}x`,
  'marks of direction, then a letter': (n) => `${'\u200e'.repeat(n * 4)}x`,
  'line breaks': (n) => 'a<br>'.repeat(n / 2),
  paragraphs: (n) => '<p>a</p>'.repeat(n / 2),
  'paragraphs never closed': (n) => '<p>'.repeat(n / 2),
  'paragraphs in paragraphs': (n) =>
    `${'<p><object>'.repeat(100)}${'a '.repeat(n / 4)}${'</object></p>'.repeat(100)}`,
  scripts: (n) => '<script>a</script>'.repeat(n / 2),
  'scripts never closed': (n) => '<script>'.repeat(n),
  'names in brackets': (n) => '(@jo.bsky.social) '.repeat(n / 2),
  'brackets never closed': (n) => '(@'.repeat(n * 3),
  'names of hosts': (n) => `(@${'a.'.repeat(n * 3)} `,
  links: (n) => '<a href="https://a.example/">a</a>'.repeat(n / 4),
  'links to nothing': (n) => '<a>b</a>'.repeat(n / 4),
  dates: (n) => 'May 3, 2018 '.repeat(n / 2),
  'full stops': (n) => `${'1. '.repeat(n * 2)}x`,
};

describe('embeds with hostile contents', () => {
  for (const [network, write] of Object.entries(embeds)) {
    it(`are seen at all: ${network}`, () => {
      expect(found(write('<p>Hi</p>', 'Jo '))).toEqual([network]);
    });

    for (const [what, fill] of Object.entries(fillings))
      it(`are read in time proportional to their length: ${network}, ${what}`, () => {
        expect(growthOf((n) => found(write(fill(n), 'Jo ')))).toBeLessThanOrEqual(2.5);
        expect(growthOf((n) => found(write('<p>Hi</p>', `a${fill(n)}`)))).toBeLessThanOrEqual(2.5);
      });
  }
});

/** The same for posts that an extractor made text of, and for Markdown. */
const texts: Readonly<Record<string, (n: number) => string>> = {
  'handles before a sound': (n) => `${'@a b\n'.repeat(n * 2)}♬ son original - a`,
  'handles in sentences before a sound': (n) => `${'@a b. '.repeat(n)}♬ a`,
  'sounds that never end': (n) => `@a b\n♬ a - a${' - a'.repeat(n)}`,
  'posts by nobody': (n) => `${'Post by @a@b.c\n'.repeat(n)}View on Mastodon`,
  'a post, then blanks': (n) => `Post by @a@b.c${'\n'.repeat(n * 8)}View on Mastodon`,
  invitations: (n) => `${'View this post on Instagram\n'.repeat(n / 2)}A post shared by a (@jo)`,
  'shared by nobody': (n) => `${'A post shared by '.repeat(n)} (@jo)`,
  'names of hosts': (n) => `Hi there\n— ${'a.'.repeat(n * 4)} (@jo.bsky.social) May 3, 2024`,
  'short links': (n) => `Hi\n${'https://t.co/abc '.repeat(n)}x\n— Jo (@jo) May 3, 2018`,
  'words of buttons': (n) => `Hi\n${'\nView on X'.repeat(n)}x\n— Jo (@jo) May 3, 2018`,
  blanks: (n) => `Hi${' '.repeat(n * 8)}x\n— Jo (@jo) May 3, 2018`,
  'a long fence': (n) => `${'`'.repeat(n * 8)}\na\n${'`'.repeat(n * 8)}x\n`,
  'fences, each longer': (n) => Array.from({ length: n / 20 }, (_, at) => `${'`'.repeat(at)}a`).join('\n'),
  commas: (n) => `{{< tweet x${','.repeat(n * 8)}x >}}`,
};

describe('hostile flattened posts', () => {
  for (const [what, make] of Object.entries(texts))
    it(`take time in proportion to their length: ${what}`, () => {
      expect(growthOf((n) => found(make(n), 'text'))).toBeLessThanOrEqual(2.5);
      expect(growthOf((n) => found(make(n), 'markdown'))).toBeLessThanOrEqual(2.5);
    });

  it('never throw for a fence of a million marks', () => {
    const fence = '`'.repeat(1_000_000);
    expect(
      found(`${fence}\nhttps://x.com/jo/status/20\n${fence}\n\nhttps://x.com/jo/status/21\n`, 'markdown'),
    ).toEqual(['x']);
  });
});

describe('a megabyte', () => {
  it.each([
    [
      'of nested elements',
      `${'<div>'.repeat(90_000)}${'</div>'.repeat(90_000)}${embeds['x']?.('<p>Hi</p>', 'Jo ')}`,
    ],
    [
      'of attributes',
      `<p>x.com</p><blockquote class="twitter-tweet" ${attributes(1_000_000)}>${embeds['x']?.('', '')}`,
    ],
  ])('%s takes less than two seconds of the processor, and 256 MB', (_, page) => {
    const bytes = Buffer.from(page);
    const [memory, time] = [process.memoryUsage().rss, process.cpuUsage()];
    const { embeds: seen } = detect(
      { name: 'a', bytes, format: 'html', charset: null, url: null },
      platforms,
    );
    const { user } = process.cpuUsage(time);
    expect(seen.map(({ name }) => name)).toEqual(['x:20']);
    expect(user / 1e6).toBeLessThan(2 * (bytes.length / 1e6));
    expect(process.memoryUsage().rss - memory).toBeLessThan(256e6 + 8 * bytes.length);
  });
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${at}`).join(' ');
}

/** The networks whose posts are seen. */
function found(source: string, format: ArticleFormat = 'html'): string[] {
  const bytes = Buffer.from(source);
  const seen = detect({ name: 'a', bytes, format, charset: null, url: null }, platforms).embeds;
  return seen.map(({ platform }) => platform);
}
