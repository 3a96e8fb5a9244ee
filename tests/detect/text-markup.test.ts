import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

/** Kind, name, day and text of each embed of a plain text. */
function find(text: string): unknown[] {
  const bytes = Buffer.from(text);
  const article = { name: 'article.txt', bytes, format: 'text', charset: null, url: null } as const;
  return detect(article, platforms).embeds.map(({ kind, name, quoted }) => [
    kind,
    name.replace(/\/[0-9a-f]{12}$/u, ''),
    quoted?.date ?? null,
    quoted?.text ?? null,
  ]);
}

const before = 'The council met on Monday evening and heard forty speakers.';
const after = 'The vote was put off until the end of the month.';
const blockquote = (kind: string): string =>
  `<blockquote class="${kind}"><p lang="en" dir="ltr">Open the bridge!</p>&mdash; Ana (@ana) <a href="https://twitter.com/ana/status/1633021000000000000">March 7, 2023</a></blockquote>`;

describe('markup left in a plain text', () => {
  it.each(['twitter-tweet', 'twitter-video'])('tells the id of its post: %s', (kind) => {
    expect(find(`${before}\n${blockquote(kind)}\n${after}`)).toEqual([
      ['blockquote', 'x:1633021000000000000', '2023-03-07', 'Open the bridge!'],
    ]);
  });

  it('stands beside posts that became text', () => {
    const flattened = 'Paint the railing, too. It is high time.\n— Bo (@bo) March 8, 2023';
    expect(
      find(
        `${before}\n\n${flattened}\n\n${after}\n\n${blockquote('twitter-tweet')}\n\n${after}\n\n${flattened}`,
      ),
    ).toEqual([
      ['flattened', 'x:@bo/2023-03-08', '2023-03-08', 'Paint the railing, too. It is high time.'],
      ['blockquote', 'x:1633021000000000000', '2023-03-07', 'Open the bridge!'],
      ['flattened', 'x:@bo/2023-03-08', '2023-03-08', 'Paint the railing, too. It is high time.'],
    ]);
  });

  it('of other things is no post', () => {
    expect(
      find(
        `${before}\n<blockquote class="quote">Open it (@ana)</blockquote>\n<script src="a.js"></script>\n${after}`,
      ),
    ).toEqual([]);
  });
});

describe('escapes left in a plain text', () => {
  const read = (text: string, attribution: string): unknown[] =>
    find(`${before}\n${text}\n${attribution}\n${after}`);

  it('of JSON stay as they are printed', () => {
    const text = 'Open the bridge \\uD83E\\uDE78 now, please! #Bridge';
    expect(read(text, '\\u2014 Ana (@ana) March 7, 2023')).toEqual([
      ['flattened', 'x:@ana/2023-03-07', '2023-03-07', text],
    ]);
  });

  it('of HTML stay so too, and are undone where they are part of the attribution', () => {
    const text = 'Now &amp; not &quot;later&quot; &amp;#8230; AT&T says ?a=1&copy=2 #Bridge';
    expect(read(text, '&mdash; Ana (&#64;ana) March 7, 2023')).toEqual([
      ['flattened', 'x:@ana/2023-03-07', '2023-03-07', text],
    ]);
  });
});
