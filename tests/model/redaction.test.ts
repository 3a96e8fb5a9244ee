import { describe, expect, it } from 'vitest';
import { emptyPost, type Post, pictureAt } from '../../src/model/post.ts';
import { type Cut, cutBy, heaviest, type Removed, withoutRemoved } from '../../src/model/redaction.ts';
import { holdsWords, tellingIds, tellingWords } from '../../src/model/redaction-words.ts';

const at = '2026-11-27T10:00:00.000Z';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('words by which a post is found in bytes', () => {
  const words = tellingWords(['The tide gauge was "wrong"\nby a métre', 'البحيرة تستعيد ألوانها', 'short']);

  it('are long enough not to be met by chance, and shorter where a letter is a syllable', () => {
    expect(words).toHaveLength(2);
    expect(tellingWords(['港の潮位計', '港の潮位計は'])).toEqual(['港の潮位計は']);
  });

  it.each([
    ['plain', 'He said: the tide gauge was "wrong" by a métre.'],
    ['as JSON', JSON.stringify({ text: 'The tide gauge was "wrong"\nby a métre' })],
    ['as JSON in JSON', JSON.stringify(JSON.stringify({ text: 'The tide gauge was "wrong"\nby a métre' }))],
    ['with escaped letters', '{"text":"The tide gauge was wrong by a m\\u00e9tre"}'],
    ['as HTML', '<p>The <b>tide</b> gauge was &quot;wrong&quot;<br>by a m&#233;tre</p>'],
    ['with hexadecimal references', 'The tide gauge was wrong by a m&#xE9;tre'],
    ['Arabic in JSON', '{"t":"\\u0627\\u0644\\u0628\\u062d\\u064a\\u0631\\u0629 تستعيد ألوانها"}'],
  ])('are found %s', (_, text) => {
    expect(holdsWords(bytes(text), words)).toBe(true);
  });

  it('are not found in other words, nor in none', () => {
    expect(holdsWords(bytes('The tide gauge was right'), words)).toBe(false);
    expect(holdsWords(bytes('anything'), [])).toBe(false);
    expect(holdsWords(bytes(''), words)).toBe(false);
  });

  it('are the ends of ids where a post says too little', () => {
    expect(tellingIds(['x:1703436713362870723', 'bluesky:did:plc:z72i7/3kaaaaaaaaa2a', 'x:20'])).toEqual([
      '1703436713362870723',
      '3kaaaaaaaaa2a',
    ]);
  });
});

describe('several takedowns of one post', () => {
  const mark = (what: 'media' | 'text' | 'all', reason: string) => ({ at, what, reason });

  it('add up, and the one that took all is told', () => {
    expect(cutBy([], null)).toBeNull();
    expect(cutBy([mark('media', 'a'), mark('text', 'b')], null)).toMatchObject({
      words: true,
      pictures: true,
      everything: false,
      why: 'removed from this archive on 2026-11-27: b',
    });
    expect(heaviest([mark('all', 'a'), mark('text', 'b')])?.reason).toBe('a');
  });
});

describe('a post without what stays out', () => {
  const ref = (id: string) => ({ platform: 'pond', id, url: `https://pond.test/frog/${id}` });
  const post = (id: string, parts: Partial<Post> = {}): Post => ({
    ...emptyPost,
    ref: ref(id),
    segments: [{ kind: 'text', text: `words of ${id}` }],
    ...parts,
  });
  const cut = (changes: Partial<Cut>): Cut => ({
    words: false,
    pictures: false,
    everything: false,
    why: 'removed',
    address: null,
    ...changes,
  });
  const only = (name: string, changes: Partial<Cut>): Removed => ({
    cutOf: (asked) => (asked === name ? cut(changes) : null),
    whyGone: () => null,
  });

  it('is the same where nothing of it was taken out', () => {
    const whole = post('1', { quote: post('2'), thread: { before: [post('3')], after: [] } });
    expect(withoutRemoved(whole, 'pond:1', only('pond:9', { everything: true }))).toEqual(whole);
  });

  it.each(['quote', 'parent', 'thread'] as const)('shows no more of another one in its %s', (place) => {
    const other = post('2');
    const parts = {
      quote: { quote: other },
      parent: { parent: { name: 'pond:2', url: other.ref?.url ?? '', handle: 'frog', post: other } },
      thread: { thread: { before: [], after: [other] } },
    };
    const gone = { everything: true, address: 'https://pond.test/i/2' };
    const rest = withoutRemoved(post('1', parts[place]), 'pond:1', only('pond:2', gone));
    expect(JSON.stringify(rest)).not.toMatch(/words of 2|frog\/2|"handle":"frog"/u);
    expect(JSON.stringify(rest)).toContain('words of 1');
    expect(JSON.stringify(rest)).toContain('https://pond.test/i/2');
  });

  it('loses a picture that was taken out wherever it is shown, and no other', () => {
    const picture = (blob: string) => ({ ...pictureAt('https://media.pond.test/a'), blob });
    const media = ['gone', 'here'].map((blob) => ({
      ...picture(blob),
      kind: 'photo' as const,
      alt: 'A frog',
      poster: null,
      durationMs: null,
      stream: null,
    }));
    const removed = { cutOf: () => null, whyGone: (blob: string) => (blob === 'gone' ? 'removed' : null) };
    const rest = withoutRemoved(post('1', { quote: post('2', { media }) }), 'pond:1', removed);
    expect(rest?.quote?.media).toMatchObject([
      { blob: null, urls: [], alt: 'A frog', missing: 'removed' },
      { blob: 'here', missing: null },
    ]);
  });
});
