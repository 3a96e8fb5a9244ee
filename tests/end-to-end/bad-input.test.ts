import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processorTime } from '../processor-time.ts';
import { Home, nowhere, records } from './holdfast.ts';

interface Embed {
  readonly article: string;
  readonly name: string;
  readonly ref: { readonly id: string } | null;
  readonly start: number;
  readonly end: number;
  readonly quoted: { readonly text: string; readonly handle: string | null } | null;
}

let home: Home;
beforeEach(() => {
  home = new Home();
  writeFileSync(home.in('good.html'), quoteOf('20', 'just setting up', 'jack', 'March 21, 2006'));
});
afterEach(() => home.remove());

describe('bad input', () => {
  it('names a missing file, does the rest and ends with 4', async () => {
    const ended = await home.run(['detect', 'missing.html', 'good.html', '--json']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/missing\.html: .*(no such|not there|does not exist|no file)/i);
    expect(records<Embed>(ended).filter(({ name }) => name === 'x:20')).toHaveLength(1);
  });

  it('warns of an empty file and of a folder without articles, and ends with 0', async () => {
    writeFileSync(home.in('empty.html'), '');
    mkdirSync(home.in('folder'));
    const ended = await home.run(['archive', 'empty.html', 'folder']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('empty.html');
    expect(ended.stderr).toContain('folder');
  });

  it('says where options stand to whoever puts them before the command', async () => {
    const ended = await home.run(['--archive', 'elsewhere', 'find']);
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/unknown option '--archive'.*after/su),
    });
  });

  it('ends with 0 and a warning without any input', async () => {
    const ended = await home.run(['archive']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('warning');
  });

  it('refuses a binary file and does the rest', async () => {
    writeFileSync(home.in('picture.html'), Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'));
    const ended = await home.run(['detect', 'picture.html', 'good.html', '--json']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/picture\.html.*PNG/);
    expect(ended.stdout).toContain('x:20');
  });

  it.each([
    ['with', '<meta charset="windows-1256">'],
    ['without', ''],
  ])('reads Windows-1256 Arabic %s a declared charset', async (_, meta) => {
    const words = 'عودة العمل في الميناء القديم بعد توقف دام ثلاثة أيام متتالية';
    const html = quoteOf('1703436713362870723', words, 'almarfa', 'September 17, 2023', meta);
    writeFileSync(home.in('ar.html'), windows1256(html));
    const [embed] = records<Embed>(await home.run(['detect', 'ar.html', '--json']));
    expect(embed?.quoted?.text).toBe(words);
    expect(embed?.start).toBe(windows1256(html).indexOf('<blockquote'));
    expect(embed?.end).toBe(windows1256(html).indexOf('</blockquote>') + '</blockquote>'.length);
  });

  it('takes a line of 50 MB', async () => {
    writeFileSync(home.in('long.txt'), `${'a'.repeat(50_000_000)}\n`);
    const spent = processorTime();
    const ended = await home.run(['detect', 'long.txt', 'good.html', '--json']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(records(ended)).toHaveLength(1);
    expect(spent()).toBeLessThan(20_000);
  });

  it('finds a blockquote that is never closed', async () => {
    writeFileSync(
      home.in('open.html'),
      quoteOf('20', 'just setting up', 'jack', 'March 21, 2006').replace('</blockquote>', ''),
    );
    expect(records<Embed>(await home.run(['detect', 'open.html', '--json']))).toMatchObject([
      { name: 'x:20' },
    ]);
  });

  it('never takes an id of 40 digits or a handle that is a path', async () => {
    writeFileSync(home.in('id.html'), quoteOf('1'.repeat(40), 'words', 'jack', 'March 21, 2006'));
    writeFileSync(
      home.in('handle.txt'),
      'Some words of a post that nobody wrote pic.twitter.com/Ab12Cd34Ef\n— Name (@../../x) March 21, 2016\n',
    );
    const embeds = records<Embed>(await home.run(['detect', 'id.html', 'handle.txt', '--json']));
    expect(embeds.map(({ ref }) => ref?.id ?? null)).not.toContain('1'.repeat(40));
    expect(embeds.map(({ name }) => name).join(' ')).not.toContain('..');
  });

  it.skipIf(process.getuid?.() === 0)(
    'says so with 6 when the archive can not be written (not as root)',
    async () => {
      mkdirSync(home.in('locked'));
      chmodSync(home.in('locked'), 0o500);
      expect((await home.run(['archive', 'good.html', '--archive', 'locked', ...nowhere])).code).toBe(6);
    },
  );

  it('says so with 6 when the archive is no folder', async () => {
    writeFileSync(home.in('file'), 'x');
    const ended = await home.run(['archive', 'good.html', '--archive', 'file', ...nowhere]);
    expect(ended.code).toBe(6);
    expect(ended.stderr).toMatch(/holdfast: .+/);
  });

  it('does all but the picture when no browser can be found', async () => {
    const text =
      'Words of a post kept only here, and long enough to be one.\n— Ada (@ada_example) September 3, 2022\n';
    writeFileSync(home.in('a.txt'), text);
    const ended = await home.run(['archive', 'a.txt', '--json', '--chrome', '/nowhere/chrome', ...nowhere]);
    expect(ended.code, ended.stderr).toBe(3);
    expect(records(ended)).toMatchObject([
      { known: 'quoted', picture: null, waiting: { reason: 'browser-missing' } },
    ]);
    expect((await home.run(['render', String(records(ended)[0]?.['name'])])).code).toBe(0);
  });

  it.each([
    [['nonsense'], 2],
    [['archive', '--nonsense'], 2],
    [['render', 'x:20', '--as', 'nonsense'], 2],
    [['show', 'x:12345'], 6],
    [['status', '--archive', 'missing'], 6],
    [['verify'], 6],
    [['archive', 'good.html', '--replay', 'missing.wacz'], 4],
    [['archive', 'good.html', '--connect-to', 'a:b'], 2],
    [['archive', 'good.html', '--ca', 'missing.pem'], 2],
    [['archive', 'good.html', '--concurrency', 'many'], 2],
  ])('%s ends with %i and a sentence', async (args, code) => {
    const ended = await home.run(args);
    expect(ended.code).toBe(code);
    expect(ended.stderr.trim().length).toBeGreaterThan(20);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it('tells of a post that is not in the archive, and makes no archive by asking', async () => {
    expect((await home.run(['archive', ...nowhere])).code).toBe(0);
    const ended = await home.run(['show', 'x:12345']);
    expect([ended.code, ended.stderr]).toEqual([4, expect.stringContaining('holdfast archive x:12345')]);
    expect((await home.run(['show', 'not a post'])).code).toBe(2);
    await home.run(['show', 'x:12345', '--archive', 'other']);
    expect(existsSync(home.in('other'))).toBe(false);
  });

  it('lets help and version through with 0', async () => {
    expect((await home.run(['--help'])).stdout).toContain('archive');
    expect((await home.run(['archive', '--help'])).stdout).toContain('--connect-to');
    expect((await home.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

function quoteOf(
  id: string,
  words: string,
  handle: string,
  date: string,
  head = '<meta charset="utf-8">',
): string {
  return `<!doctype html><html><head>${head}<title>t</title></head><body><p>Before.</p><blockquote class="twitter-tweet"><p>${words}</p>&mdash; Name (@${handle}) <a href="https://twitter.com/${handle}/status/${id}">${date}</a></blockquote><p>After.</p></body></html>`;
}

/** Arabic letters have one byte each there: the decoder's table turned round. */
function windows1256(text: string): Buffer {
  const all = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Buffer.from(Array.from(text, (char) => all.indexOf(char)));
}
