import { describe, expect, it } from 'vitest';
import type { CaptureKind, Theme } from '../../src/model/capture.ts';
import { bestPicture } from '../../src/model/capture.ts';
import { type ShotPlaces, shotsDue } from '../../src/model/capture-plan.ts';

const everywhere: ShotPlaces = { embed: true, post: true, articles: ['a.html', 'b.html', 'a.html'] };
const plain = { context: false, pdf: false, wacz: true };

function taken(kind: CaptureKind, theme: Theme = 'light', change: object = {}) {
  return { kind, theme, verified: kind === 'embed' || kind === 'post', url: null, pdf: null, ...change };
}

const named = (shots: ReturnType<typeof shotsDue>) =>
  shots.map(({ kind, theme, article }) => [kind, article ?? theme].join(' '));

describe('the pictures a snapshot lacks', () => {
  it('are at first all of them, articles only when wished for', () => {
    expect(named(shotsDue([], everywhere, plain))).toEqual([
      'embed light',
      'embed dark',
      'post light',
      'card light',
    ]);
    expect(named(shotsDue([], everywhere, { ...plain, context: true }))).toEqual([
      'embed light',
      'embed dark',
      'post light',
      'context a.html',
      'context b.html',
      'card light',
    ]);
  });

  it('are the card alone where the platform shows the post nowhere', () => {
    expect(named(shotsDue([], { embed: false, post: false, articles: [] }, plain))).toEqual(['card light']);
  });

  it('are those not taken, and those of what was not verified', () => {
    const all = [taken('embed'), taken('embed', 'dark'), taken('post'), taken('card')];
    expect(shotsDue(all, everywhere, plain)).toEqual([]);
    expect(named(shotsDue(all.slice(1), everywhere, plain))).toEqual(['embed light']);
    const unverified = [taken('embed', 'light', { verified: false }), ...all.slice(1)];
    expect(named(shotsDue(unverified, everywhere, plain))).toEqual(['embed light']);
  });

  it('are those without paper, once paper is wished for', () => {
    const all = [
      taken('embed'),
      taken('embed', 'dark'),
      taken('post', 'light', { pdf: 'hash' }),
      taken('card'),
    ];
    expect(named(shotsDue(all, everywhere, { ...plain, pdf: true }))).toEqual(['embed light']);
  });

  it('are articles not shot yet', () => {
    const all = [taken('card'), taken('context', 'light', { url: 'a.html' })];
    const places = { ...everywhere, embed: false, post: false };
    expect(named(shotsDue(all, places, { ...plain, context: true }))).toEqual(['context b.html']);
  });
});

describe('the picture that shows a post best', () => {
  it('is the verified one in light, of the embed page before the post’s own', () => {
    const card = taken('card');
    const light = taken('embed');
    const captures = [light, taken('embed', 'dark'), taken('post'), taken('context'), card];
    expect(bestPicture(captures)).toBe(light);
    expect(bestPicture([card, taken('context')])).toBe(card);
    expect(bestPicture([taken('context')])).toBeNull();
    expect(bestPicture([taken('embed', 'dark'), card])).toMatchObject({ theme: 'dark' });
  });
});
