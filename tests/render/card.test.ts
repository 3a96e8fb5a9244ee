import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Media, picturesOf } from '../../src/model/post.ts';
import { render } from '../../src/render/render.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { examples } from './examples.ts';
import { author, filmBeside, imprint, photo, post, sound, text, video, view } from './views.ts';

const cardOf = (one: FallbackView) => render(one, 'html', { css: 'none' });

describe('a card', () => {
  it('without media weighs 3 kB at most, its style aside', () => {
    const bare = Object.entries(examples).filter(
      ([, { post: one }]) => one === null || !picturesOf(one).some((each) => 'kind' in each),
    );
    expect(bare.length).toBeGreaterThan(25);
    const weights = bare.map(([name, one]) => ({ name, bytes: gzipSync(cardOf(one)).length }));
    expect(weights.filter(({ bytes }) => bytes > 3000)).toEqual([]);
  });

  it('tells who preserved it and where that is proven, or does without either', () => {
    const calm = post({ segments: [text('calm')], lang: 'en' });
    const foot = (parts: Partial<FallbackView>) =>
      /<footer.*<\/footer>/u.exec(cardOf(view({ ...parts, post: calm })))?.[0] ?? '';
    expect(foot(imprint)).toContain('Preserved by <bdi>The Harbour Gazette</bdi> on <time');
    expect(foot(imprint)).toContain(
      '<a href="https://archive.harbour.example/posts/social%3A1">Evidence</a>',
    );
    expect(foot({ proof: '/proof/1' })).toContain('<a href="/proof/1">');
    expect(foot({ proof: 'proof/social%3A1.html' })).toContain('<a href="proof/social%3A1.html">');
    for (const proof of ['javascript:alert(1)', '//evil.example/x', '\\\\evil.example', ' data:x', 'a b', ''])
      expect({ proof, foot: foot({ proof }) }).toEqual({ proof, foot: foot({}) });
    expect(foot({ preservedBy: '  ' })).toBe(foot({}));
    expect(foot({ preservedBy: 'المرفأ\u202e' })).toContain('<bdi>المرفأ\u202e\u202c</bdi>');
  });

  it('plays what was kept, and asks for nothing before it is played', () => {
    const source = cardOf(
      view({
        filmOf: filmBeside,
        post: post({
          media: [video('boat', 'video', 9000, 'A boat'), video('north', 'gif', null), sound(9000, null)],
        }),
      }),
    );
    const players = source.match(/<(?:video|audio)[^>]*>/gu) ?? [];
    expect(players).toHaveLength(3);
    for (const player of players) {
      expect(player).toContain(' controls preload="none"');
      expect(player).not.toContain('autoplay');
      expect(player).toMatch(/ aria-label="[^"]+"/u);
    }
    expect(players.slice(0, 2).every((player) => / width="\d+" height="\d+" poster="/u.test(player))).toBe(
      true,
    );
    expect(players.map((player) => / loop muted/u.test(player))).toEqual([false, true, false]);
    expect(source).not.toContain('holdfast-play');
  });

  it('shows a still of a film that was not kept, and leads to where it stood', () => {
    const source = cardOf(view({ post: post({ media: [video('boat', 'video', 9000)] }) }));
    expect(source).toMatch(
      /<a class="holdfast-watch" href="https:\/\/social\.example\/ada\/1"[^>]*><img[^>]*>.*holdfast-play/u,
    );
    const nowhere = view({ ref: null, post: post({ ref: null, media: [video('boat', 'video', 9000)] }) });
    expect(cardOf(nowhere)).not.toContain('<a class="holdfast-watch"');
    expect(cardOf(nowhere)).toContain('holdfast-play');
  });

  it('hides no picture for ever, however many there are, and keeps the place of each', () => {
    for (const many of [1, 2, 3, 4, 5, 6, 7, 20]) {
      const media: Media[] = Array.from({ length: many }, (_none, at) => photo('boat', 30, 20, `No ${at}`));
      const source = cardOf(view({ post: post({ media }) }));
      const shown = [...source.matchAll(/<img class="holdfast-picture"[^>]* width="30" height="20"/gu)];
      expect(shown).toHaveLength(many);
      expect(source.match(/<summary class="holdfast-kind">/gu)).toHaveLength(many);
    }
  });

  it('says that nobody described a photo, to eyes and ears', () => {
    const source = cardOf(view({ post: post({ media: [photo('boat', 3, 2, ' \n')], lang: 'ar' }) }));
    expect(source).toContain('alt="صورة: بلا وصف"');
    expect(source).toContain('aria-hidden="true">بلا وصف</span>');
  });

  it('names the kind of verification, and whose account it is where that was checked', () => {
    const labelled = (verified: string, known: FallbackView['known'] = 'platform') => {
      const by = { ...author('Ada', 'ada'), verified };
      const source = cardOf(view({ known, post: post({ author: by, segments: [text('x')], lang: 'en' }) }));
      return [/aria-label="([^"]*)" width="18"/u.exec(source)?.[1], source.includes(' · </span>')];
    };
    expect(labelled('blue')[0]).toBe('Verified by subscription');
    expect(labelled('business')[0]).toBe('Verified organisation');
    expect(labelled('government')[0]).toBe('Government account');
    expect(labelled('legacy')[0]).toBe('Verified by the platform');
    expect(labelled('something new')[0]).toBe('Verified account');
    expect(labelled('blue', 'quoted')[0]).toBeUndefined();
  });

  it('names its platform in every form, also of what only an article says, with an address and without', () => {
    const words = { post: post({ segments: [text('calm')], lang: 'en' }), known: 'quoted' } as const;
    for (const form of ['html', 'page', 'text', 'markdown', 'amp', 'email', 'svg', 'json'] as const) {
      expect([form, render(view(words), form)]).toEqual([form, expect.stringMatching(/on Social|"Social"/u)]);
      expect(render(view({ ...words, ref: null }), form)).toMatch(/on Social|"Social"/u);
    }
    for (const marked of ['html', 'amp', 'svg'] as const)
      expect(render(view(words), marked)).toMatch(/role="img" aria-label="Social"/u);
    expect(cardOf(view(words))).toMatch(/holdfast-in-light.*holdfast-in-dark/u);
  });

  it('tells the final votes from those of a day', () => {
    const poll = {
      options: [
        { text: 'a', votes: 1 },
        { text: 'b', votes: 1 },
      ],
      endsAt: '2023-09-16T08:15:00.000Z',
    };
    const line = (takenAt: string) =>
      render(view({ takenAt, post: post({ poll, lang: 'en' }) }), 'text').match(/\[2 votes.*\]/u)?.[0];
    expect(line('2023-09-15T10:00:00.000Z')).toBe(
      '[2 votes · as of 15 September 2023 · until 16 September 2023]',
    );
    expect(line('2023-09-16T08:15:00.000Z')).toBe('[2 votes · Final results]');
  });

  it('shows a thread’s parts next to the post, folds the others and counts the rest', () => {
    const part = (id: number) => post({ segments: [text(`part ${id}.`)] });
    const thread = {
      before: Array.from({ length: 6 }, (_none, at) => part(at + 1)),
      after: Array.from({ length: 60 }, (_none, at) => part(at + 8)),
    };
    const whole = view({ post: post({ segments: [text('part 7.')], thread, lang: 'en' }) });
    const source = cardOf(whole);
    const order = [...source.matchAll(/part (\d+)\./gu)].map(([, id]) => Number(id));
    expect(order).toEqual(Array.from({ length: 57 }, (_none, at) => at + 1));
    const folded = [...source.matchAll(/<details class="holdfast-rest"><summary>(\d+) more/gu)];
    expect(folded.map(([, count]) => Number(count))).toEqual([3, 47]);
    expect(source).toContain('<p class="holdfast-small">10 more</p>');
    const inText = [...render(whole, 'text').matchAll(/part (\d+)\./gu)].map(([, id]) => Number(id));
    expect(inText).toEqual(order);
  });

  it('answers itself nowhere: a post within its own thread says so by standing there', () => {
    const before = [post({ ref: { platform: 'social', id: '0', url: 'https://social.example/ada/0' } })];
    const own = { name: 'social:0', url: 'https://social.example/ada/0', handle: 'ada', post: null };
    const filled = before.map((one) => ({ ...one, segments: [text('first')] }));
    const reply = (thread: { before: typeof filled; after: [] } | null) =>
      cardOf(view({ post: post({ parent: own, thread, segments: [text('second')] }) }));
    expect(reply(null)).toContain('holdfast-reply');
    expect(reply({ before: filled, after: [] })).not.toContain('holdfast-reply');
  });
});
