import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Input, type InputTools, readInputs } from '../../src/articles/inputs.ts';
import { HoldfastError } from '../../src/errors.ts';
import type { Wire, WireRequest } from '../../src/model/wire.ts';
import { readWrittenRef } from '../../src/ref.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-inputs-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const asked: WireRequest[] = [];
let answer: Partial<Wire> | HoldfastError = {};

const tools: InputTools = {
  async fetch(request) {
    asked.push(request);
    if (answer instanceof HoldfastError) throw answer;
    return {
      url: request.url,
      status: 200,
      headers: [['content-type', 'text/html; charset="windows-1256"']],
      body: Buffer.from('<p>x'),
      at: '2026-01-01T00:00:00.000Z',
      ...answer,
    };
  },
  matchPost(text) {
    const id = /^https:\/\/x\.com\/\w+\/status\/(\d+)$/u.exec(text)?.[1] ?? /^x:(\d{1,19})$/u.exec(text)?.[1];
    return id === undefined ? null : { platform: 'x', id, url: `https://x.com/i/status/${id}` };
  },
  stdin: async () => Buffer.from('words from a pipe'),
};

async function read(...inputs: readonly string[]): Promise<Input[]> {
  const list: Input[] = [];
  for await (const input of readInputs(inputs, tools)) list.push(input);
  return list;
}

/** One word per input: what it became, with what tells it. */
function shortly(input: Input): string {
  const told = {
    article: () => (input.kind === 'article' ? `${input.article.format} ${input.article.name}` : ''),
    post: () => (input.kind === 'post' ? `post ${input.name}` : ''),
    unreadable: () =>
      input.kind === 'unreadable' ? `unreadable ${input.error.name}: ${input.error.message}` : '',
    warning: () => (input.kind === 'warning' ? `warning ${input.input}: ${input.message}` : ''),
  };
  return told[input.kind]().replaceAll(`${folder}/`, '');
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('files', () => {
  it.each([
    ['a.html', 'words', 'html'],
    ['a.HTM', 'words', 'html'],
    ['a.xhtml', 'words', 'html'],
    ['a.md', '<p>', 'markdown'],
    ['a.mdx', 'words', 'markdown'],
    ['a.txt', '<p>not read as markup</p>', 'text'],
    ['noextension', 'plain words', 'text'],
    ['page', '\ufeff  <!DOCTYPE html><title>x</title>', 'html'],
    ['part.old', 'words <blockquote class="x">', 'html'],
  ])('reads %s as it is written', async (name, content, format) => {
    const path = await file(name, content);
    const [input] = await read(path);
    expect(
      input?.kind === 'article' && [input.article.format, input.article.name, input.article.charset],
    ).toEqual([format, path, null]);
    expect(input?.kind === 'article' && Buffer.from(input.article.bytes).toString()).toBe(content);
  });

  it('takes file addresses', async () => {
    const path = await file('space in it.txt', 'words');
    expect((await read(`file://${path.replaceAll(' ', '%20')}`)).map(shortly)).toEqual([
      'text space in it.txt',
    ]);
  });

  it('reads UTF-16 with and without a mark, and text with a stray NUL, as text', async () => {
    const utf16 = await file('utf16.txt', Buffer.from('\ufeffhello there', 'utf16le'));
    const bare = await file('bare.html', Buffer.from('<p>hello there</p>', 'utf16le'));
    const stray = await file('stray.txt', `${'words '.repeat(50)}\0`);
    expect((await read(utf16, bare, stray)).map((each) => each.kind)).toEqual([
      'article',
      'article',
      'article',
    ]);
  });

  it.each([
    ['empty.txt', ''],
    ['blank.txt', ' \r\n\t\n'],
    ['mark.txt', '\ufeff'],
  ])('warns of %s and still gives it', async (name, content) => {
    const path = await file(name, content);
    expect((await read(path)).map(shortly)).toEqual([
      `warning ${name}: there is no text in it`,
      `text ${name}`,
    ]);
  });

  it.each([
    ['picture.html', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a PNG picture'],
    ['paper.txt', Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'), 'a PDF'],
    ['page.html', Buffer.from([0x1f, 0x8b, 8, 0]), 'compressed with gzip'],
    ['one.txt', Buffer.from([0]), 'a binary file'],
    ['noise.txt', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)), 'a binary file'],
  ])('refuses %s and goes on', async (name, content, what) => {
    const bad = await file(name, content);
    const good = await file('after.txt', 'words');
    expect((await read(bad, good)).map(shortly)).toEqual([
      `unreadable unreadable-input: ${name} is ${what}, not text: give HTML, Markdown or plain text`,
      'text after.txt',
    ]);
  });

  it('says what is wrong with what is no file', async () => {
    const loop = join(folder, 'loop.txt');
    await symlink(loop, loop);
    const lines = await read(
      join(folder, 'missing.txt'),
      loop,
      'a\0b',
      'www.example.com/story',
      'ftp://example.com/a',
      'x:@nobody/-/0a1b2c3d4e5f',
      'x:12345678901234567890123456789012345678901',
    );
    expect(lines.map(shortly)).toEqual([
      'unreadable unreadable-input: missing.txt: no such file or folder',
      'unreadable unreadable-input: loop.txt: its symbolic links go round in a circle',
      'unreadable unreadable-input: a\0b: a path may not hold a NUL character',
      'unreadable unreadable-input: www.example.com/story: no such file (an address begins with https://)',
      'unreadable bad-url: ftp://example.com/a: only http, https and file addresses can be read',
      'unreadable bad-ref: x:@nobody/-/0a1b2c3d4e5f is known only as quoted and has no address: give the article that quotes it',
      "unreadable bad-ref: x:12345678901234567890123456789012345678901 is neither a file nor a post that can be archived: check the id, or give the post's URL",
    ]);
  });

  it('refuses what is too large without reading it', async () => {
    const path = await file('huge.txt', 'x');
    await truncate(path, 257 * 1024 * 1024);
    expect((await read(path)).map(shortly)).toEqual([
      'unreadable unreadable-input: huge.txt: it has 269484032 bytes, more than the 268435456 allowed',
    ]);
    await rm(path);
  });

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    const path = await file('locked.txt', 'words');
    await chmod(path, 0);
    expect((await read(path)).map(shortly)).toEqual([
      'unreadable unreadable-input: locked.txt: it may not be read: check its permissions',
    ]);
  });
});

describe('folders', () => {
  it('finds articles below, sorted, without hidden ones and packages, and goes on after a bad one', async () => {
    const root = join(folder, 'site');
    for (const part of ['b/deep', 'node_modules/p', '.git'])
      await mkdir(join(root, part), { recursive: true });
    for (const name of [
      'z.html',
      'a.md',
      'b/deep/c.txt',
      'node_modules/p/readme.md',
      '.git/x.txt',
      '.hidden.md',
      'pic.png',
      'data.json',
    ])
      await writeFile(join(root, name), 'words');
    await writeFile(join(root, 'b/bad.html'), Buffer.from('\x89PNG', 'latin1'));
    await symlink('../site', join(root, 'round'));
    await symlink('a.md', join(root, 'link.md'));
    expect((await read(root)).map(shortly)).toEqual([
      'markdown site/a.md',
      'unreadable unreadable-input: site/b/bad.html is a PNG picture, not text: give HTML, Markdown or plain text',
      'text site/b/deep/c.txt',
      'markdown site/link.md',
      'html site/z.html',
    ]);
  });

  it('warns of one without articles', async () => {
    const root = join(folder, 'nothing');
    await mkdir(root);
    await writeFile(join(root, 'picture.png'), 'x');
    expect((await read(root)).map(shortly)).toEqual([
      'warning nothing: no article in it: folders are searched for .html .htm .xhtml .md .markdown .mdx .qmd .rmd .txt, templates (.astro .svelte .vue .njk .liquid .hbs .twig .ejs .erb .php), feeds, .warc .warc.gz .wacz',
    ]);
  });
});

describe('standard input, posts and addresses', () => {
  it('reads standard input once asked for', async () => {
    expect((await read('-')).map(shortly)).toEqual(['text -']);
  });

  it('takes a post by its URL or its written ref', async () => {
    expect(readWrittenRef('x:20')).not.toBeNull();
    expect((await read('https://x.com/jack/status/20', 'x:20')).map(shortly)).toEqual([
      'post x:20',
      'post x:20',
    ]);
  });

  it('fetches any other address as an article, with the charset of its header', async () => {
    answer = { url: 'https://news.example/moved' };
    const [input] = await read('https://news.example/story');
    expect(asked.at(-1)).toMatchObject({ url: 'https://news.example/story', purpose: 'article' });
    expect(input?.kind === 'article' && input.article).toMatchObject({
      name: 'https://news.example/story',
      url: 'https://news.example/moved',
      format: 'html',
      charset: 'windows-1256',
    });
  });

  it.each([
    ['text/markdown', 'https://a.example/x', 'markdown'],
    ['text/plain; charset=utf-8', 'https://a.example/x', 'text'],
    ['text/plain', 'https://a.example/x.md', 'markdown'],
    ['application/octet-stream', 'https://a.example/x.html', 'html'],
    ['', 'https://a.example/x', 'html'],
  ])('reads %j at %s as %s', async (type, url, format) => {
    answer = { headers: [['content-type', type]], body: Buffer.from('<p>words') };
    expect((await read(url)).map(shortly)).toEqual([`${format} ${url}`]);
  });

  it.each([
    [
      404,
      'unreadable-input',
      'there is no such page (404): check the address, or save the page and give the file',
      false,
    ],
    [
      451,
      'unreadable-input',
      'the page is withheld for legal reasons (451): check the address, or save the page and give the file',
      false,
    ],
    [
      418,
      'unreadable-input',
      'it answered 418: check the address, or save the page and give the file',
      false,
    ],
    [429, 'rate-limited', 'the site asks to be left alone for now: try again later', true],
    [503, 'server-error', 'the site failed to answer (503): try again later', true],
  ])('says in words what an answer of %i means', async (status, name, words, retryable) => {
    answer = { status };
    const [input] = await read('https://news.example/a');
    expect(input?.kind === 'unreadable' && input.error).toMatchObject({
      name,
      message: `https://news.example/a: ${words}`,
      retryable,
      facts: { status },
    });
  });

  it('tells a picture behind an address, and passes on why an address could not be had', async () => {
    answer = { headers: [['content-type', 'text/html']], body: Buffer.from('\xff\xd8\xff\xe0', 'latin1') };
    const picture = (await read('https://news.example/a')).map(shortly);
    answer = new HoldfastError('offline', 'there is no network: connect and run it again');
    const offline = (await read('https://news.example/a', 'x:20')).map(shortly);
    expect([...picture, ...offline]).toEqual([
      'unreadable unreadable-input: https://news.example/a is a JPEG picture, not text: give HTML, Markdown or plain text',
      'unreadable offline: there is no network: connect and run it again',
      'post x:20',
    ]);
  });
});
