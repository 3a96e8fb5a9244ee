import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FallbacksArchive, say } from '../exports/fallbacks-archive.ts';
import {
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

function rewritten(options: Partial<Parameters<typeof rewriting>[1]> = {}) {
  return rewriting([site], { out, root: site, ...options }, siteTools(archive));
}

const pond = { 'posts/a.html': page('20'), 'style.css': 'p { color: teal }' };

describe('a rewritten site', () => {
  it('keeps links within it; those that lead out are told and left out, unless they are asked for', async () => {
    writeTree(site, pond);
    writeTree(folder, { 'elsewhere/c.html': page('20'), 'elsewhere/photo.jpg': 'jpeg' });
    symlinkSync('posts', join(site, 'latest'));
    symlinkSync('style.css', join(site, 'old.css'));
    symlinkSync('../elsewhere', join(site, 'outside'));
    symlinkSync('../elsewhere/photo.jpg', join(site, 'photo.jpg'));
    symlinkSync('../elsewhere/c.html', join(site, 'quote.html'));
    symlinkSync('photo.jpg', join(site, 'second.jpg'));
    symlinkSync('nowhere', join(site, 'broken.html'));
    const told = (at: string) =>
      `it leads to ${join(realpathSync(folder), 'elsewhere', at)}, outside of this folder`;
    const { problems, summary } = await rewritten();
    expect(problems).toEqual([
      `${join(site, 'broken.html')}: no such file or folder`,
      expect.stringContaining('it leads to ../elsewhere, outside of this folder'),
      expect.stringContaining(told('photo.jpg')),
      expect.stringContaining(told('c.html')),
      expect.stringContaining(told('photo.jpg')),
    ]);
    expect(summary).toMatchObject({ failed: 1 });
    expect(readFileSync(join(out, 'latest/a.html'), 'utf8')).toContain('The tide turned.');
    expect(readFileSync(join(out, 'old.css'), 'utf8')).toBe(pond['style.css']);
    for (const path of ['outside', 'photo.jpg', 'quote.html', 'second.jpg'])
      expect(existsSync(join(out, path)), path).toBe(false);
    await rewritten({ copyLinks: true });
    expect(readFileSync(join(out, 'second.jpg'), 'utf8')).toBe('jpeg');
    expect(readFileSync(join(out, 'quote.html'), 'utf8')).toContain('The tide turned.');
    expect(existsSync(join(out, 'outside'))).toBe(false);
  });

  it('is named by what it is where it came from standard input', async () => {
    const given = async (source: string) => {
      const stdin = () => Promise.resolve(Buffer.from(source));
      const { articles } = await rewriting(['-'], { out }, siteTools(archive, { stdin }));
      return articles.map(({ path, replaced }) => [path, replaced]);
    };
    expect(await given(quote('20'))).toEqual([[join(out, 'stdin.html'), 1]]);
    expect(await given('Words alone.\n')).toEqual([[join(out, 'stdin.txt'), 0]]);
    const feed = `<rss><channel><item><guid>1</guid><description><![CDATA[${quote('20')}]]></description></item></channel></rss>`;
    expect(await given(feed)).toEqual([[join(out, 'stdin.xml'), 1]]);
  });
});

describe('what was made of files that are gone', () => {
  const removedIn = (run: Awaited<ReturnType<typeof rewritten>>) =>
    run.all.flatMap((each) => ('removed' in each ? [[each.article, each.removed]] : []));

  it('stays and is told, until it is taken away', async () => {
    writeTree(site, { 'a.html': page('20'), 'b.html': page('21') });
    await rewritten();
    rmSync(join(site, 'a.html'));
    const told = [`it is gone, but ${join(out, 'a.html')} stays: --prune removes it`];
    expect((await rewritten()).problems).toEqual(told);
    expect((await rewritten({ when: 'dead', force: true })).problems).toEqual(told);
    rmSync(join(out, 'a.html'));
    expect((await rewritten()).problems).toEqual([]);
  });

  it('is removed when asked for, with folders that held nothing else', async () => {
    writeTree(site, {
      'index.html': page(),
      'old/deep/a.html': page('20'),
      'old/photo.jpg': 'jpeg',
      'b.css': 'p {}',
    });
    await rewritten();
    writeTree(out, { 'own.html': 'of the user' });
    for (const path of ['old/deep/a.html', 'old/photo.jpg', 'b.css']) rmSync(join(site, path));
    const gone = ['b.css', 'old/deep/a.html', 'old/photo.jpg'].map((path) => [
      join(site, path),
      join(out, path),
    ]);
    const dry = await rewritten({ prune: true, dryRun: true });
    expect(removedIn(dry)).toEqual(gone);
    expect(existsSync(join(out, 'b.css'))).toBe(true);
    // other options make all anew, and know of these all the same
    expect(removedIn(await rewritten({ prune: true, when: 'dead' }))).toEqual(gone);
    expect(Object.keys(siteOf(out))).toEqual(['index.html', 'own.html']);
    expect(existsSync(join(out, 'old'))).toBe(false);
    expect((await rewritten({ prune: true })).problems).toEqual([]);
  });

  it('stays where somebody changed it, where an input can’t be read, and where others were given', async () => {
    writeTree(site, { 'a.html': page('20'), 'b.html': page('20'), 'posts/c.html': page('20') });
    await rewritten();
    writeFileSync(join(out, 'a.html'), 'changed by hand');
    rmSync(join(site, 'a.html'));
    expect(removedIn(await rewritten({ prune: true }))).toEqual([]);
    rmSync(join(site, 'b.html'));
    const options = { out, root: site, prune: true };
    const failing = await rewriting([site, join(site, 'none.html')], options, siteTools(archive));
    expect(failing.problems.at(-1)).toBe(
      `it is gone, but ${join(out, 'b.html')} stays: nothing is removed while inputs can't be read`,
    );
    writeTree(folder, { 'other/d.html': page('20') });
    await rewriting([join(site, 'posts')], options, siteTools(archive));
    expect(Object.keys(siteOf(out))).toEqual(['a.html', 'posts/c.html']);
  });

  it('stays where the run is begun in another folder, by whose paths nothing is found', async () => {
    writeTree(folder, { 'x/site/a.html': page('20'), 'y/site/b.html': page('20') });
    process.chdir(join(folder, 'x'));
    await rewriting(['site'], { out }, siteTools(archive));
    process.chdir(folder);
    const again = await rewriting(['y/site'], { out, root: 'y', prune: true }, siteTools(archive));
    expect(removedIn(again)).toEqual([]);
    expect(Object.keys(siteOf(out))).toEqual(['site/a.html', 'site/b.html']);
  });
});

describe('what cards show beside the pages', () => {
  const served = { css: 'link', base: 'cards' } as const;
  beforeEach(async () => {
    await archive.tell('30', { ...say('A picture.'), media: [await archive.photo(400, 30)] });
    writeTree(site, { ...pond, 'posts/b.html': page('30'), 'cards/own.css': 'p {}' });
    await rewritten(served);
  });

  it('goes when the site is given back', async () => {
    expect(readdirSync(join(out, 'cards/assets')).length).toBeGreaterThan(0);
    const back = join(folder, 'back');
    const { problems } = await restoringSite([out], { out: back, root: out }, siteTools(archive));
    expect(problems).toEqual([]);
    expect(treeOf(back)).toEqual(treeOf(site));
  });

  it('stays where it was changed, or is still shown', async () => {
    writeFileSync(join(out, 'cards/holdfast.css'), '.mine {}');
    const back = join(folder, 'back');
    await restoringSite([out], { out: back, root: out }, siteTools(archive));
    expect(treeOf(back)).toEqual({ ...treeOf(site), 'cards/holdfast.css': '.mine {}' });
    await rewritten(served);
    const path = join(out, 'posts/b.html');
    const first = readFileSync(path, 'utf8');
    writeFileSync(path, first.replace(/sha256="[0-9a-f]{64}"/u, `sha256="${'0'.repeat(64)}"`));
    await restoringSite([out], { out: join(folder, 'again'), root: out }, siteTools(archive));
    expect(Object.keys(treeOf(join(folder, 'again')))).toEqual(Object.keys(siteOf(out)));
  });
});
