import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchPostMedia } from '../../src/media/fetch-post-media.ts';
import { findFfmpeg, joinStream } from '../../src/media/ffmpeg.ts';
import { emptyPost, type Media, pictureAt } from '../../src/model/post.ts';
import { card, coded, enciphered, ffmpeg, inPieces, probe, publish, secret } from './streams.ts';
import { asSharp, kinds } from './synthetic-pictures.ts';
import { openWeb, type Web } from './web.ts';

let web: Web;
let work: string;
beforeAll(async () => {
  web = await openWeb();
  work = await mkdtemp(join(tmpdir(), 'holdfast-work-'));
  web.places.set(
    'http://img.test/still',
    await asSharp(kinds.shapes(1, 160, 90))
      .jpeg()
      .toBuffer(),
  );
});
afterAll(async () => {
  await web.close();
  await rm(work, { recursive: true });
});
beforeEach(() => {
  web.asked.length = 0;
});

const at = (path: string) => `http://video.test/${path}`;
const askedPaths = () => web.asked.map(({ url }) => url.replace('http://video.test/', ''));

/** What becomes of a video that has nothing but a stream (and these addresses). */
async function fetched(stream: string, urls: readonly string[] = [], program = ffmpeg): Promise<Media> {
  const poster = pictureAt('http://img.test/still');
  const item: Media = { ...pictureAt(...urls), kind: 'video', alt: null, poster, durationMs: null, stream };
  const tools = { ...web.tools, streams: { ffmpeg: program, work } };
  const { media } = await fetchPostMedia({ ...emptyPost, media: [item] }, tools);
  expect(await readdir(work)).toEqual([]);
  return media[0] as Media;
}

async function filmOf(stream: string): Promise<Uint8Array> {
  const { blob, missing, mediaType } = await fetched(stream);
  expect({ missing, mediaType }).toEqual({ missing: null, mediaType: 'video/mp4' });
  return web.kept.get(blob ?? '') ?? Buffer.alloc(0);
}

describe('a stream where there is no ffmpeg', () => {
  it('keeps its poster, says so in plain words, and is not asked for', async () => {
    const item = await fetched(at('any/main.m3u8'), [], null);
    expect(item).toMatchObject({ blob: null, missing: 'stream only: ffmpeg isn’t there to put it together' });
    expect(item.poster?.blob).not.toBeNull();
    expect(askedPaths()).toEqual(['http://img.test/still']);
  });

  it('comes after the files a video has', async () => {
    web.places.set(
      at('file.mp4'),
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(9)]),
    );
    expect(await fetched(at('any/main.m3u8'), [at('file.mp4')], null)).toMatchObject({ missing: null });
    web.places.set(at('down.mp4'), 503);
    expect((await fetched(at('any/main.m3u8'), [at('down.mp4')], null)).missing).toBe('status 503');
  });

  it('is where none of the named places holds a program', async () => {
    const file = join(work, 'ffmpeg');
    await writeFile(file, 'no program');
    expect(await findFfmpeg(file, undefined)).toBeNull();
    expect(await findFfmpeg(null, `relative:${work}:/nowhere`)).toBeNull();
    expect(await findFfmpeg('/nowhere/ffmpeg', process.env['PATH'])).toBeNull();
    await rm(file);
  });
});

describe.skipIf(ffmpeg === null)('a stream put together', () => {
  const whole = { frames: 100, codecs: ['h264', 'aac'], tags: [] };

  it('of transport stream pieces is one MP4 of all of them, asked for through our own door', async () => {
    const files = await publish(web, 'ts', `${card} ${coded} ${inPieces} main.m3u8`);
    const pieces = [...files.keys()].filter((name) => name.endsWith('.ts'));
    expect(pieces.length).toBeGreaterThan(2);
    const film = await filmOf(at('ts/main.m3u8'));
    const probed = await probe(film);
    expect(probed).toMatchObject(whole);
    expect(probed.seconds).toBeCloseTo(4, 0);
    const asked = ['main.m3u8', ...pieces.toSorted()].map((name) => `ts/${name}`);
    expect(askedPaths()).toEqual([...asked, 'http://img.test/still']);
    for (const { headers } of web.asked) expect(headers).not.toHaveProperty('referer');
  });

  it('is the same bytes every time', async () => {
    expect(Buffer.from(await filmOf(at('ts/main.m3u8'))).equals(await filmOf(at('ts/main.m3u8')))).toBe(true);
  });

  it('of MP4 pieces with their map', async () => {
    await publish(web, 'fmp4', `${card} ${coded} ${inPieces} -hls_segment_type fmp4 main.m3u8`);
    expect(await probe(await filmOf(at('fmp4/main.m3u8')))).toMatchObject(whole);
  });

  it('of ranges of one file, which is asked for once', async () => {
    for (const kind of ['fmp4', 'mpegts']) {
      const options = `-hls_segment_type ${kind} -hls_flags single_file`;
      await publish(web, `one-${kind}`, `${card} ${coded} ${inPieces} ${options} main.m3u8`);
      web.asked.length = 0;
      expect(await probe(await filmOf(at(`one-${kind}/main.m3u8`)))).toMatchObject(whole);
      const files = kind === 'fmp4' ? ['main.m3u8', 'main.m4s'] : ['main.m3u8', 'main.ts'];
      expect(askedPaths().slice(0, -1)).toEqual(files.map((name) => `one-${kind}/${name}`));
    }
  });

  it('of enciphered pieces, whose key is asked for once', async () => {
    await publish(web, 'aes', `${card} ${coded} ${inPieces} -hls_key_info_file key-info main.m3u8`);
    expect(await probe(await filmOf(at('aes/main.m3u8')))).toMatchObject(whole);
    expect(askedPaths().filter((path) => path === 'aes/key').length).toBe(1);
  });

  it('is of the best variant that fits, with the sound of its own playlist', async () => {
    const split =
      '-map 0:v -map 1:a -var_stream_map v:0,agroup:s,name:picture+a:0,agroup:s,default:yes,name:sound';
    const options = `${card} ${coded} ${split.replace('+', ' ')}`;
    await publishWithSpaces('master', `${options} ${inPieces} -master_pl_name main.m3u8 %v.m3u8`);
    const playlist = Buffer.from(web.places.get(at('master/main.m3u8')) as Uint8Array).toString();
    expect(playlist).toContain('TYPE=AUDIO');
    const huge = '#EXT-X-STREAM-INF:BANDWIDTH=400000000,RESOLUTION=3840x2160\n/ts/main.m3u8\n';
    const gone = '#EXT-X-STREAM-INF:BANDWIDTH=30000000,RESOLUTION=1920x1080\n/gone.m3u8\n';
    const poor = '#EXT-X-STREAM-INF:BANDWIDTH=1000,RESOLUTION=16x9\n/none/poor.m3u8\n';
    const all = playlist.replace('#EXT-X-STREAM', `${poor}${huge}${gone}#EXT-X-STREAM`);
    web.places.set(at('master/main.m3u8'), all);
    const item = await fetched(at('master/main.m3u8'));
    expect(item).toMatchObject({ missing: null, width: 160, height: 90 });
    expect(await probe(web.kept.get(item.blob ?? '') ?? Buffer.alloc(0))).toMatchObject(whole);
    // Too large by what it says: its list is read, its pieces are not. The next is gone.
    expect(askedPaths().slice(0, 3)).toEqual(['master/main.m3u8', 'ts/main.m3u8', 'gone.m3u8']);
    expect(askedPaths().filter((path) => /^ts\/.*\.ts$|^none/.test(path))).toEqual([]);
  });

  it('is not taken at less than its best for trouble that may pass', async () => {
    web.places.set(at('busy/high.m3u8'), 503);
    const variants = ['BANDWIDTH=2000\nhigh.m3u8', 'BANDWIDTH=1000\n/ts/main.m3u8'];
    web.places.set(
      at('busy/main.m3u8'),
      ['#EXTM3U', ...variants.map((v) => `#EXT-X-STREAM-INF:${v}`)].join('\n'),
    );
    expect(await fetched(at('busy/main.m3u8'))).toMatchObject({ blob: null, missing: 'status 503' });
  });

  it('goes on over breaks', async () => {
    for (const kind of ['mpegts', 'fmp4']) {
      const options = `${card} ${coded} ${inPieces} -hls_segment_type ${kind}`;
      const [first, second] = [`${kind}-1`, `${kind}-2`];
      const [a, b] = await Promise.all([
        publish(web, first, `${options} main.m3u8`),
        publish(web, second, `${options} main.m3u8`),
      ]);
      const listed = (files: Map<string, Buffer>, place: string) =>
        String(files.get('main.m3u8'))
          .replace('#EXT-X-ENDLIST\n', '')
          .replaceAll(/^(main|init)/gm, `/${place}/$1`)
          .replaceAll('URI="', `URI="/${place}/`);
      const text = `${listed(a, first)}#EXT-X-DISCONTINUITY\n${listed(b, second).replace(/^#EXTM3U\n/, '')}#EXT-X-ENDLIST\n`;
      web.places.set(at(`${kind}-both.m3u8`), text);
      const probed = await probe(await filmOf(at(`${kind}-both.m3u8`)));
      expect(probed).toMatchObject({ ...whole, frames: 200 });
      expect(probed.seconds).toBeCloseTo(8, 0);
    }
  });
});

/** `-var_stream_map` wants a space inside one option. */
async function publishWithSpaces(place: string, options: string): Promise<void> {
  const words = options.split(' ');
  const at = words.indexOf('-var_stream_map');
  const joined = [...words.slice(0, at + 1), `${words[at + 1]} ${words[at + 2]}`, ...words.slice(at + 3)];
  await publish(web, place, joined);
}

describe.skipIf(ffmpeg === null)('a stream that can’t be put together', () => {
  const list = (...lines: readonly string[]) => ['#EXTM3U', ...lines, '#EXT-X-ENDLIST'].join('\n');
  const evil = list('#EXTINF:1,', 'file:///etc/passwd');
  const concat = 'ffconcat version 1.0\nfile /etc/passwd\n';
  const zero = Buffer.alloc(16);
  const tagged = (text: string) =>
    Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.from(text)]);
  const noVideo = 'stream only: a piece of it is no video';
  const bad: Record<string, [Record<string, string | Uint8Array | number>, string]> = {
    'a list that is gone': [{}, 'status 404'],
    'a list that is broken today': [{ 'main.m3u8': 503 }, 'status 503'],
    'a page': [{ 'main.m3u8': '<!doctype html>' }, 'stream only: the address gives no playlist'],
    'a piece that is gone': [{ 'main.m3u8': list('#EXTINF:1,', 'a.ts') }, 'status 404'],
    'a piece that is a page': [{ 'main.m3u8': list('a.ts'), 'a.ts': '<!doctype html>' }, noVideo],
    'a piece that is a list of this machine’s files': [{ 'main.m3u8': list('a.ts'), 'a.ts': evil }, noVideo],
    'the same behind a tag': [{ 'main.m3u8': list('a.ts'), 'a.ts': tagged(evil) }, noVideo],
    'the same behind two tags': [
      { 'main.m3u8': list('a.ts'), 'a.ts': tagged(tagged(evil).toString('latin1')) },
      noVideo,
    ],
    'the same, enciphered': [
      {
        'main.m3u8': list('#EXT-X-KEY:METHOD=AES-128,URI="k"', 'a.ts'),
        'a.ts': enciphered(Buffer.from(evil), zero),
        k: secret,
      },
      noVideo,
    ],
    'a list for ffmpeg': [{ 'main.m3u8': list('a.ts'), 'a.ts': concat }, noVideo],
    'a map that is one': [
      { 'main.m3u8': list('#EXT-X-MAP:URI="m"', 'a.ts'), m: concat, 'a.ts': concat },
      noVideo,
    ],
    'a wrong key': [
      { 'main.m3u8': list('#EXT-X-KEY:METHOD=AES-128,URI="k"', 'a.ts'), 'a.ts': Buffer.alloc(32), k: secret },
      'stream only: a piece of it can’t be deciphered',
    ],
    'a key that is a page': [
      {
        'main.m3u8': list('#EXT-X-KEY:METHOD=AES-128,URI="k"', 'a.ts'),
        'a.ts': Buffer.alloc(32),
        k: '<!doctype html>',
      },
      'stream only: a piece of it can’t be deciphered',
    ],
    'a range past the end': [
      { 'main.m3u8': list('#EXT-X-BYTERANGE:500@0', 'a.ts'), 'a.ts': Buffer.alloc(400, 'G') },
      'stream only: a piece of it is cut short',
    ],
    'lists of lists': [
      {
        'main.m3u8': list('#EXT-X-STREAM-INF:BANDWIDTH=1', 'b'),
        b: list('#EXT-X-STREAM-INF:BANDWIDTH=1', 'main.m3u8'),
      },
      'stream only: its playlist can’t be read',
    ],
  };
  for (const [name, [files, missing]] of Object.entries(bad))
    it(`says why: ${name}`, async () => {
      for (const key of web.places.keys()) if (key.includes('/bad/')) web.places.delete(key);
      for (const [path, place] of Object.entries(files)) web.places.set(at(`bad/${path}`), place);
      expect(await fetched(at('bad/main.m3u8'))).toMatchObject({ blob: null, missing });
    });

  it('says so of noise that only begins like one', async () => {
    web.places.set(at('noise/main.m3u8'), list('a.ts', '#EXT-X-DISCONTINUITY', 'a.ts'));
    web.places.set(at('noise/a.ts'), Buffer.alloc(188 * 50, 'G'));
    expect((await fetched(at('noise/main.m3u8'))).missing).toMatch(
      /^stream only: ffmpeg (?:can’t read it|made nothing)/,
    );
  });

  it('is not kept in part', async () => {
    const { bytes } = await pieceOf('part');
    web.places.set(at('part/a.ts'), bytes);
    web.places.set(at('part/b.ts'), Buffer.alloc(188 * 50, 'G'));
    web.places.set(at('part/both.m3u8'), list('a.ts', '#EXT-X-DISCONTINUITY', 'b.ts'));
    expect(await fetched(at('part/both.m3u8'))).toMatchObject({ blob: null });
  });

  it('stops at 64 MiB of pieces, whatever the list says of them', async () => {
    const piece = Buffer.alloc(20 * 1024 * 1024, 'G');
    for (const name of 'abcdef') web.places.set(at(`long/${name}`), piece);
    web.places.set(at('long/main.m3u8'), list('a', 'b', 'c', 'd', 'e', 'f'));
    expect((await fetched(at('long/main.m3u8'))).missing).toBe('stream only: it is too large');
    expect(askedPaths()).not.toContain('long/e');
  });

  it('is stopped at its deadline and at its largest output', async () => {
    const { bytes } = await pieceOf('limits');
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-limits-'));
    await writeFile(join(folder, 'a.ts'), bytes);
    const tracks = [[{ name: 'a.ts', format: 'mpegts' }]] as const;
    const joined = (ms: number, output: number) => joinStream(ffmpeg ?? '', folder, tracks, { ms, output });
    expect(await joined(1, 1_000_000)).toBe('ffmpeg took longer than 0.001 s');
    expect(await joined(60_000, 10_000)).toBe('too-large');
    expect(await joined(60_000, 1_000_000)).toBeInstanceOf(Uint8Array);
    expect(await joinStream('/nowhere/ffmpeg', folder, tracks, { ms: 1_000, output: 1_000 })).toBe(
      'ffmpeg can’t be started',
    );
    await rm(folder, { recursive: true });
  });
});

/** A transport stream in one piece. */
async function pieceOf(place: string) {
  const files = await publish(web, place, `${card} ${coded} ${inPieces} -hls_flags single_file main.m3u8`);
  return { bytes: files.get('main.ts') ?? Buffer.alloc(0) };
}
