import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Capture, CaptureKind, Theme } from '../../src/model/capture.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as s from '../store/samples.ts';
import { Home, records } from './holdfast.ts';

const ref = { platform: 'x', id: '20', url: 'https://x.com/jack/status/20' };
const name = 'x:20';

let home: Home;
beforeEach(() => {
  home = new Home();
});
afterEach(() => home.remove());

/** An archive of one post, embedded by one article, with these pictures: each form's bytes name what they are of. */
async function archiveWith(captures: readonly Capture[], reason: 'browser-missing' | null = null) {
  const store = await openStore({
    database: home.in('data', 'holdfast.db'),
    blobs: home.in('snapshots'),
    log: silentLog,
  });
  for (const { kind, theme, pdf, wacz, avif } of captures)
    for (const form of ['png', 'webp', avif && 'avif', pdf && 'pdf', wacz && 'wacz'])
      if (form !== null) await store.blobs.put(bytesOf(kind, theme, form));
  await store.recordArticle(s.entryOf([{ ...s.embedOf('20'), platform: 'x', name, ref }]));
  const snapshot = s.snapshotOf('just setting up', 'live', 'platform', 0);
  const end = reason === null ? s.done : ({ ...s.retryAt(60), reason, counted: false } as const);
  await store.settle(await s.leaseOne(store, 0), { ...s.nothing, snapshot, captures }, end);
  await store.close();
}

function bytesOf(kind: CaptureKind, theme: Theme, form: string): Uint8Array {
  return new TextEncoder().encode(`${form} of ${kind} in ${theme}`);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** As taken, every form of it kept; `changes` leave some out. */
function captured(kind: CaptureKind, theme: Theme = 'light', changes: Partial<Capture> = {}): Capture {
  const hash = (form: string) => hashOf(bytesOf(kind, theme, form));
  const isOfPage = kind === 'embed' || kind === 'post';
  return {
    ...s.captureOf(),
    kind,
    theme,
    url: kind === 'context' ? 'news/frogs.html' : kind === 'card' ? null : `https://pond.test/${kind}`,
    verified: isOfPage,
    reconstruction: kind === 'card',
    parts: [],
    blob: hash('png'),
    show: hash('webp'),
    avif: hash('avif'),
    pdf: isOfPage && theme === 'light' ? hash('pdf') : null,
    wacz: kind === 'card' ? null : hash('wacz'),
    ...changes,
  };
}

/** What `render` gives: the picture's own words, and what it says besides. */
async function rendered(...args: readonly string[]) {
  const ended = await home.run(['render', name, '--json', ...args]);
  const [record] = records<{ base64?: string }>(ended);
  const picture = record?.base64 === undefined ? null : Buffer.from(record.base64, 'base64').toString();
  return { picture, code: ended.code, said: ended.stderr };
}

describe('the pictures of a post', () => {
  it('are shown best first, each on a line that says what it is', async () => {
    await archiveWith([
      captured('context'),
      captured('card', 'light', { reason: 'the page asked for a login' }),
      captured('post'),
      captured('embed', 'dark'),
      captured('embed', 'light', { parts: [hashOf(bytesOf('embed', 'light', 'png'))], cutFrom: 40_000 }),
    ]);
    const shown = await home.run(['show', name]);
    const pictures = shown.stdout.split('\n').filter((line) => line.startsWith('picture: '));
    expect(pictures.map((line) => line.replace(/: \/.*$/u, ''))).toEqual([
      "picture: the platform's embed, light, verified, 1100 × 640 and 1 more below, cut from a height of 40000, " +
        '2024-05-01T12:00:00.000Z, png webp avif pdf wacz',
      "picture: the platform's embed, dark, verified, 1100 × 640, 2024-05-01T12:00:00.000Z, png webp avif wacz",
      "picture: the post's own page, light, verified, 1100 × 640, 2024-05-01T12:00:00.000Z, png webp avif pdf wacz",
      'picture: our own card, light, reconstruction (the page asked for a login), 1100 × 640, ' +
        '2024-05-01T12:00:00.000Z, png webp avif',
      'picture: around it in news/frogs.html, light, as the article was kept, not verified, 1100 × 640, ' +
        '2024-05-01T12:00:00.000Z, png webp avif wacz',
    ]);
    const [json] = records<{ captures: readonly (Capture & { files: Record<string, string> })[] }>(
      await home.run(['show', name, '--json']),
    );
    expect(json?.captures.map(({ kind, theme }) => `${kind} ${theme}`)).toEqual([
      'embed light',
      'embed dark',
      'post light',
      'card light',
      'context light',
    ]);
    expect(json?.captures[0]).toMatchObject({
      verified: true,
      reconstruction: false,
      cutFrom: 40_000,
      settings: { width: 550, dpr: 2 },
      url: 'https://pond.test/embed',
      files: { pdf: expect.stringContaining(home.in('snapshots')) as unknown },
    });
  });

  it('are rendered in every form, colours and kind, the best without a choice', async () => {
    await archiveWith([
      captured('embed'),
      captured('embed', 'dark'),
      captured('post'),
      captured('card'),
      captured('context'),
    ]);
    for (const form of ['png', 'webp', 'avif', 'pdf', 'wacz'])
      expect((await rendered('--as', form)).picture).toBe(`${form} of embed in light`);
    for (const kind of ['embed', 'post', 'card', 'context'])
      expect((await rendered('--as', 'webp', '--of', kind)).picture).toBe(`webp of ${kind} in light`);
    expect(await rendered('--as', 'avif', '--theme', 'dark')).toEqual({
      picture: 'avif of embed in dark',
      code: 0,
      said: '',
    });
    for (const args of [
      ['--of', 'post', '--as', 'png'],
      ['--as', 'pdf'],
    ]) {
      const other = await rendered(...args, '--theme', 'dark');
      expect([other.picture, other.code]).toEqual([expect.stringContaining('in light'), 0]);
      expect(other.said).toContain('there is no dark picture of it');
    }
  });

  it('say which command makes one that is not there', async () => {
    await archiveWith([captured('embed', 'light', { pdf: null, wacz: null, avif: null }), captured('card')]);
    for (const [args, words] of [
      [['--as', 'pdf'], '"holdfast archive x:20 --pdf"'],
      [['--as', 'wacz'], 'without --no-wacz'],
      // That of our card is no stand-in for the post's.
      [['--as', 'avif'], '--as png'],
      [['--as', 'png', '--of', 'context'], '"holdfast archive news/frogs.html --context"'],
      [['--as', 'png', '--of', 'post'], 'no picture of its own page was taken'],
    ] as const)
      expect(await rendered(...args)).toEqual({
        picture: null,
        code: 4,
        said: expect.stringContaining(words) as unknown,
      });
  });

  it('are of no article that isn’t a page', async () => {
    await archiveWith([captured('card')]);
    const store = await openStore({
      database: home.in('data', 'holdfast.db'),
      blobs: home.in('snapshots'),
      log: silentLog,
    });
    const embeds = [{ ...s.embedOf('20'), platform: 'x', name, ref }];
    await store.recordArticle(s.entryOf(embeds, { format: 'text' }));
    await store.close();
    const { code, said } = await rendered('--as', 'png', '--of', 'context');
    expect([code, said]).toEqual([4, expect.stringContaining('no article that is a page (HTML)') as unknown]);
  });

  it('are refused where they would be chosen among words, or several in one file', async () => {
    await archiveWith([captured('card')]);
    for (const args of [
      ['render', name, '--theme', 'dark'],
      ['render', name, '--as', 'text', '--of', 'card'],
      ['render', name, name, '--as', 'png'],
      ['render', name, '--as', 'png', '--of', 'frame'],
      ['archive', name, '--browsers', '0', '--quiet'],
    ]) {
      const ended = await home.run(args);
      expect([ended.code, ended.stdout], args.join(' ')).toEqual([2, '']);
      expect(ended.stderr, args.join(' ')).not.toBe('');
    }
  });

  it('go to a file as they are', async () => {
    await archiveWith([captured('card')]);
    const child = home.start(['render', name, '--as', 'webp']);
    if (child.stdout === null || child.stderr === null) throw new Error('it was started without pipes');
    const [out, err] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')]);
    expect([out.toString(), err, child.exitCode]).toEqual(['webp of card in light', '', 0]);
  });

  it('are counted by kind, and told of when no browser is there to take them', async () => {
    await archiveWith([captured('embed'), captured('embed', 'dark'), captured('card')], 'browser-missing');
    const status = await home.run(['status']);
    expect(status.stdout).toMatch(/^PICTURES +KEPT +VERIFIED +RECONSTRUCTED$/mu);
    expect(status.stdout).toMatch(/^embed +2 +2 +0$/mu);
    expect(status.stdout).toMatch(/^card +1 +0 +1$/mu);
    expect(status.stdout).toContain(
      'pictures paused: 1 to take, no browser could be started: see "holdfast doctor"',
    );
    const [counts] = records(await home.run(['status', '--json']));
    expect(counts).toMatchObject({
      captures: 3,
      pictures: {
        embed: { kept: 2, verified: 2, reconstructed: 0 },
        post: { kept: 0, verified: 0, reconstructed: 0 },
        card: { kept: 1, verified: 0, reconstructed: 1 },
      },
    });
  });
});
