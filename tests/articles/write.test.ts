import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endingOf, outputPathOf } from '../../src/articles/output-path.ts';
import { openOutput } from '../../src/articles/write.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-write-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const bytes = Buffer.from('rewritten');

describe('outputPathOf', () => {
  it.each([
    ['a.html', 'a.html'],
    ['./posts/a.html', 'posts/a.html'],
    ['posts//deep/./a.html', 'posts/deep/a.html'],
    ['../other/a.html', 'other/a.html'],
    ['posts/../../../etc/passwd', 'posts/etc/passwd'],
    ['/srv/site/a.html', 'srv/site/a.html'],
    [join(process.cwd(), 'site/a.html'), 'site/a.html'],
    ['C:\\site\\..\\..\\a.html', 'site/a.html'],
    ['-', 'stdin.txt'],
    ['https://news.example/', 'news.example/index.html'],
    ['https://news.example/2023/story', 'news.example/2023/story.html'],
    ['https://news.example/2023/story.html', 'news.example/2023/story.html'],
    ['https://news.example:8080/..%2f..%2fetc/%2e%2e/x/.bashrc', 'news.example-8080/x/bashrc.html'],
    ['https://news.example/..%2f..%2fetc', 'news.example/-2f..-2fetc.html'],
  ])('gives %s the path %s', (name, path) => {
    expect(outputPathOf(name)).toBe(path);
  });

  it('keeps addresses apart that differ in their query', () => {
    const paths = ['https://a.example/p?id=1', 'https://a.example/p?id=2', 'https://a.example/p'].map(
      (address) => outputPathOf(address),
    );
    expect(new Set(paths).size).toBe(3);
    expect(paths[0]).toMatch(/^a\.example\/p-[0-9a-f]{8}\.html$/u);
  });
});

function writeArticle(out: string, name: string, content: Uint8Array): string {
  const output = openOutput(out);
  try {
    const target = output.targetOf(name);
    output.write(target, content);
    return target;
  } finally {
    output.close();
  }
}

describe('endingOf', () => {
  const article = { name: '-', bytes, format: 'text', charset: null, url: null } as const;
  const inFeed = (source: string) => ({
    ...article,
    bytes: Buffer.from(source),
    container: { kind: 'feed', name: '-' } as const,
  });
  it.each([
    [article, 'stdin.txt'],
    [{ ...article, format: 'html' as const }, 'stdin.html'],
    [{ ...article, format: 'markdown' as const }, 'stdin.md'],
    [{ ...article, format: 'json' as const }, 'stdin.json'],
    [inFeed('\ufeff\n<rss>'), 'stdin.xml'],
    [inFeed('{"version": "https://jsonfeed.org/version/1"}'), 'stdin.json'],
  ])('names what came from standard input by what it is: %#', (one, path) => {
    expect(outputPathOf('-', null, endingOf(one))).toBe(path);
  });
});

describe('openOutput', () => {
  it.runIf(process.platform === 'linux')('ends in words where nothing can be made', () => {
    for (const out of ['/proc/holdfast', '/proc/holdfast/deep/er', '/sys/holdfast'])
      expect(() => writeArticle(out, 'a.html', bytes)).toThrow(
        expect.objectContaining({
          name: 'usage',
          message: expect.stringMatching(/can't be written \(.*\): choose another folder for --out/u),
        }),
      );
  });

  it('writes below the folder, whole, and leaves nothing else behind', async () => {
    const out = join(folder, 'out');
    const path = writeArticle(out, '../posts/a.html', bytes);
    expect(path).toBe(join(out, 'posts/a.html'));
    writeArticle(out, '../posts/a.html', bytes);
    expect(await readFile(path, 'utf8')).toBe('rewritten');
    expect(await readdir(join(out, 'posts'))).toEqual(['a.html']);
    expect(await readdir(out)).toEqual(['posts']);
  });

  it('removes what a killed run left, and not what another one is at', async () => {
    const out = join(folder, 'killed');
    const [dead, living] = ['4194304', String(process.ppid)].map((pid) =>
      join(out, `.holdfast-rewrite-${pid}`),
    );
    for (const drafts of [dead, living]) await mkdir(String(drafts), { recursive: true });
    await writeFile(join(String(dead), '1'), 'half');
    writeArticle(out, 'a.html', bytes);
    expect((await readdir(out)).sort()).toEqual([`.holdfast-rewrite-${process.ppid}`, 'a.html']);
  });

  it('does not write what stands there already', async () => {
    const out = join(folder, 'same');
    const path = writeArticle(out, 'a.html', bytes);
    const before = await stat(path);
    writeArticle(out, 'a.html', bytes);
    expect((await stat(path)).ino).toBe(before.ino);
    writeArticle(out, 'a.html', Buffer.from('Rewritten'));
    expect(await readFile(path, 'utf8')).toBe('Rewritten');
  });

  it('does not follow a link out of the folder', async () => {
    const [out, outside] = [join(folder, 'linked'), join(folder, 'outside')];
    await mkdir(out);
    await mkdir(outside);
    await symlink(outside, join(out, 'posts'));
    expect(() => writeArticle(out, 'posts/a.html', bytes)).toThrow(
      expect.objectContaining({ name: 'usage' }),
    );
    expect(await readdir(outside)).toEqual([]);
  });

  it('replaces a link at the file itself, not what it points to', async () => {
    const out = join(folder, 'filelink');
    const victim = join(folder, 'victim.html');
    await mkdir(out);
    await writeFile(victim, 'precious');
    await symlink(victim, join(out, 'a.html'));
    writeArticle(out, 'a.html', bytes);
    expect(await readFile(victim, 'utf8')).toBe('precious');
  });

  it('never writes over the article itself', async () => {
    const original = join(folder, 'article.html');
    await writeFile(original, 'first bytes');
    expect(() => writeArticle('/', original, bytes)).toThrow(expect.objectContaining({ name: 'usage' }));
    expect(await readFile(original, 'utf8')).toBe('first bytes');
  });

  it('says so where it may not write', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(() => writeArticle(file, 'a.html', bytes)).toThrow(
      expect.objectContaining({
        name: 'usage',
        message: expect.stringContaining('choose another folder for --out'),
      }),
    );
  });
});
