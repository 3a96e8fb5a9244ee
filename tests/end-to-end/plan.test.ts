import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startXStandIn } from '../stand-in/x.ts';
import { madeTweet, tombstone } from '../stand-in/x-answers.ts';
import { Home, nowhere, records } from './holdfast.ts';

let home: Home;
beforeEach(() => {
  home = new Home();
});
afterEach(() => home.remove());

const noBrowser = { HOLDFAST_CHROME: '/no/browser' };

describe('the plan of an archive', () => {
  it('is shown in words and numbers, and says what a recheck without anything due waits for', async () => {
    writeFileSync(
      home.in('news.md'),
      'https://x.com/jack/status/20\n\nhttps://x.com/jack/status/21\n\n"Words of some length, quoted here" — Ada (@ada) September 17, 2023\n',
    );
    await home.run(['archive', 'news.md', ...nowhere], noBrowser);
    const plan = await home.run(['status', '--plan']);
    expect(plan.code).toBe(3);
    const lines = plan.stdout.split('\n').map((line) => line.replace(/ {2,}/gu, '  ').trim());
    expect(lines).toContain('within an hour  2');
    expect(lines).toContain('never heard  2  0  no source was heard of it yet: its first job is to be done');
    expect(plan.stdout).toMatch(/^in 1 min +\d{4}-\d\d-\d\d \d\d:\d\d +x:2[01] +never heard$/mu);
    const [json] = records(await home.run(['status', '--plan', '--json']));
    expect(json).toMatchObject({
      due: 0,
      hour: 2,
      later: 0,
      reasons: { 'never heard': { posts: 2, due: 0 } },
      next: [{ why: 'never heard' }, { why: 'never heard' }],
    });
    const recheck = await home.run(['recheck', ...nowhere], noBrowser);
    expect([recheck.code, recheck.stdout]).toEqual([
      0,
      expect.stringMatching(/^No post is due for a recheck; the next one is at \S+ \(never heard\)\.\n$/u),
    ]);
    const all = await home.run(['recheck', '--all', '--limit', '1', '--json', ...nowhere], noBrowser);
    expect(records(all)).toMatchObject([{ name: 'x:20' }]);
    const none = await home.run(['recheck', '--limit', '0.5', ...nowhere], noBrowser);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('give a whole number, 1 or more.')]);
  });

  it('has posts asked for soon once another of their account was suspended', async () => {
    const ids = ['1703436713362870721', '1703436713362870722', '1703436713362870723'];
    const answers = new Map(ids.map((id) => [id, madeTweet(id, `Words of ${id}`)]));
    const x = await startXStandIn({ answers });
    try {
      await home.run(['archive', ...ids.map((id) => `x:${id}`), '--no-wacz', ...x.flags], noBrowser);
      const whys = async () => {
        const [plan] = records<{ next: { name: string; why: string }[] }>(
          await home.run(['status', '--plan', '--json']),
        );
        return plan?.next.map(({ name, why }) => [name.slice(-1), why]).sort();
      };
      expect(await whys()).toEqual([
        ['1', 'newly quoted'],
        ['2', 'newly quoted'],
        ['3', 'newly quoted'],
      ]);
      answers.set(ids[1] ?? '', tombstone('This Post is from a suspended account. Learn more'));
      const recheck = await home.run(['recheck', '--post', `x:${ids[1]}`, '--json', ...x.flags], noBrowser);
      expect(records(recheck)).toMatchObject([{ name: `x:${ids[1]}`, state: 'suspended' }]);
      expect(await whys()).toEqual([
        ['1', 'account went'],
        ['2', 'gone'],
        ['3', 'account went'],
      ]);
    } finally {
      await x.close();
    }
  });
});
