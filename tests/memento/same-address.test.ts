import { describe, expect, it } from 'vitest';
import { isSameAddress, isSameBesidesQuery } from '../../src/memento/same-address.ts';

const post = 'https://x.example/nadia/status/1264635402788487171';

describe('the same address', () => {
  it.each([
    ['http://x.example/nadia/status/1264635402788487171', 'the scheme'],
    ['https://www.x.example/nadia/status/1264635402788487171', 'www.'],
    ['http://X.Example:80/nadia/status/1264635402788487171', 'case and port of the host'],
    ['https://x.example/nadia/status/1264635402788487171/', 'a slash at the end'],
    ['https://x.example/nadia/status/1264635402788487171?', 'an empty query'],
    ['https://x.example/nadia/status/1264635402788487171#m', 'a fragment'],
    ['https://x.example/%6Eadia/status/1264635402788487171', 'needless percent-encoding'],
    ['https://x.example/Nadia/Status/1264635402788487171', 'the case of a handle'],
  ])('%s: %s does not count', (address) => {
    expect(isSameAddress(address, post)).toBe(true);
    expect(isSameAddress(post, address)).toBe(true);
  });

  it.each([
    ['https://x.example/nadia/status/1264635402788487172', 'another id'],
    ['https://x.example/nadia/status/12646354027884871710', 'a longer id'],
    ['https://x.example/nadia/status/1264635402788487171/photo/1', 'a page below it'],
    ['https://x.example/nadia/status/1264635402788487171?s=20', 'a query'],
    ['https://x.example.evil.example/nadia/status/1264635402788487171', 'another host'],
    ['https://mobile.x.example/nadia/status/1264635402788487171', 'a part of the host'],
    ['https://x.example:8443/nadia/status/1264635402788487171', 'a port'],
    ['https://a@x.example/nadia/status/1264635402788487171', 'a user'],
    ['https://x.example/nadia%2Fstatus/1264635402788487171', 'an encoded slash'],
    ['ftp://x.example/nadia/status/1264635402788487171', 'another protocol'],
    ['x.example/nadia/status/1264635402788487171', 'no scheme at all'],
    ['', 'nothing'],
  ])('%s: %s makes it another', (address) => {
    expect(isSameAddress(address, post)).toBe(false);
  });

  it('tells ids apart by case, in the path’s end and in the query', () => {
    expect(isSameAddress('https://y.example/p/AbC', 'https://y.example/p/abc')).toBe(false);
    expect(isSameAddress('https://y.example/watch?v=AbC', 'https://y.example/watch?v=abc')).toBe(false);
  });

  it('knows an address within a query, encoded or not', () => {
    const within = encodeURIComponent('https://x.example/a?b=1&c=2');
    const one = `https://e.example/oembed?url=${within}`;
    expect(isSameAddress(one, `https://e.example/oembed?url=${within.toLowerCase()}`)).toBe(true);
    expect(isSameAddress(one, 'https://e.example/oembed?url=https://x.example/a?b=1&c=2')).toBe(false);
    expect(isSameAddress('https://e.example/?u=https%3A%2F%2Fa', 'https://e.example/?u=https://a')).toBe(
      true,
    );
  });

  it('takes no address of absurd length for anything', () => {
    const long = `https://x.example/${'a'.repeat(10_000)}`;
    expect(isSameAddress(long, long)).toBe(false);
  });
});

describe('the same address with more in its query', () => {
  it.each([
    [post, post],
    [`${post}?s=20`, post],
    [`http://www.x.example/Nadia/status/1264635402788487171/?s=20&t=abc#m`, post],
    ['https://y.example/watch?v=AbC&t=1s', 'https://y.example/watch?v=AbC'],
  ])('%s is that of %s', (longer, address) => {
    expect(isSameBesidesQuery(longer, address)).toBe(true);
  });

  it.each([
    [`${post}0?s=20`, post],
    [`${post}/photo/1`, post],
    [`${post}%3Fs=20`, post],
    [post, `${post}?s=20`],
    ['https://y.example/watch?v=AbCd', 'https://y.example/watch?v=AbC'],
    ['https://y.example/watch?v=AbC%26d', 'https://y.example/watch?v=AbC'],
    ['https://y.example/watch?t=1s&v=AbC', 'https://y.example/watch?v=AbC'],
    ['javascript:1', post],
  ])('%s is not that of %s', (longer, address) => {
    expect(isSameBesidesQuery(longer, address)).toBe(false);
  });
});
