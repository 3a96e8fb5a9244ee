import { describe, expect, it } from 'vitest';
import { readPlaylist } from '../../src/media/playlist.ts';
import { processorTime } from '../processor-time.ts';

const base = 'https://video.test/a/main.m3u8?token=1';

function segmentsOf(...lines: readonly string[]) {
  const playlist = readPlaylist(['#EXTM3U', ...lines, '#EXT-X-ENDLIST'].join('\n'), base);
  return playlist.kind === 'segments' ? playlist.segments : playlist;
}

function whyNot(text: string): string | null {
  const playlist = readPlaylist(text, base);
  return playlist.kind === 'none' ? playlist.why : null;
}

describe('a playlist of variants', () => {
  it('lists them best first, with their sound, pictures before sounds', () => {
    const text = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="low",NAME="a, b",DEFAULT=NO,URI="sound/fr.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="low",NAME="English",DEFAULT=YES,URI="sound/en.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="in",NAME="in the picture"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="x",URI="words.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=300000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2",AUDIO="low"

low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="mp4a.40.2"
loud.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=800000, RESOLUTION=1280x720,AUDIO="in"
# a remark
/high.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=9000000,URI="frames.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=7000000,RESOLUTION=9999x9999
file:///etc/passwd
`;
    expect(readPlaylist(text, base)).toEqual({
      kind: 'variants',
      variants: [
        {
          url: 'https://video.test/high.m3u8',
          bandwidth: 800_000,
          width: 1280,
          height: 720,
          sound: null,
          hasPicture: true,
        },
        {
          url: 'https://video.test/a/low.m3u8',
          bandwidth: 300_000,
          width: 640,
          height: 360,
          sound: 'https://video.test/a/sound/en.m3u8',
          hasPicture: true,
        },
        {
          url: 'https://video.test/a/loud.m3u8',
          bandwidth: 2_000_000,
          width: null,
          height: null,
          sound: null,
          hasPicture: false,
        },
      ],
    });
  });
});

describe('a playlist of segments', () => {
  it('lists them in order, addresses made whole', () => {
    const playlist = readPlaylist(
      '#EXTM3U\r\n#EXT-X-PLAYLIST-TYPE:VOD\r\n#EXTINF:2.5,title\r\n1.ts\r\n#EXTINF:2\r\n../2.ts\r\n',
      base,
    );
    expect(playlist).toMatchObject({
      kind: 'segments',
      seconds: 4.5,
      segments: [
        { url: 'https://video.test/a/1.ts', seconds: 2.5, range: null, key: null, map: null, isCut: false },
        { url: 'https://video.test/2.ts', seconds: 2 },
      ],
    });
  });

  it('reads ranges that go on where the last one of the same file ended', () => {
    const segments = segmentsOf(
      '#EXT-X-MAP:URI="all.mp4",BYTERANGE="100@0"',
      '#EXT-X-BYTERANGE:50@100',
      'all.mp4',
      '#EXT-X-BYTERANGE:60',
      'all.mp4',
      'other.mp4',
    );
    const map = { url: 'https://video.test/a/all.mp4', range: { offset: 0, length: 100 }, key: null };
    expect(segments).toMatchObject([
      { range: { offset: 100, length: 50 }, map },
      { range: { offset: 150, length: 60 }, map },
      { range: null, map },
    ]);
  });

  it('reads keys with their start, written or the segment’s number', () => {
    const segments = segmentsOf(
      '#EXT-X-MEDIA-SEQUENCE:258',
      '#EXT-X-KEY:METHOD=AES-128,URI="k"',
      'a.ts',
      'b.ts',
      '#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0xFF',
      'c.ts',
      '#EXT-X-KEY:METHOD=NONE',
      '#EXT-X-DISCONTINUITY',
      'd.ts',
    );
    const key = (hex: string) => ({
      url: 'https://video.test/a/k',
      iv: Buffer.from(hex.padStart(32, '0'), 'hex'),
    });
    expect(segments).toMatchObject([
      { key: key('0102'), isCut: false },
      { key: key('0103') },
      { key: key('ff') },
      { key: null, isCut: true },
    ]);
  });
});

describe('what can’t be put together', () => {
  const reasons: Record<string, [string, string]> = {
    'a page': ['<!doctype html>', 'the address gives no playlist'],
    nothing: ['', 'the address gives no playlist'],
    'a live stream': ['#EXTM3U\n#EXTINF:2,\na.ts', 'it is still running'],
    'an empty list': ['#EXTM3U\n#EXT-X-ENDLIST', 'its playlist is empty'],
    'a cipher for apps': [
      '#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"\na.ts',
      'it is enciphered by SAMPLE-AES',
    ],
    'a key only an app can have': [
      '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k",KEYFORMAT="com.apple.streamingkeydelivery"\na.ts',
      'it is enciphered by AES-128',
    ],
    'a key on this machine': [
      '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="file:///etc/passwd"\na.ts',
      'it is enciphered by AES-128',
    ],
    'a segment on this machine': [
      '#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST',
      'its playlist can’t be read',
    ],
    'a concatenation': [
      '#EXTM3U\n#EXTINF:2,\nconcat:/etc/passwd|a.ts\n#EXT-X-ENDLIST',
      'its playlist can’t be read',
    ],
    'a range of nothing': ['#EXTM3U\n#EXT-X-BYTERANGE:-5@x\na.ts', 'its playlist can’t be read'],
    'a start that is none': [
      '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k",IV=zz\na.ts',
      'its playlist can’t be read',
    ],
    'variants nowhere': [
      '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\njavascript:1',
      'its playlist names nothing that can be asked for',
    ],
    'a list without end': [`#EXTM3U\n${'a.ts\n'.repeat(2_001)}`, 'it has more than 2000 pieces'],
    'a text without end': [`#EXTM3U\n#${'x'.repeat(3_000_000)}`, 'its playlist is too long'],
  };
  for (const [name, [text, why]] of Object.entries(reasons))
    it(`says why: ${name}`, () => {
      expect(whyNot(text)).toBe(why);
    });

  it('is found quickly, whatever it holds', () => {
    const spent = processorTime();
    for (const piece of [
      '#EXT-X-KEY:METHOD=',
      '#EXT-X-MEDIA:TYPE=AUDIO,',
      'A=",',
      '="',
      '#EXT-X-STREAM-INF:\n',
      '\r',
      '1@1,',
      ':A=',
    ])
      readPlaylist(`#EXTM3U\n#EXT-X-MEDIA:${piece.repeat(2_000_000 / piece.length)}`, base);
    expect(spent()).toBeLessThan(5_000);
  });
});
