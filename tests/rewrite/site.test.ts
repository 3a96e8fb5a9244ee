import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FallbacksArchive, say } from '../exports/fallbacks-archive.ts';
import {
  loader,
  page,
  quote,
  restoringSite,
  rewriting,
  siteOf,
  siteTools,
  treeOf,
  useTestSite,
  writeTree,
} from './site-trees.ts';

const current = useTestSite();
let folder = '';
let archive: FallbacksArchive;
let site = '';
let out = '';
beforeEach(() => {
  ({ folder, archive, site, out } = current());
});

/** The site of `site`, at `out` itself. */
function rewritten(
  options: Partial<Parameters<typeof rewriting>[1]> = {},
  more: Parameters<typeof siteTools>[1] = {},
) {
  return rewriting([site], { out, root: site, ...options }, siteTools(archive, more));
}

function runOf(articles: readonly { readonly article: string; readonly unchanged?: true }[]) {
  return Object.fromEntries(
    articles.map(({ article, unchanged }) => [
      article.slice(site.length + 1),
      unchanged === true ? 'as it was' : 'done',
    ]),
  );
}

const pond = {
  'index.html': page(),
  'posts/a.html': page('20'),
  'posts/b.html': page('20', '21'),
  'posts/with space/مقال.md': `# خبر\n\n${quote('21')}\n${loader}\n\nبعد.\n`,
  'posts/post.txt': 'Nothing here.\n',
  'style.css': 'p { color: teal }',
  'pictures/frog.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'data.json': '{"a": 1}',
  '.well-known/security.txt': 'Contact: mailto:frog@pond.test',
};

describe('a whole site', () => {
  it('comes out with fallbacks in its articles and all else as it was', async () => {
    writeTree(site, { ...pond, 'node_modules/x/index.html': page('20'), '.git/HEAD': 'ref' });
    const { articles, summary, problems } = await rewritten();
    const made = siteOf(out);
    expect(problems).toEqual([]);
    expect(Object.keys(made)).toEqual(Object.keys(pond).sort());
    expect(articles.map(({ embeds, replaced, loaders }) => [embeds, replaced, loaders])).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 1],
      [0, 0, 0],
      [1, 1, 1],
    ]);
    for (const path of [
      'index.html',
      'style.css',
      'data.json',
      'pictures/frog.svg',
      '.well-known/security.txt',
    ])
      expect(made[path]).toBe(pond[path as keyof typeof pond]);
    expect(made['posts/b.html']).toContain('The tide turned.');
    expect(made['posts/b.html']).not.toMatch(/<script|twitter-tweet/u);
    expect(summary).toEqual({ written: 5, unchanged: 0, copied: 4, failed: 0 });
  });

  it('comes back as it was, byte for byte, and rewriting what came out changes nothing', async () => {
    writeTree(site, pond);
    await rewritten();
    const again = join(folder, 'again');
    await rewriting([out], { out: again, root: out }, siteTools(archive));
    expect(siteOf(again)).toEqual(siteOf(out));
    const back = join(folder, 'back');
    const { articles } = await restoringSite([again], { out: back, root: again }, siteTools(archive));
    expect(treeOf(back)).toEqual(pond);
    expect(articles.map(({ restored, loaders }) => restored + loaders)).toEqual([0, 2, 3, 0, 2]);
  });

  it('leaves out what is no article when asked to, and posts that are still there by itself', async () => {
    writeTree(site, pond);
    await rewritten({ onlyArticles: true, when: 'dead' });
    expect(Object.keys(siteOf(out))).toEqual(
      Object.keys(pond)
        .filter((path) => /\.(?:html|md|txt)$/u.test(path) && !path.startsWith('.'))
        .sort(),
    );
    expect(siteOf(out)['posts/a.html']).toBe(pond['posts/a.html']);
    expect(siteOf(out)['posts/b.html']).toContain(loader);
    expect(siteOf(out)['posts/b.html']).toContain('It came back.');
  });

  it('may lie around the folder it goes to, and around the archive', async () => {
    writeTree(site, pond);
    // made during the run, before its own folder is looked at
    out = join(site, 'posts/public');
    mkdirSync(join(site, 'snapshots'));
    writeFileSync(join(site, 'snapshots/blob'), 'bytes');
    const leftOut = [join(site, 'snapshots')];
    await rewritten({}, { leftOut });
    await rewritten({ force: true }, { leftOut });
    expect(Object.keys(siteOf(out))).toEqual(Object.keys(pond).sort());
  });

  it('may lie inside the folder it goes to', async () => {
    out = folder;
    writeTree(site, pond);
    process.chdir(folder);
    const { problems } = await rewriting(['site'], { out: '.', root: 'site' }, siteTools(archive));
    expect(problems).toEqual([]);
    expect(readFileSync(join(folder, 'posts/a.html'), 'utf8')).toContain('The tide turned.');
    expect(treeOf(site)).toEqual(pond);
  });

  it('is never written over, by whatever name', async () => {
    writeTree(site, pond);
    symlinkSync(site, join(folder, 'alias'));
    for (const place of [site, join(folder, 'alias'), join(site, '..', 'site')])
      await expect(rewriting([site], { out: place, root: site }, siteTools(archive))).rejects.toMatchObject({
        name: 'usage',
        message: expect.stringContaining('would be written over'),
      });
    expect(treeOf(site)).toEqual(pond);
  });

  it('takes a file given twice once, and refuses two that would be one', async () => {
    writeTree(site, { 'a.html': page('20'), 'b/a.html': page('21') });
    const twice = [site, join(site, 'a.html')];
    expect((await rewriting(twice, { out, root: site }, siteTools(archive))).articles).toHaveLength(2);
    process.chdir(join(site, 'b'));
    await expect(rewriting(['a.html', '../a.html'], { out }, siteTools(archive))).rejects.toMatchObject({
      name: 'usage',
      message: expect.stringMatching(/would both be/u),
    });
  });
});

describe('a second run', () => {
  beforeEach(async () => {
    writeTree(site, pond);
    await rewritten();
  });

  it('writes nothing when nothing has changed, and tells the same of each article', async () => {
    const first = await rewritten({ force: true });
    const numbers = () => Object.keys(siteOf(out)).map((path) => [path, statSync(join(out, path)).ino]);
    const before = numbers();
    const second = await rewritten();
    expect(second.articles).toEqual(first.articles.map((each) => ({ ...each, unchanged: true })));
    expect(second.summary).toEqual({ written: 0, unchanged: 5, copied: 0, failed: 0 });
    expect(numbers()).toEqual(before);
  });

  it('does an article again that was changed, though it is as long as before', async () => {
    writeFileSync(join(site, 'posts/a.html'), page('20').replace('Before', 'Behind'));
    const { articles } = await rewritten();
    expect(runOf(articles)).toMatchObject({ 'posts/a.html': 'done', 'posts/b.html': 'as it was' });
    expect(siteOf(out)['posts/a.html']).toContain('Behind it.');
  });

  it('does every article again that shows a post of which there is news, and no other', async () => {
    await archive.tell('21', say('It came back.'), { state: 'suspended', seconds: 120 });
    const { articles } = await rewritten();
    expect(runOf(articles)).toEqual({
      'index.html': 'as it was',
      'posts/a.html': 'as it was',
      'posts/b.html': 'done',
      'posts/post.txt': 'as it was',
      'posts/with space/مقال.md': 'done',
    });
  });

  it('does an article again whose post was not archived before', async () => {
    writeTree(site, { 'new.html': page('22') });
    expect((await rewritten()).articles.find(({ article }) => article.endsWith('new.html'))?.unknown).toEqual(
      ['x:22'],
    );
    expect(runOf((await rewritten()).articles)['new.html']).toBe('as it was');
    await archive.tell('22', say('A late one.'));
    expect(runOf((await rewritten()).articles)['new.html']).toBe('done');
    expect(siteOf(out)['new.html']).toContain('A late one.');
  });

  it('does again what was changed or removed where it was written', async () => {
    const whole = siteOf(out);
    writeFileSync(join(out, 'posts/a.html'), 'edited');
    rmSync(join(out, 'style.css'));
    const { summary } = await rewritten();
    expect(summary).toEqual({ written: 1, unchanged: 4, copied: 1, failed: 0 });
    expect(siteOf(out)).toEqual(whole);
  });

  it('does everything again with other options, other code, by force, or when its memory is lost', async () => {
    const all = { written: 5, unchanged: 0, copied: 4, failed: 0 };
    const memory = join(out, '.holdfast-rewrite.json');
    expect((await rewritten({ when: 'dead' })).summary).toEqual(all);
    expect((await rewritten()).summary).toEqual(all);
    expect((await rewritten({}, { code: 'other code' })).summary).toEqual(all);
    expect((await rewritten({ force: true })).summary).toEqual(all);
    const whole = siteOf(out);
    for (const damaged of [
      '',
      '{',
      'null',
      '[]',
      '{"holdfast":1}',
      '{"holdfast":2,"files":{}}',
      readFileSync(memory, 'utf8').slice(0, -40),
    ]) {
      writeFileSync(memory, damaged);
      expect((await rewritten()).summary, damaged).toEqual(all);
    }
    writeFileSync(memory, readFileSync(memory, 'utf8').replaceAll('"files":{', '"files":{"x":[1],"y":null,'));
    expect((await rewritten()).summary).toMatchObject({ unchanged: 5 });
    expect(siteOf(out)).toEqual(whole);
  });

  it('compares bytes where a file is too young for its times to tell', async () => {
    const path = join(site, 'posts/a.html');
    const memory = join(out, '.holdfast-rewrite.json');
    const read = () => JSON.parse(readFileSync(memory, 'utf8')) as { files: Record<string, unknown[]> };
    // a time to come is as young as can be, however slow the machine is
    const soon = new Date(Date.now() + 3_600_000);
    writeFileSync(path, page('20').replace('Before', 'Beside'));
    utimesSync(path, soon, soon);
    await rewritten();
    const hash = read().files[path]?.[5];
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    // a change within the same tick leaves all that is told of the file as it was
    writeFileSync(path, page('20').replace('Before', 'Beyond'));
    utimesSync(path, soon, soon);
    const state = read();
    const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
    state.files[path]?.splice(0, 1, `${size} ${mtimeNs} ${ctimeNs} ${ino}`);
    writeFileSync(memory, JSON.stringify(state));
    expect(runOf((await rewritten()).articles)['posts/a.html']).toBe('done');
    expect(siteOf(out)['posts/a.html']).toContain('Beyond it.');
  });

  it('goes on where one was stopped', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [`many/${String(at).padStart(3, '0')}.html`, page('20')]),
    );
    writeTree(site, many);
    const stop = new AbortController();
    const leftOut = { folders: [out], files: [] };
    const { readSite } = await import('../../src/articles/site-inputs.ts');
    const { rewriteSite } = await import('../../src/rewrite-site.ts');
    const tools = siteTools(archive);
    let done = 0;
    const options = { out, root: site, when: 'always', stop: stop.signal } as const;
    for await (const each of rewriteSite(readSite([site], leftOut, tools), options, tools)) {
      if ('path' in each && each.unchanged !== true) done += 1;
      if (done === 10) stop.abort();
    }
    expect(done).toBeGreaterThanOrEqual(10);
    expect(done).toBeLessThan(150);
    const { summary } = await rewritten();
    expect(summary).toEqual({ written: 150 - done, unchanged: 5 + done, copied: 0, failed: 0 });
    expect(Object.keys(siteOf(out))).toHaveLength(159);
  });
});

describe('a dry run', () => {
  it('writes nothing anywhere, and its patches give what a run writes', async () => {
    writeTree(site, pond);
    const blobs = treeOf(join(folder, 'archive/snapshots'));
    const { articles, summary } = await rewritten({ dryRun: true });
    expect(existsSync(out)).toBe(false);
    expect(treeOf(join(folder, 'archive/snapshots'))).toEqual(blobs);
    expect(summary).toEqual({ written: 5, unchanged: 0, copied: 4, failed: 0 });
    await rewritten();
    for (const { article, path, diff = '' } of articles) {
      const before = readFileSync(article, 'utf8');
      expect(diff === '' ? before : applyPatch(before, diff)).toBe(readFileSync(path, 'utf8'));
    }
    const [, first] = articles;
    expect(first?.diff).toMatch(
      /^--- .*site\/posts\/a\.html\n\+\+\+ .*out\/posts\/a\.html\n@@ -\d+,\d+ \+\d+,\d+ @@\n/u,
    );
    expect((await rewritten({ dryRun: true })).summary).toMatchObject({ unchanged: 5 });
  });
});

describe('pictures beside the pages', () => {
  it('are files of the site, as the style is, each written once and asked for where it is', async () => {
    await archive.tell('30', { ...say('A picture.'), media: [await archive.photo(400, 30)] });
    writeTree(site, { 'a.html': page('30'), 'deep/b.html': page('30') });
    const { problems } = await rewritten({ css: 'link', base: 'cards' });
    expect(problems).toEqual([]);
    const made = siteOf(out);
    const source = made['deep/b.html'] ?? '';
    expect(source).toContain('<link rel="stylesheet" href="/cards/holdfast.css">');
    expect(source).not.toMatch(/<style|data:image/u);
    const asked = [...source.matchAll(/\/cards\/(assets\/[0-9a-f]{32}\.(?:webp|avif))/gu)].map(
      ([, path]) => `cards/${path}`,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(Object.keys(made)).toEqual(expect.arrayContaining([...asked, 'cards/holdfast.css']));
    expect(made['cards/holdfast.css']).toContain('.holdfast');
    expect((await rewritten({ css: 'link', base: 'cards' })).summary).toMatchObject({ unchanged: 2 });
    rmSync(join(out, 'cards'), { recursive: true });
    await rewritten({ css: 'link', base: 'cards' });
    expect(siteOf(out)).toEqual(made);
  });

  it('are shown by feeds where the whole address is told, which pages need only the path of', async () => {
    await archive.tell('30', { ...say('A picture.'), media: [await archive.photo(400, 30)] });
    const feed = `<rss><channel><item><guid>1</guid><description><![CDATA[${quote('30')}]]></description></item></channel></rss>`;
    writeTree(site, { 'a.html': page('30'), 'feed.xml': feed });
    await rewritten({ css: 'link', base: 'https://pond.test/cards' });
    const made = siteOf(out);
    expect(made['a.html']).toContain('<link rel="stylesheet" href="/cards/holdfast.css">');
    expect(made['a.html']).not.toContain('https://pond.test');
    const [, asked] =
      /<img src="https:\/\/pond\.test\/(cards\/assets\/[^"]*)"/u.exec(made['feed.xml'] ?? '') ?? [];
    expect(Object.keys(made)).toContain(asked);
  });

  it('have no style where the site brings its own', async () => {
    writeTree(site, { 'a.html': page('20') });
    await rewritten({ css: 'none' });
    expect(Object.keys(siteOf(out))).toEqual(['a.html']);
    expect(siteOf(out)['a.html']).not.toMatch(/<style|<link/u);
  });

  it('can’t be served from elsewhere, nor from another place for each folder', async () => {
    writeTree(site, { 'a.html': page('20') });
    for (const base of ['ftp://cdn.test/x/', '//cdn.test/', './here', 'a b'])
      await expect(rewritten({ css: 'link', base })).rejects.toMatchObject({ name: 'usage' });
  });
});
