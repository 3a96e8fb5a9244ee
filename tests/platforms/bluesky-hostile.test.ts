import { anything, assert, object, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/model/post.ts';
import { readArchived } from '../../src/platforms/bluesky/archived.ts';
import { embedPage } from '../../src/platforms/bluesky/embed-page.ts';
import { refOf } from '../../src/platforms/bluesky/match.ts';
import { oembed } from '../../src/platforms/bluesky/oembed.ts';
import { posts } from '../../src/platforms/bluesky/posts.ts';
import { thread } from '../../src/platforms/bluesky/thread.ts';
import { processorTime } from '../processor-time.ts';
import { did, key, nodeOf, quotedOf, quoting, stranger, uriOf, viewOf } from './bluesky-views.ts';
import { at, wireOf } from './platform-corpus.ts';

const ref = refOf(`${did}/${key}`) ?? { platform: 'bluesky', id: '', url: '' };
const read = (node: unknown) => thread.read(wireOf({ thread: node }), ref);
const timed = (run: () => unknown) => {
  const spent = processorTime();
  run();
  return spent();
};

describe('hostile answers of Bluesky', () => {
  it('leave nothing behind on what all objects share', () => {
    const poison =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":7,"then":7,';
    const source = JSON.stringify({ thread: nodeOf(viewOf()) })
      .replaceAll('{', poison)
      .replaceAll(',}', '}');
    expect(thread.read(wireOf(source), ref).kind).toBe('post');
    expect(posts.read(wireOf(source), ref).kind).toBe('unknown');
    expect(oembed.read(wireOf(source), ref).kind).toBe('unknown');
    expect('polluted' in {}).toBe(false);
  });

  it('nested without end are no answer', () => {
    const deep = (open: string, close: string) => `{"thread":${open.repeat(50_000)}${close.repeat(50_000)}}`;
    for (const source of [deep('{"parent":', '}'), deep('{"replies":[', ']}'), deep('[', ']')])
      expect(thread.read(wireOf(source), ref)).toMatchObject({ kind: 'unknown', outcome: 'bad-shape' });
  });

  it('with a text of a million letters keep it whole', () => {
    const text = `${'x\u0301'.repeat(1000)}${'\u{1f469}\u200d\u{1f680}'.repeat(20_000)}${'a'.repeat(1_000_000)}`;
    const answer = read(nodeOf(viewOf({ text })));
    expect(answer.kind === 'post' && textOf(answer.post.segments)).toBe(text);
  });

  it('with half a character are well-formed', () => {
    const answer = read(nodeOf(viewOf({ text: 'a\ud800b\u0000c\u202ed' })));
    const text = answer.kind === 'post' ? textOf(answer.post.segments) : '\ud800';
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toContain('\0');
  });

  it('with a hundred thousand marks, pictures or answers are read in time', () => {
    const mark = { index: { byteStart: 0, byteEnd: 1 }, features: [{ $type: '#tag', tag: 'x' }] };
    const facets = Array.from({ length: 100_000 }, () => mark);
    expect(timed(() => read(nodeOf(viewOf({ record: { facets } }))))).toBeLessThan(5000);
    const images = Array.from({ length: 100_000 }, () => ({ fullsize: 'https://cdn.example/1', alt: '' }));
    const embed = { $type: 'app.bsky.embed.images#view', images };
    expect(timed(() => read(nodeOf(viewOf({ view: { embed } }))))).toBeLessThan(5000);
    const replies = Array.from({ length: 20_000 }, () =>
      nodeOf(viewOf({ account: stranger, answers: uriOf(did, key) })),
    );
    expect(timed(() => read(nodeOf(viewOf({ view: { replyCount: 1 } }), { replies })))).toBeLessThan(5000);
  });

  it('whose posts quote each other a hundred times end', () => {
    let quoted = quotedOf({ rkey: '3mkuf6q2xc22a' });
    for (let n = 0; n < 15; n += 1)
      quoted = quotedOf({
        rkey: `3mkuf6q2xc2${20 + n}`.slice(0, 13).replace(/[0189]/gu, 'a'),
        embeds: [quoting(quoted)],
      });
    expect(read(nodeOf(viewOf({ view: { embed: quoting(quoted) } }))).kind).toBe('post');
  });

  it.each([-1, 1e20, '1.2K', 0.5, null])('are not counted by %j', (likeCount) => {
    const answer = read(nodeOf(viewOf({ view: { likeCount } })));
    expect(answer.kind === 'post' && answer.post.metrics?.likes).toBeNull();
  });

  it.each(['../../etc/passwd', 'CON', '__proto__', 'a b', '', 7])('lose the handle %j', (handle) => {
    const answer = read(nodeOf(viewOf({ view: { author: { did, handle, displayName: '\u202eeman' } } })));
    const author = answer.kind === 'post' ? answer.post.author : null;
    expect(author?.id).toBe(did);
    expect([null, '__proto__', 'CON']).toContain(author?.handle);
  });

  it('of any shape are never thrown at anybody', () => {
    const memento = {
      archive: 'a',
      original: ref.url,
      url: ref.url,
      takenAt: at,
      mediaType: null,
      status: 200,
      digest: null,
    };
    assert(
      property(anything(), (value) => {
        const wire = wireOf(JSON.stringify(value) ?? '');
        const readers = [thread, posts, oembed].map((source) => source.read(wire, ref));
        return [...readers, readArchived({ ...memento, wire }, ref), embedPage.read?.(wire, ref)].every(
          (answer) => answer?.kind === 'unknown',
        );
      }),
    );
    assert(
      property(object(), object(), (parts, more) => {
        const node = nodeOf(
          { ...viewOf({ record: parts }), embed: more, labels: parts },
          { parent: more, replies: [parts] },
        );
        return typeof read(node).kind === 'string';
      }),
    );
  });
});
