import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeArticle, looksBinary } from '../../src/html/charset.ts';
import { processorTime } from '../processor-time.ts';

const arabic =
  'أعلنت وزارة الصحة اليوم ارتفاع عدد المصابين في المدينة إلى أكثر من خمسة آلاف شخص منذ بداية الشهر الجاري.';

describe('the encoding of an article', () => {
  const page = (head: string) =>
    `<!doctype html><html><head>${head}</head><body><p>${arabic}</p></body></html>`;

  it.each([
    ['a header', page(''), 'windows-1256', 'windows-1256', false],
    ['a header over meta', page('<meta charset="utf-8">'), 'windows-1256', 'windows-1256', false],
    ['meta', page('<meta charset="windows-1256">'), null, 'windows-1256', false],
    [
      'an http-equiv',
      page('<meta http-equiv="Content-Type" content="text/html; charset=cp1256">'),
      null,
      'windows-1256',
      false,
    ],
    ['a late meta', page(`${'<link>'.repeat(400)}<meta charset=windows-1256>`), null, 'windows-1256', false],
    ['nothing at all', page(''), null, 'windows-1256', true],
    ['a label nobody knows', page('<meta charset="klingon">'), 'nonsense', 'windows-1256', true],
  ])('is told by %s', (_by, text, declared, encoding, guessed) => {
    const read = decodeArticle(encode(text, 'windows-1256'), { declared, html: true });
    expect(read).toMatchObject({ text, encoding, guessed });
  });

  it.each([
    ['Привет, это длинное предложение на русском языке, чтобы было что угадывать.', 'windows-1251', 'ru'],
    ['Привет, это длинное предложение на русском языке, чтобы было что угадывать.', 'koi8-r', null],
    ['これは日本語の文章です。記事の本文として十分な長さがあります。', 'shift_jis', null],
    ['これは日本語の文章です。記事の本文として十分な長さがあります。', 'euc-jp', null],
    ['これは日本語の文章です。', 'iso-2022-jp', null],
    ['这是一个中文句子，长度足够让人猜出它的编码，内容没有什么意义。', 'gb18030', null],
    ['Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την οικονομία της χώρας', 'iso-8859-7', 'el'],
    ['הממשלה הודיעה היום על צעדים חדשים לחיזוק הכלכלה של המדינה', 'windows-1255', 'he'],
    [
      'Le gouvernement a annoncé aujourd’hui de nouvelles mesures pour l’été à la télévision',
      'windows-1252',
      'fr',
    ],
  ])('is guessed by letters and language: %s', (sentence, encoding, lang) => {
    const text = `<html${lang === null ? '' : ` lang="${lang}"`}><script>var a = "b";</script><p>${sentence}</p>`;
    const read = decodeArticle(encode(text, encoding), { declared: null, html: true });
    expect(read.text).toBe(text);
    expect(read.guessed).toBe(true);
  });

  it('is UTF-8 where the bytes are, without a word', () => {
    const read = decodeArticle(Buffer.from(arabic), { declared: null, html: false });
    expect(read).toMatchObject({ text: arabic, encoding: 'utf-8', guessed: false });
  });

  it('never is UTF-7', () => {
    const read = decodeArticle(Buffer.from('<meta charset="utf-7">+ADw-script+AD4-'), {
      declared: 'utf-7',
      html: true,
    });
    expect(read.encoding).toBe('utf-8');
    expect(read.text).toContain('+ADw-');
  });

  it('knows a byte order mark over a header', () => {
    const bytes = Buffer.from(`\ufeff${arabic}`, 'utf16le');
    expect(decodeArticle(bytes, { declared: 'utf-8', html: true })).toMatchObject({
      text: arabic,
      encoding: 'utf-16le',
    });
  });

  it('knows UTF-16 by its zeros', () => {
    const text = '<p>plain words without a mark</p>';
    expect(decodeArticle(Buffer.from(text, 'utf16le'), { declared: null, html: true }).text).toBe(text);
    expect(
      decodeArticle(Buffer.from(text, 'utf16le').swap16(), { declared: null, html: true }),
    ).toMatchObject({
      text,
      encoding: 'utf-16be',
    });
  });

  it('takes nothing, one byte, and a lone mark', () => {
    for (const bytes of [[], [65], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xff]])
      expect(decodeArticle(Uint8Array.from(bytes), { declared: null, html: true }).byteOffset(9)).toBe(
        bytes.length,
      );
  });
});

describe('byte offsets', () => {
  const text = `ab<b>あ漢字ー</b>c 日本語の文章\n<i>テスト</i> end`;

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'euc-jp', 'gb18030', 'iso-2022-jp'])(
    'cut markup exactly in %s',
    (encoding) => {
      const bytes = encode(text.repeat(400), encoding);
      const read = decodeArticle(bytes, { declared: encoding, html: true });
      expect(read.text).toBe(text.repeat(400));
      for (const part of ['<b>', '</b>', '<i>', '</i>', ' end']) {
        for (const at of [read.text.indexOf(part), read.text.lastIndexOf(part)]) {
          const cut = bytes.subarray(read.byteOffset(at), read.byteOffset(at + part.length));
          expect(new TextDecoder(encoding).decode(cut)).toBe(part);
        }
      }
      if (encoding === 'iso-2022-jp') return;
      for (let at = 0; at <= text.length * 2; at += 1) {
        const head = bytes.subarray(0, read.byteOffset(at));
        expect(new TextDecoder(encoding).decode(head)).toBe(read.text.slice(0, at));
      }
    },
  );

  it('count characters outside the basic plane and a byte order mark', () => {
    const bytes = Buffer.from('\ufeff😀<b>😀</b>');
    const read = decodeArticle(bytes, { declared: null, html: true });
    expect(read.text).toBe('😀<b>😀</b>');
    expect(read.byteOffset(0)).toBe(3);
    expect(bytes.subarray(read.byteOffset(2), read.byteOffset(5)).toString()).toBe('<b>');
    expect(read.byteOffset(read.text.length)).toBe(bytes.length);
  });

  it.each([
    ['a lone continuation', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a cut sequence', [0xe4, 0xb8]],
    ['five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['out of range', [0xf4, 0x90, 0x80, 0x80]],
    ['a run of leads', [0xe4, 0xe4, 0xf0, 0x9f]],
  ])('pass over bad UTF-8: %s', (_what, bad) => {
    const bytes = Buffer.concat([
      Buffer.from('é<b>'),
      Buffer.from(bad),
      Buffer.from('</b>é'),
      Buffer.from(bad),
    ]);
    const read = decodeArticle(bytes, { declared: 'utf-8', html: true });
    const [start, end] = [read.text.indexOf('</b>'), read.text.indexOf('</b>') + 4];
    expect(bytes.subarray(read.byteOffset(start), read.byteOffset(end)).toString()).toBe('</b>');
    expect(read.byteOffset(read.text.length)).toBe(bytes.length);
  });

  it('pass over bad GB18030 and Shift_JIS', () => {
    for (const [encoding, bad] of [
      ['gb18030', [0x81, 0x30, 0x81]],
      ['gb18030', [0xff]],
      ['shift_jis', [0x81]],
      ['shift_jis', [0xfd, 0x85, 0x3a]],
    ] as const) {
      const bytes = Buffer.concat([Buffer.from('x<b>'), Buffer.from(bad), Buffer.from('</b>y')]);
      const read = decodeArticle(bytes, { declared: encoding, html: true });
      const start = read.text.indexOf('</b>');
      expect(bytes.subarray(read.byteOffset(start), read.byteOffset(start + 4)).toString()).toBe('</b>');
    }
  });

  it('are quick where no byte begins a character for long', () => {
    const bytes = Buffer.concat([Buffer.alloc(3_000_000, 0x80), Buffer.from('<b>')]);
    const read = decodeArticle(bytes, { declared: 'utf-8', html: true });
    const spent = processorTime();
    expect(read.byteOffset(read.text.indexOf('<b>'))).toBe(3_000_000);
    expect(spent()).toBeLessThan(3000);
  });
});

describe('looksBinary', () => {
  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), true],
    ['a PDF', Buffer.from('%PDF-1.7\n'), true],
    ['gzip', gzipSync('hello'), true],
    ['noise', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 7919) % 256)), true],
    ['a text', Buffer.from(arabic), false],
    ['a text in an old encoding', encode(arabic, 'windows-1256'), false],
    ['UTF-16', Buffer.from('<p>words</p>', 'utf16le'), false],
    ['nothing', Buffer.alloc(0), false],
    ['a stray NUL', Buffer.from(`${'a'.repeat(100)}\0`), false],
  ])('judges %s', (_what, bytes, expected) => {
    expect(looksBinary(bytes)).toBe(expected);
  });
});

/** Node encodes UTF only: the rest is found by decoding every one- and two-byte sequence. */
function encode(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'iso-2022-jp')
    return Buffer.from(
      text.replace(/[^\0-\x7f]+/gu, (run) => {
        const jis = [...encode(run, 'euc-jp')].map((byte) => String.fromCharCode(byte & 0x7f)).join('');
        return `\x1b$B${jis}\x1b(B`;
      }),
      'latin1',
    );
  const table = tableOf(encoding);
  return Buffer.from([...text].flatMap((char) => table.get(char) ?? [0x3f]));
}

const tables = new Map<string, Map<string, number[]>>();

function tableOf(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  const add = (bytes: number[]) => {
    const char = decoder.decode(Uint8Array.from(bytes));
    if ([...char].length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) add([byte]);
  for (let lead = 0x81; lead < 255; lead += 1)
    for (let trail = 0x40; trail < 255; trail += 1) add([lead, trail]);
  tables.set(encoding, table);
  return table;
}
