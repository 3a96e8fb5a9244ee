import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportPosts } from '../../src/exports/export-posts.ts';
import { readExchanges, readRecords } from '../../src/warc/read-file.ts';
import { readPages } from '../../src/warc/read-pages.ts';
import { useFolders } from '../store/folders.ts';
import { collect } from '../store/samples.ts';
import { answer, type KeptArchive, keepArchive, page, photo, story } from './archive.ts';

const folders = useFolders();

async function kept(): Promise<KeptArchive & { readonly out: string }> {
  const folder = await folders.folder();
  const archive = await keepArchive(join(folder, 'archive'));
  folders.closing(archive.store);
  return { ...archive, out: join(folder, 'out') };
}

describe('an export as WACZ', () => {
  it('holds the page as loaded, what sources answered, pictures and articles, each at its address', async () => {
    const { tools, out, wire } = await kept();
    const exported = await exportPosts('wacz', { out, refs: [] }, tools);
    expect(exported).toEqual({ form: 'wacz', path: out, posts: 2, articles: 2, lacking: [] });
    const records = await collect(readRecords(out));
    const of = (url: string) =>
      records
        .filter((record) => record.url === url)
        .map(({ type, body }) => [type, Buffer.from(body).toString()]);
    expect(of(page)).toEqual([
      ['request', ''],
      ['response', '<p>just setting up</p>'],
    ]);
    expect(of(answer)).toEqual([['resource', '{"__typename":"Tweet","id_str":"20"}']]);
    expect(of(photo).map(([type]) => type)).toEqual(['resource', 'resource']);
    expect(of(story)).toEqual([['resource', '<title>Frogs</title><p>An article.</p>']]);
    expect(of('http://article.invalid/news/100%20%25.txt')).toEqual([['resource', 'A file.']]);
    expect(of(`urn:view:${page}`)).toEqual([
      ['resource', 'png'],
      ['resource', 'png below'],
    ]);
    expect(of(`urn:pdf:${page}`)).toEqual([['resource', '%PDF-']]);
    const [told] = of('http://post.invalid/x%3A20.json').map(([, body = '']) => JSON.parse(body) as object);
    expect(told).toMatchObject({ name: 'x:20', state: 'live', observations: [{}, {}, { wire }] });
    const answered = records.find(({ url }) => url === answer);
    expect(answered?.fields).toContainEqual(['holdfast-source', 'x-syndication']);
    expect(answered?.contentType).toBe('application/json');
    expect((await collect(readExchanges(out))).map(({ request }) => request.url)).toEqual([page]);
  });

  it('lists the pages a player can open, with the words a reader may look for', async () => {
    const { tools, out } = await kept();
    await exportPosts('wacz', { out, refs: ['https://x.com/jack/status/20'] }, tools);
    expect(await readPages(out)).toEqual([
      { url: page, at: '2026-01-02T03:04:05.600Z', title: 'The embed', text: 'just setting up' },
      {
        url: 'http://post.invalid/x%3A20',
        at: '2024-05-01T12:01:10.000Z',
        title: 'Frog @frog (x:20)',
        text: 'just setting up',
      },
      { url: story, at: '2024-05-01T12:00:00.000Z', title: 'Frogs' },
    ]);
  });

  it('gives the same bytes each time, and leaves nothing beside it', async () => {
    const { tools, out, folder } = await kept();
    await exportPosts('wacz', { out, refs: [] }, tools);
    await exportPosts('wacz', { out: `${out}-again`, refs: [] }, tools);
    expect(await readFile(`${out}-again`)).toEqual(await readFile(out));
    expect((await readdir(join(folder, '..'))).sort()).toEqual(['archive', 'out', 'out-again']);
  });
});

describe('an export as JSON', () => {
  it('has a line for each post, its blobs by name, and a manifest of all files', async () => {
    const { tools, out, wire } = await kept();
    await exportPosts('json', { out, refs: [] }, tools);
    const posts = (await linesOf(join(out, 'posts.jsonl'))) as { name: string; captures: object[] }[];
    expect(posts.map(({ name }) => name)).toEqual(['x:20', 'x:21']);
    expect(JSON.stringify(posts)).not.toContain(out.slice(0, -4));
    expect(
      (await linesOf(join(out, 'articles.jsonl'))).map((line) => (line as { name: string }).name),
    ).toEqual([story, 'news/100 %.txt']);
    const roles = (await linesOf(join(out, 'blobs.jsonl'))) as { blob: string; role: string }[];
    expect(roles.find(({ blob }) => blob === wire)).toEqual({
      blob: wire,
      bytes: 36,
      role: 'answer',
      mediaType: null,
    });
    for (const { blob } of roles)
      expect(sha256(await readFile(join(out, 'blobs', blob.slice(0, 2), blob)))).toBe(blob);
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.created).toBe('2024-05-01T12:01:10.000Z');
    const files = (await filesOf(out)).filter((path) => path !== 'manifest.json');
    expect(manifest.files.map(({ path }) => path)).toEqual(files);
    for (const { path, sha256: hash, bytes } of manifest.files) {
      const content = await readFile(join(out, path));
      expect([sha256(content), content.length]).toEqual([hash, bytes]);
    }
  });

  it('names what is missing or damaged and exports the rest', async () => {
    const { tools, store, out, wire, photo: blob } = await kept();
    await rm(store.blobs.pathOf(blob));
    await writeFile(store.blobs.pathOf(wire), 'something else');
    const { lacking } = await exportPosts('json', { out, refs: ['x:20'] }, tools);
    expect(lacking.map((each) => each.blob)).toEqual([wire, blob]);
    expect(lacking.map(({ why }) => why)).toEqual([
      expect.stringContaining('is damaged'),
      expect.stringContaining('is missing'),
    ]);
    expect(existsSync(join(out, 'blobs', wire.slice(0, 2), wire))).toBe(false);
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.lacking).toEqual(lacking);
  });
});

describe('an export as a bag', () => {
  it('is one by RFC 8493: declaration, payload, and manifests of every file', async () => {
    const { tools, out } = await kept();
    await exportPosts('bagit', { out, refs: [] }, tools);
    expect(await readFile(join(out, 'bagit.txt'), 'utf8')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    );
    const files = await filesOf(out);
    const payload = files.filter((path) => path.startsWith('data/'));
    expect(payload).toEqual(expect.arrayContaining(['data/evidence.wacz', 'data/posts.jsonl']));
    const listed = await manifestOf(join(out, 'manifest-sha256.txt'));
    expect([...listed.keys()]).toEqual(payload);
    const tags = await manifestOf(join(out, 'tagmanifest-sha256.txt'));
    expect([...tags.keys()]).toEqual(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt']);
    let bytes = 0;
    for (const [path, hash] of [...listed, ...tags]) {
      const content = await readFile(join(out, path));
      expect(sha256(content)).toBe(hash);
      if (path.startsWith('data/')) bytes += content.length;
    }
    expect(await readFile(join(out, 'bag-info.txt'), 'utf8')).toContain(
      `Payload-Oxum: ${bytes}.${payload.length}\n`,
    );
  });
});

describe('where it goes', () => {
  it.each(['wacz', 'json', 'bagit'] as const)(
    'as %s, what stands there stays unless it may be replaced',
    async (form) => {
      const { tools, out } = await kept();
      await mkdir(out);
      await writeFile(join(out, 'dear'), 'to somebody');
      await expect(exportPosts(form, { out, refs: [] }, tools)).rejects.toMatchObject({ name: 'usage' });
      expect(await readFile(join(out, 'dear'), 'utf8')).toBe('to somebody');
      expect(existsSync(`${out}.part`)).toBe(false);
    },
  );

  it('replaces a former export whole', async () => {
    const { tools, out } = await kept();
    await exportPosts('json', { out, refs: [] }, tools);
    await exportPosts('json', { out, refs: ['x:21'], force: true }, tools);
    expect((await linesOf(join(out, 'posts.jsonl'))).length).toBe(1);
    expect((await readdir(join(out, '..'))).sort()).toEqual(['archive', 'out']);
  });

  it('leaves nothing of an export that failed', async () => {
    const { tools, out } = await kept();
    const page = () => Promise.reject(new Error('no page today'));
    await expect(exportPosts('bagit', { out, refs: [] }, { ...tools, page })).rejects.toThrow(
      'no page today',
    );
    expect((await readdir(join(out, '..'))).sort()).toEqual(['archive']);
  });
});

describe('which posts', () => {
  it('are chosen by network, state and article', async () => {
    const { tools, out } = await kept();
    const count = async (choice: object) => {
      const { posts } = await exportPosts('json', { out, refs: [], force: true, ...choice }, tools);
      return posts;
    };
    expect(await count({ platform: 'x' })).toBe(2);
    expect(await count({ platform: 'bluesky' })).toBe(0);
    expect(await count({ state: 'live' })).toBe(1);
    expect(await count({ article: 'news/100 %.txt' })).toBe(1);
    await expect(count({ refs: ['x:99'] })).rejects.toMatchObject({ name: 'unknown-post' });
  });
});

interface Manifest {
  readonly created: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly lacking: readonly object[];
}

async function linesOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function manifestOf(path: string): Promise<Map<string, string>> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
