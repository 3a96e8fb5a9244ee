import { describe, expect, it } from 'vitest';
import type { SourceRank } from '../../src/model/answer.ts';
import { emptyPost, nobody, type Post, pictureAt, textOf } from '../../src/model/post.ts';
import type { Claim } from '../../src/resolve/merge.ts';
import { mergeClaims } from '../../src/resolve/merge.ts';

const id = { time: null, day: null, author: {} };

function claim(
  source: string,
  text: string | null,
  parts: Partial<Post> = {},
  rank: SourceRank = 'platform',
): Claim {
  const segments = text === null ? [] : [{ kind: 'text', text } as const];
  return { source, rank, post: { ...emptyPost, author: { ...nobody, handle: 'nadia' }, segments, ...parts } };
}

const link = { name: 'pond:1', url: 'https://pond.example/1', handle: 'bob' };

describe('a post that its best source tells in part', () => {
  it('gets the rest of a cut text from the next one that has it', () => {
    const whole = claim('pond-mirror', 'It began in spring, and went on all summer.', {}, 'archive');
    const { post, witnesses, conflicts } = mergeClaims(
      [claim('pond-api', 'It began in spring, and', { truncated: true }), whole],
      id,
    );
    expect(textOf(post?.segments ?? [])).toBe('It began in spring, and went on all summer.');
    expect(post?.truncated).toBe(false);
    expect(witnesses['text']).toEqual(['pond-api', 'pond-mirror']);
    expect(conflicts).toEqual([]);
  });

  it('tells who alone vouches for the whole of a text that others cut', () => {
    const text = 'It began in spring, and went on all summer.';
    const cut = claim('pond-api', 'It began in spring, and', { truncated: true });
    const excerpt = claim('article', 'It began in spring…', {}, 'article');
    const vouching = (...claims: Claim[]) => mergeClaims(claims, id).witnesses['wholeText'];
    expect(vouching(cut, claim('pond-mirror', text), excerpt)).toEqual(['pond-mirror']);
    expect(vouching(cut, claim('pond-mirror', text), claim('article', text, {}, 'article'))).toEqual([
      'pond-mirror',
      'article',
    ]);
    expect(vouching(claim('pond-api', text), claim('pond-mirror', text), excerpt)).toBeUndefined();
    expect(vouching(cut, excerpt)).toBeUndefined();
  });

  it('stays cut where the other text is another, by another, cut too, or only an article’s', () => {
    const cut = claim('pond-api', 'It began in spring, and', { truncated: true });
    for (const other of [
      claim('pond-mirror', 'It began in autumn, and went on all winter.'),
      claim('pond-mirror', 'It began in spring, and went on.', { author: { ...nobody, handle: 'bob' } }),
      claim('pond-mirror', 'It began in spring, and went', { truncated: true }),
      claim('article', 'It began in spring, and went on.', {}, 'article'),
    ]) {
      const { post } = mergeClaims([cut, other], id);
      expect(textOf(post?.segments ?? [])).toBe('It began in spring, and');
      expect(post?.truncated).toBe(true);
    }
  });

  it('gets the parts it lacks from a source that has only those', () => {
    const before = [{ ...emptyPost, segments: [{ kind: 'text', text: 'One.' } as const] }];
    const said = { ...emptyPost, segments: [{ kind: 'text', text: 'Why?' } as const] };
    const context = claim('pond-context', null, {
      thread: { before, after: [] },
      parent: { ...link, post: said },
    });
    const { post, witnesses } = mergeClaims(
      [claim('pond-api', 'Two.', { parent: { ...link, post: null } }), context],
      id,
    );
    expect(post).toMatchObject({ thread: { before }, parent: { post: said } });
    expect(witnesses).toMatchObject({ thread: ['pond-context'], parent: ['pond-api', 'pond-context'] });
  });

  it('gets the film from the next source where it has only a still', () => {
    const film = {
      ...pictureAt(),
      kind: 'video',
      alt: null,
      poster: null,
      durationMs: null,
      stream: null,
    } as const;
    const whole = { ...film, urls: ['https://media.example/film.mp4'] };
    const { post } = mergeClaims(
      [claim('pond-page', 'Look.', { media: [film] }), claim('pond-api', 'Look.', { media: [whole] })],
      id,
    );
    expect(post?.media).toEqual([whole]);
  });

  it('is not contradicted by one that ends where a paragraph does', () => {
    const long = claim('pond-api', 'A title.\n\nAnd the words below it.');
    const witness = (text: string) => mergeClaims([long, claim('pond-oembed', text)], id);
    expect(witness('A title.').conflicts).toEqual([]);
    expect(witness('A title.').witnesses['text']).toEqual(['pond-api', 'pond-oembed']);
    expect(witness('A title. And').conflicts).toHaveLength(1);
    expect(witness('Another title.').conflicts).toHaveLength(1);
  });

  it('takes no parts of another version, and keeps those it has', () => {
    const note = { text: 'Readers added context', url: null };
    const card = { url: 'https://a.example/', title: 'A', description: null, site: null, picture: null };
    const { post } = mergeClaims(
      [claim('pond-api', 'New words.', { card }), claim('pond-page', 'Old words.', { note, card: null })],
      id,
    );
    expect(post).toMatchObject({ note: null, card });
  });
});

describe('what an id says of its author', () => {
  it('is a witness like any other', () => {
    const named = { ...id, author: { id: 'did:plc:a' } };
    const { post, witnesses } = mergeClaims([claim('pond-api', 'Hello')], named);
    expect(post?.author.id).toBe('did:plc:a');
    expect(witnesses['author']).toEqual(['pond-api', 'id']);
  });

  it('is told where another handle is claimed', () => {
    const named = { ...id, author: { handle: 'pond_news' } };
    const { conflicts } = mergeClaims([claim('pond-api', 'Hello')], named);
    expect(conflicts).toEqual([
      {
        field: 'author.handle',
        claims: [
          { source: 'pond-api', value: 'nadia' },
          { source: 'id', value: 'pond_news' },
        ],
      },
    ]);
  });
});
