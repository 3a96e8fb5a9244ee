import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/answer.ts';
import { deletedBy } from '../../src/model/deletion.ts';

function heard(parts: Partial<Observation>): Observation {
  return {
    source: 'social-api',
    rank: 'platform',
    at: '2024-05-03T07:00:00.000Z',
    asOf: null,
    outcome: 'deleted',
    reason: null,
    url: 'https://social.example/1',
    status: 200,
    wire: null,
    ...parts,
  };
}

describe('whose doing a deletion was', () => {
  for (const [reason, who] of [
    ['This Post was deleted by the Post author. Learn more', 'author'],
    ['This Tweet was deleted by the Tweet author.', 'author'],
    ['This video has been removed by the uploader', 'author'],
    ['This video was deleted by its owner', 'author'],
    ['[ deleted by user ]', 'author'],
    ['HTTP 410', null],
    ['type: Tombstone', null],
    ['removed by the moderators', null],
    [null, null],
  ] as const)
    it(`is told by ${reason ?? 'no words'} as ${who ?? 'unknown'}`, () => {
      expect(deletedBy([heard({ reason })])).toBe(who);
    });

  it('is told by the platform alone, and by its last word', () => {
    const byAuthor = heard({ reason: 'deleted by the author' });
    expect(deletedBy([{ ...byAuthor, rank: 'archive' }])).toBeNull();
    expect(deletedBy([{ ...byAuthor, outcome: 'not-found' }])).toBeNull();
    expect(deletedBy([byAuthor, heard({ reason: 'HTTP 410' })])).toBeNull();
    expect(deletedBy([heard({ outcome: 'live' }), byAuthor, heard({ outcome: 'not-found' })])).toBe('author');
  });
});
