import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/model/place.ts';
import {
  type Fate,
  noRot,
  type Risk,
  riskMoments,
  risksOf,
  riskWords,
  standingOf,
  withEmbeds,
} from '../../src/model/rot.ts';
import { isGone, states } from '../../src/model/state.ts';

const safe: Fate = {
  state: 'live',
  known: 'platform',
  hasRef: true,
  accountWent: false,
  askedInVain: false,
  seenLately: true,
  platformSilent: false,
};

describe('the standing of an embed', () => {
  it('is alive only where it was seen lately and nothing speaks against it', () => {
    expect([standingOf(safe), risksOf(safe)]).toEqual(['alive', []]);
    expect(standingOf({ ...safe, known: 'archive' })).toBe('alive');
  });

  it.each([
    [{ accountWent: true }, ['account went']],
    [{ seenLately: false }, ['not seen lately']],
    [{ askedInVain: true }, ['asked in vain']],
    [{ askedInVain: true, seenLately: false }, ['asked in vain']],
    [{ platformSilent: true }, ['platform silent']],
    [{ known: 'quoted' }, ['not saved']],
    [{ known: null }, ['not saved']],
    [{ state: 'unknown' }, ['unclear']],
    [{ state: 'unknown', seenLately: false, askedInVain: true }, ['unclear']],
    [{ state: 'unknown', hasRef: false, known: 'quoted' }, ['no link', 'not saved']],
    [
      { accountWent: true, platformSilent: true, known: 'quoted' },
      ['account went', 'platform silent', 'not saved'],
    ],
  ] satisfies [Partial<Fate>, Risk[]][])('is at risk: %o', (changes, risks) => {
    const fate = { ...safe, ...changes };
    expect(risksOf(fate)).toEqual(risks);
    expect(standingOf(fate)).toBe('at risk');
  });

  it('is gone in every state in which the platform does not show it to everybody, and has no risk then', () => {
    const worst = { ...safe, accountWent: true, askedInVain: true, seenLately: false, platformSilent: true };
    for (const state of states.filter(isGone)) {
      expect(standingOf({ ...worst, state })).toBe('gone');
      expect(risksOf({ ...worst, state })).toEqual([]);
    }
    expect(states.filter((state) => standingOf({ ...safe, state }) === 'gone')).toHaveLength(7);
  });

  it('has words for every risk that name its measure', () => {
    expect(riskWords['account went']).toContain('90 days');
    expect(riskWords['asked in vain']).toContain('14 days');
    const moments = riskMoments(new Date('2026-11-27T00:00:00Z'));
    const days = (ms: number) => ms / 86_400_000;
    expect(new Date(moments.seenAfter).toISOString()).toBe('2026-08-29T00:00:00.000Z');
    expect(moments.accountWentAfter).toBe(moments.seenAfter);
    expect(days(moments.vainFor)).toBe(14);
  });
});

describe('counting', () => {
  it('sums up to all embeds, twice', () => {
    const at = (firstSince: string, lastSince = firstSince) => ({ firstSince, lastSince });
    const rot = [
      { ...safe, embeds: 5, ...at('2026-01-01') },
      { ...safe, embeds: 3, known: 'quoted' as const, accountWent: true, ...at('2026-01-02') },
      { ...safe, embeds: 2, state: 'deleted' as const, ...at('2026-03-01', '2026-05-01') },
      { ...safe, embeds: 1, state: 'suspended' as const, known: 'archive' as const, ...at('2026-02-01') },
      { ...safe, embeds: 4, state: 'protected' as const, known: 'quoted' as const, ...at('2026-04-01') },
      { ...safe, embeds: 1, state: 'removed' as const, known: null, firstSince: null, lastSince: null },
    ].reduce(withEmbeds, noRot);
    expect(rot).toEqual({
      embeds: 16,
      alive: 5,
      atRisk: 3,
      gone: 8,
      saved: 8,
      notSaved: 8,
      goneSavedBy: { platform: 2, archive: 1, quoted: 4, nothing: 1 },
      risks: { ...noRot.risks, 'account went': 3, 'not saved': 3 },
      goneFirst: '2026-02-01',
      goneLast: '2026-05-01',
    });
    expect(noRot.embeds).toBe(0);
  });
});

describe('the place of an article', () => {
  it.each([
    ['https://www.Example.org/news/2024/story.html', 'example.org', 'news'],
    ['https://example.org/news/', 'example.org', 'news'],
    ['https://example.org/story.html', 'example.org', null],
    ['https://example.org/', 'example.org', null],
    ['https://example.org', 'example.org', null],
    ['http://127.0.0.1:8080/a/b?c=/d/e', '127.0.0.1:8080', 'a'],
    ['https://example.org//story', 'example.org', null],
    ['https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/x', 'example.org', 'أخبار'],
    ['https://example.org/100%/x', 'example.org', '100%'],
    ['https://müller.example/a/b', 'xn--mller-kva.example', 'a'],
    ['https://news.example/feed.xml#https://www.news.example/sport/1', 'news.example', 'sport'],
    ['feeds/all.xml#https://news.example/sport/1', 'news.example', 'sport'],
    ['https://news.example/rss/feed.xml#item-7', 'news.example', 'rss'],
    ['content/news/2024/a.md', 'content', 'news'],
    ['./content/a.md', 'content', null],
    ['/srv/news/a.html', 'srv', 'news'],
    ['content\\news\\a.md', 'content', 'news'],
    ['old/crawl.warc.gz#<urn:uuid:6d05/a/b>', 'old', null],
    ['a.html', null, null],
    ['-', null, null],
    ['https://[bad/x/y', 'https:', '[bad'],
  ])('%s', (name, site, section) => {
    expect(placeOf(name)).toEqual({ site, section });
  });
});
