import { describe, expect, it } from 'vitest';
import { archiveLimits, webArchives } from '../../src/memento/archives.ts';
import { platforms } from '../../src/platforms/index.ts';

describe('the list of archives', () => {
  it('begins with the one that has most, and no name in it is a source’s', () => {
    const ids = webArchives.map(({ id }) => id);
    expect(ids).toEqual([
      'wayback',
      'arquivo',
      'library-of-congress',
      'uk-web-archive',
      'memento-aggregator',
    ]);
    const sources = new Set(platforms.flatMap((platform) => platform.sources.map(({ id }) => id)));
    expect(ids.filter((id) => sources.has(id))).toEqual([]);
  });

  it('has a pace for every host', () => {
    for (const host of webArchives.flatMap(({ hosts }) => hosts))
      expect(archiveLimits[host]).toEqual({ burst: 3, intervalMs: 1_000 });
    expect(Object.keys(archiveLimits)).toContain('archive.org');
  });
});
