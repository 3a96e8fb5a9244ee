import { describe, expect, it } from 'vitest';
import { conflictsOf } from '../../src/detect/conflicts.ts';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

/** What is found strange of a post embedded with that id and printed day. */
function conflictsFor(id: string, printed: string) {
  const page = `<blockquote class="twitter-tweet"><p>just setting up</p>&mdash; jack (@jack) <a href="https://twitter.com/jack/status/${id}">${printed}</a></blockquote>`;
  const article = { name: 'a', bytes: Buffer.from(page), format: 'html', charset: null, url: null } as const;
  const { embeds } = detect(article, platforms);
  expect(embeds).toHaveLength(1);
  return embeds.flatMap((embed) => conflictsOf(embed, platforms));
}

describe('a printed date', () => {
  it.each(['September 16, 2023', 'September 17, 2023', '18 September 2023', '١٧ سبتمبر ٢٠٢٣'])(
    'may be the day of the id or one beside it: %s',
    (printed) => {
      expect(conflictsFor('1703436713362870723', printed)).toEqual([]);
    },
  );

  it.each([
    ['September 15, 2023', '2023-09-15'],
    ['September 19, 2023', '2023-09-19'],
    ['17 September 2013', '2013-09-17'],
  ])('is named when it is more than a day from it: %s', (printed, value) => {
    expect(conflictsFor('1703436713362870723', printed)).toEqual([
      {
        kind: 'date-conflict',
        field: 'createdAt',
        claims: [
          { source: 'article', value },
          { source: 'id', value: '2023-09-17T15:52:15.446Z' },
        ],
      },
    ]);
  });

  it('is given a day more where the id only tells it about', () => {
    for (const printed of ['March 19, 2006', 'March 21, 2006', 'March 23, 2006'])
      expect(conflictsFor('20', printed)).toEqual([]);
    expect(conflictsFor('20', 'March 24, 2006')).toEqual([
      {
        kind: 'date-conflict',
        field: 'createdAt',
        claims: [
          { source: 'article', value: '2006-03-24' },
          { source: 'id-estimate', value: '2006-03-21' },
        ],
      },
    ]);
  });

  it('that is missing or can’t be read contradicts nothing', () => {
    expect(conflictsFor('1703436713362870723', 'a link')).toEqual([]);
  });
});
