import { describe, expect, it } from 'vitest';
import { bestPicture } from '../../src/model/capture.ts';
import { bestFirst, captureKinds, themes } from '../../src/model/picture-files.ts';

describe('pictures, best first', () => {
  it('begin with the one that shows the post best, whatever there is, and end with articles', () => {
    const all = captureKinds.flatMap((kind) =>
      themes.flatMap((theme) => [true, false].map((verified) => ({ kind, theme, verified }))),
    );
    const wrong = all.flatMap((one) =>
      all.flatMap((two) =>
        all
          .map((three) => [{ ...one }, { ...two }, { ...three }])
          .filter((captures) => {
            const sorted = bestFirst(captures);
            const posts = sorted.filter(({ kind }) => kind !== 'context');
            const articles = sorted.slice(posts.length);
            return (
              sorted.length !== captures.length ||
              (posts[0] ?? null) !== bestPicture(captures) ||
              articles.some(({ kind }) => kind !== 'context')
            );
          }),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
