import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Home, nowhere, records } from './holdfast.ts';

const embed = (id: string, date: string) =>
  `<blockquote class="twitter-tweet"><p lang="en">The harbour is open again</p>— Marfa (@marfa) <a href="https://twitter.com/marfa/status/${id}">${date}</a></blockquote>`;
const wrong = embed('1703436713362870723', 'May 4, 2021');
const right = embed('1349129669258448897', 'January 12, 2021');
const page = `<p>News</p>\n${wrong}\n<p>and</p>\n${right}\n`;

let home: Home;
beforeEach(() => {
  home = new Home();
  writeFileSync(home.in('a.html'), page);
});
afterEach(() => home.remove());

describe('an article that prints a date its post’s id contradicts', () => {
  const claims = [
    { source: 'article', value: '2021-05-04' },
    { source: 'id', value: '2023-09-17T15:52:15.446Z' },
  ];

  it('is told so by detect', async () => {
    const found = records(await home.run(['detect', 'a.html', '--json']));
    expect(found.map(({ name, conflicts }) => [name, conflicts])).toEqual([
      ['x:1703436713362870723', [{ kind: 'date-conflict', field: 'createdAt', claims }]],
      ['x:1349129669258448897', []],
    ]);
    const start = page.indexOf('<blockquote');
    const words = await home.run(['detect', 'a.html']);
    expect(words.stdout.trimEnd().split('\n').at(-1)).toBe(
      `a.html, bytes ${start}–${start + Buffer.byteLength(wrong)}, x:1703436713362870723: date-conflict: article says “2021-05-04”; id says “2023-09-17T15:52:15.446Z”`,
    );
  });

  it('is told so of the archived post, whose time is the id’s', async () => {
    await home.run(['archive', 'a.html', '--quiet', ...nowhere]);
    const [shown] = records(await home.run(['show', 'x:1703436713362870723', '--json']));
    expect(shown).toMatchObject({
      post: { createdAt: '2023-09-17T15:52:15.446Z' },
      conflicts: [
        {
          kind: 'date-conflict',
          field: 'createdAt',
          claims: [
            { source: 'id', value: '2023-09-17T15:52:15.446Z' },
            { source: 'article', value: '2021-05-04' },
          ],
        },
      ],
    });
    const words = await home.run(['show', 'x:1703436713362870723']);
    expect(words.stdout).toContain(
      'date-conflict: id says “2023-09-17T15:52:15.446Z”; article says “2021-05-04”',
    );
  });
});
