import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { silentLog } from '../../src/log.ts';
import { type Media, pictureAt } from '../../src/model/post.ts';
import { landscapes } from '../../src/render/gallery/pictures.ts';
import { cardStyle, cardStyleHash } from '../../src/render/style.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as c from '../store/canaries.ts';
import * as s from '../store/samples.ts';
import { ioOf } from './io.ts';

const ref = { platform: 'x', id: '20', url: 'https://x.com/jack/status/20' };
const boat = Buffer.from(landscapes['boat'] ?? '', 'base64');
const film = Buffer.alloc(5_000_000, 'film');
const long = Buffer.alloc(4_000_000, 'long');
const card = Buffer.from('the picture of the card');

let home: string;

function opened(now: Date): Promise<Store> {
  return openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
    now: () => now,
  });
}

/** An archive of two posts: one with a photo and two films, and a picture of its card; one of which nothing is shown. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-render-'));
  const store = await opened(s.at(0));
  const kept = await store.blobs.put(boat);
  const photo = {
    ...pictureAt('https://media.example/b.webp'),
    blob: kept,
    show: kept,
    mediaType: 'image/webp',
    width: 720,
    height: 480,
  };
  const medium = { kind: 'photo', alt: 'A boat', poster: null, durationMs: null, stream: null } as const;
  const moving = async (bytes: Buffer): Promise<Media> => ({
    ...pictureAt('https://media.example/f.mp4'),
    ...medium,
    kind: 'video',
    alt: null,
    poster: photo,
    blob: await store.blobs.put(bytes),
    mediaType: 'video/mp4',
  });
  const media = [{ ...photo, ...medium }, await moving(film), await moving(long)];
  const post = { ...s.postOf('just setting up my twttr'), ref, media };
  const other = { ...ref, id: '21', url: 'https://x.com/jack/status/21' };
  for (const known of [ref, other])
    await store.recordPost(known, [{ kind: 'archive', name: `x:${known.id}` }]);
  for (const told of [post, { ...s.postOf('and another'), ref: other }]) {
    const lease = await s.leaseOne(store, 1e9);
    const isFirst = lease.job.name === 'x:20';
    const forms = { show: null, avif: null, thumb: null, pdf: null, wacz: null, parts: [] };
    const blob = await store.blobs.put(card);
    const shot = {
      ...s.captureOf(2),
      ...forms,
      kind: 'card',
      verified: false,
      reconstruction: true,
      blob,
      height: 3000,
    } as const;
    const snapshot = c.snapshotOf(isFirst ? post : told);
    const observations = [s.observationOf('live', 1, { wire: await store.blobs.put(c.wireOf('x')) })];
    await store.settle(
      lease,
      { ...s.nothing, observations, snapshot, captures: isFirst ? [shot] : [] },
      s.done,
    );
  }
  await store.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function render(...args: string[]) {
  const { io, written } = ioOf();
  const code = await run(['render', ...args, '--archive', home], io);
  return { code, ...written };
}

async function said(...args: string[]): Promise<string> {
  const { code, out, err } = await render(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}

describe('render', () => {
  it('gives the style sheet and its hash with no post, and no archive either', async () => {
    const { io, written } = ioOf();
    const nowhere = join(home, 'nowhere');
    expect(await run(['render', '--as', 'csp', '--archive', nowhere], io)).toBe(0);
    expect(written).toEqual({ out: `${cardStyleHash}\n`, err: '' });
    expect((await render('--as', 'css')).out).toBe(`${cardStyle}\n`);
  });

  it('links to a style sheet, or says which hash lets the style in that comes along', async () => {
    const linked = await render('x:20', '--css', 'link', '--stylesheet', '/s/h.css');
    expect(linked.out).toContain('<link rel="stylesheet" href="/s/h.css">');
    expect(linked.err).toBe('');
    const inline = await render('x:20', '--css', 'inline');
    expect(inline.err).toBe(`a page with a policy lets its style in by: style-src '${cardStyleHash}'\n`);
    expect((await render('x:20')).err).toBe('');
    const bare = await render('x:20', '--css', 'none');
    expect(bare.out).not.toMatch(/<style|<link/u);
    expect(JSON.parse((await render('x:20', '--json')).out)).toMatchObject({
      ref: 'x:20',
      styleHash: cardStyleHash,
    });
  });

  it('speaks the language it is asked to, whatever tag names that', async () => {
    expect((await render('x:20', '--as', 'text', '--language', 'AR-eg')).out).toMatch(/حفظه/u);
    const page = (await render('x:20', '--as', 'page', '--language', 'he')).out;
    expect(page).toContain('<html lang="he" dir="rtl">');
    expect(page).toContain('<article class="holdfast" lang="he" dir="rtl">');
    expect(await said('x:20', '--language', 'sw')).toBe(
      "holdfast: cards don't speak sw: choose one of ar, bn, de, en, es, fa, fr, he, hi, id, it, ja, ko, pt, ru, th, tr, ur, zh-Hans, zh-Hant\n",
    );
    expect(await said('x:20', '--as', 'json', '--language', 'ar')).toContain(
      '--language is for forms with words',
    );
  });

  it('writes files for posts and forms, and the style sheet that they link to', async () => {
    const out = join(home, 'out');
    const { code, out: told } = await render(
      'x:20',
      ref.url.replace('20', '21'),
      '--as',
      'html,jsonld',
      '--as',
      'svg',
      '--css',
      'link',
      '--out',
      out,
    );
    const files = readdirSync(out).sort();
    expect({ code, files }).toEqual({
      code: 0,
      files: [
        'holdfast.css',
        'x-20-e74d83b7.html',
        'x-20-e74d83b7.jsonld',
        'x-20-e74d83b7.svg',
        expect.stringMatching(/^x-21-\w{8}\.html$/u),
        expect.stringMatching(/^x-21-\w{8}\.jsonld$/u),
        expect.stringMatching(/^x-21-\w{8}\.svg$/u),
      ],
    });
    expect(told.trim().split('\n').sort()).toEqual(files.map((file) => join(out, file)));
    expect(readFileSync(join(out, 'holdfast.css'), 'utf8')).toBe(cardStyle);
    expect(readFileSync(join(out, 'x-20-e74d83b7.html'), 'utf8')).toContain('href="holdfast.css"');
  });

  it('goes on after a post that is not there, and says so', async () => {
    const { code, out, err } = await render('x:19', 'x:21', '--as', 'text');
    expect({ code, err }).toEqual({
      code: 4,
      err: 'holdfast: x:19 is not in this archive: "holdfast archive x:19" would fetch it\n',
    });
    expect(out).toContain('and another');
  });

  it('brings films along with a page as far as they are small, and tells of the others', async () => {
    const { code, out, err } = await render('x:20', '--as', 'page');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('a film of 4.0 MB is too large') });
    const has = (bytes: Buffer) => out.includes(`src="data:video/mp4;base64,${bytes.toString('base64')}"`);
    expect([has(film), has(long)]).toEqual([true, false]);
    expect(err).toContain('x:20: a film of 4.0 MB is too large for the page, which shows its still');
    const policies = [out, (await render('x:21', '--as', 'page')).out].map(
      (page) => /media-src [^;]*/u.exec(page)?.[0],
    );
    expect(policies).toEqual(['media-src data: &#39', undefined]);
  });

  it('names the files of an export where a base is given, and shows mail its pictures', async () => {
    const { out, code } = await render('x:20', '--as', 'email', '--base', 'https://news.example/holdfast/');
    expect(code).toBe(0);
    expect(out).toMatch(
      /<img src="https:\/\/news\.example\/holdfast\/assets\/[0-9a-f]{32}\.webp" alt="A boat"/u,
    );
    expect((await render('x:20', '--as', 'email')).out).not.toContain('<img');
    const page = await render('x:20', '--css', 'link', '--base', 'https://news.example/holdfast/');
    expect(page.out).toMatch(
      /href="\/holdfast\/holdfast\.css".*src="\/holdfast\/assets\/[0-9a-f]{32}\.webp"/u,
    );
    const amp = await render('x:20', '--as', 'amp', '--base', 'https://news.example/holdfast');
    expect(amp.out).toMatch(/<amp-video [^>]*src="\/holdfast\/assets\/[0-9a-f]{32}\.mp4"/u);
    expect(amp.err).toContain('the AMP page needs: <script async custom-element="amp-video"');
  });

  it('gives the picture of the card where there is no other, and draws an SVG as high', async () => {
    expect((await render('x:20', '--as', 'png')).out).toBe(card.toString());
    expect((await render('x:20', '--as', 'svg', '--theme', 'dark')).out).toMatch(
      /^<svg [^>]* height="1557".*data-theme="dark"/u,
    );
  });

  it('keeps posts apart that follow each other', async () => {
    const { out } = await render('x:21', 'x:20', '--as', 'markdown');
    expect(out).toMatch(/^(?:>.*\n)+\n(?:>.*\n)+$/u);
    expect((await render('x:404', 'x:20', '--as', 'text')).out).toBe(
      (await render('x:20', '--as', 'text')).out,
    );
  });

  it('writes the forms there are, though others can’t be had', async () => {
    const folder = join(home, 'some');
    const { code, err } = await render('x:20', '--as', 'pdf,html,wacz,text', '--out', folder);
    expect(code).toBe(4);
    expect(err).toMatch(/^holdfast: x:20: .* on paper.*\nholdfast: x:20: .*\n$/u);
    expect(readdirSync(folder).map((name) => name.replace(/^[^.]*/u, ''))).toEqual(['.html', '.txt']);
    const none = await render('x:21', '--as', 'png,webp,avif', '--out', folder);
    expect(none.err).toMatch(/^holdfast: x:21: no picture .*\n$/u);
  });

  it('writes a file whole, in the place of what stood there, or not at all', async () => {
    const folder = join(home, 'whole');
    const at = async (language: string) =>
      (await render('x:20', '--as', 'text', '--language', language, '--out', folder)).out.trim();
    const path = await at('en');
    linkSync(path, join(home, 'before'));
    const before = readFileSync(path, 'utf8');
    await at('ar');
    expect(readFileSync(path, 'utf8')).not.toBe(before);
    expect(readFileSync(join(home, 'before'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('says nothing of when a post was looked at last', async () => {
    const forms = ['html', 'page', 'text', 'markdown', 'json', 'jsonld', 'amp', 'email', 'svg'];
    const all = () => Promise.all(forms.map(async (form) => (await render('x:21', '--as', form)).out));
    const before = await all();
    const store = await opened(s.at(9e6));
    await store.jobs.enqueue({ kind: 'recheck', name: 'x:21' }, s.at(9e6));
    const told = {
      ...s.postOf('and another'),
      ref: { ...ref, id: '21', url: 'https://x.com/jack/status/21' },
    };
    const metrics = { at: s.isoAt(8e6), likes: 900, replies: null, reposts: null, views: null };
    const observations = [s.observationOf('live', 8e6, { wire: await store.blobs.put(c.wireOf('again')) })];
    await store.settle(
      await s.leaseOne(store, 9e6),
      { ...s.nothing, observations, snapshot: c.snapshotOf({ ...told, metrics }, 8e6) },
      s.done,
    );
    expect((await store.posts.observations('x:21')).length).toBe(2);
    await store.close();
    expect(await all()).toEqual(before);
  });

  it('refuses what makes no sense, with words', async () => {
    expect(await said()).toContain('name a post by its written ref');
    expect(await said('x:20', '--as', 'css')).toContain(
      'css is the same for all posts: holdfast render --as css',
    );
    expect(await said('x:20', '--as', 'html,png')).toContain(
      'html and png are files of their own: add --out DIR',
    );
    expect(await said('x:20', '--as', 'html,pong')).toContain('"pong" is none of html, page');
    expect(await said('x:20', '--as', 'png', '--css', 'link')).toContain('--css is for cards in pages');
    expect(await said('x:20', '--stylesheet', 'a.css')).toContain('add --css link');
    const sheet = async (address: string) => await said('x:20', '--css', 'link', '--stylesheet', address);
    expect(await sheet('javascript:alert(1)')).toContain(
      'a page loads no style by javascript:; give an address of the site, as in /holdfast.css',
    );
    expect(await sheet('DATA:text/css,x')).toContain('a page loads no style by data:');
    expect(await sheet('https://')).toContain('it is no whole address');
    expect(await sheet(' a.css')).toContain('holds no spaces, quotes or backslashes');
    expect(await sheet('')).toContain('--stylesheet "" won\'t do: it names nothing');
    expect(await said('x:nope')).toContain('a ref of one looks like x:1703436713362870723');
    expect(await said('x:20', '--base', 'news')).toContain('give the whole address of the folder');
    expect(await said('x:20', '--as', 'text', '--base', 'https://a.example/')).toContain(
      '--base is for forms',
    );
    expect(await said('x:20', 'x:21', '--as', 'png')).toContain(
      'add --out DIR, or render one post at a time',
    );
    expect(await said('x:20', 'x:21', '--as', 'page')).toContain(
      'one file holds one page: add --out DIR, or render one post at a time',
    );
    // where the system makes nothing, and Node never comes back from trying
    expect(await said('x:20', '--out', '/proc/nope')).toContain('name another folder with --out');
    writeFileSync(join(home, 'file'), '');
    expect(await said('x:20', '--out', join(home, 'file'))).toContain('name another folder with --out');
  });
});
