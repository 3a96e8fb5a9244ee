import { describe, expect, it } from 'vitest';
import { checkWritten, matchPost, nameOf } from '../../src/model/platform-of.ts';
import { platforms } from '../../src/platforms/index.ts';

describe('posts given by name or address', () => {
  it.each([
    ['x:20', 'x:20'],
    ['https://x.com/jack/status/20', 'x:20'],
    ['https://t.me/durov/68', 'telegram:durov/68'],
    ['mastodon:social.coop/115624517760498357', 'mastodon:social.coop/115624517760498357'],
    ['https://social.coop/@jo/115624517760498357', 'mastodon:social.coop/115624517760498357'],
  ])('are named: %s', (text, name) => {
    expect(nameOf(text, platforms)).toBe(name);
  });

  it('are no posts among articles when any page could have that address', () => {
    expect(matchPost('https://social.coop/@jo/115624517760498357', platforms)).toBeNull();
    expect(matchPost('https://x.com/jack/status/20', platforms)?.id).toBe('20');
  });

  it.each(['https://example.org/', 'https://social.coop/@jo', 'words', ''])(
    'are not made of "%s"',
    (text) => {
      expect(() => nameOf(text, platforms)).toThrow(expect.objectContaining({ name: 'bad-ref' }));
    },
  );

  it('are told how they look where one is given that none can have', () => {
    expect(() => checkWritten('x:nope', platforms)).toThrow(
      /no post on X has the id "nope"; a ref of one looks like x:\d{19}, and any URL/u,
    );
    expect(() => checkWritten('nowhere:20', platforms)).toThrow(/it knows x, bluesky, mastodon/u);
    expect(() => nameOf('https://x.com/jack', platforms)).toThrow(
      /not the address of a post on X, .* copy its address, as in https:\/\/x\.com\//u,
    );
    for (const name of ['x:20', 'x:@jack/2006-03-21/0a1b2c3d4e5f', 'x:-/-/0a1b2c3d4e5f'])
      expect(() => checkWritten(name, platforms)).not.toThrow();
  });
});
