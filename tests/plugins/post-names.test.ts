import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embedsIn } from '../../src/detect/embeds-in.ts';
import { decodeBytes } from '../../src/html/decoded-text.ts';
import { platformsInArticles } from '../../src/platforms/in-articles.ts';
import { platformsByName } from '../../src/plugins/post-names.ts';
import { tweet } from './exported.ts';

const cases = join(import.meta.dirname, '../cases/detect/html');
const pages = readdirSync(cases).filter((name) => name.endsWith('.html'));

/** As the networks hand them out, then what became of some in articles. */
const quotes = [
  tweet('20'),
  tweet('20').replace('a café', 'a <a href="https://x.com/toad/status/19">café</a>'),
  tweet('20').replace(/<a href.*<\/a>/u, 'May 1, 2023'),
  tweet('20')
    .replace('twitter-tweet', 'twitter-tweet" data-tweet-id="21')
    .replace(/<a href.*<\/a>/u, ''),
  '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l"><p>a café</p>&mdash; frog (<a href="https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur">@frog.example</a>) <a href="https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3l">May 1</a></blockquote>',
  '<blockquote class="bluesky-embed"><p>a café</p>&mdash; frog (@frog.example) May 1, 2023</blockquote>',
  '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CrXyz12abcd/"><a href="https://www.instagram.com/p/CrXyz12abcd/">A post shared by frog (@frog)</a></blockquote>',
  '<blockquote class="instagram-media"><p><a href="https://www.instagram.com/p/CrXyz12abcd/">a café</a></p></blockquote>',
  '<blockquote class="instagram-media"><p>a café</p><p>A post shared by frog (@frog) on May 1, 2023</p></blockquote>',
  '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@frog/video/7106594312292453678" data-video-id="7106594312292453678"><section><a href="https://www.tiktok.com/@frog">@frog</a><p>a café</p></section></blockquote>',
  '<blockquote class="tiktok-embed" data-embed-type="creator" cite="https://www.tiktok.com/@frog"><section><a href="https://www.tiktok.com/@frog">@frog</a></section></blockquote>',
  '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@frog/post/CuXyz12abcd" id="ig-tp-CuXyz12abcd"><a href="https://www.threads.net/@frog/post/CuXyz12abcd">View on Threads</a></blockquote>',
  '<blockquote class="mastodon-embed" data-embed-url="https://mastodon.example/@frog/110224538612341234/embed"><a href="https://mastodon.example/@frog/110224538612341234">View on Mastodon</a></blockquote>',
];

describe('posts known by name alone', () => {
  it.each(quotes)('are the same, in the same places, as those whose words are read too: %s', (quote) => {
    const source = `<p>Words</p>${quote}<p>more</p>`;
    expect(places(source, platformsByName)).toEqual(places(source, platformsInArticles));
  });

  it.each(pages)('are the same in %s', (name) => {
    const source = readFileSync(join(cases, name), 'utf8');
    expect(places(source, platformsByName)).toEqual(places(source, platformsInArticles));
  });

  it('are read without their words', () => {
    const [embed] = found(tweet('20'), platformsByName);
    expect(embed).toMatchObject({ name: 'x:20', quoted: null });
    expect(found(tweet('20'), platformsInArticles)[0]?.quoted).not.toBeNull();
  });
});

function found(source: string, platforms: typeof platformsByName) {
  const bytes = Buffer.from(source);
  const article = { name: 'a.html', bytes, format: 'html', charset: 'utf-8', url: null } as const;
  return embedsIn(decodeBytes(bytes, 'utf-8', false), article, platforms);
}

function places(source: string, platforms: typeof platformsByName) {
  return found(source, platforms).map(({ kind, name, start, end }) => ({ kind, name, start, end }));
}
