import { assert, property, webUrl } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/html/tree.ts';
import { platforms } from '../../src/platforms/index.ts';
import { readWrittenRef, writeRef } from '../../src/ref.ts';

/** Of each platform one address of a post and one that is close to it but none. */
const samples: Readonly<Record<string, { readonly post: string; readonly none: string }>> = {
  x: { post: 'https://x.com/jack/status/20', none: 'https://x.com/jack' },
  bluesky: {
    post: 'https://bsky.app/profile/did:plc:oy5vmr2vnff6yxs65hwgk5xq/post/3lcsengeop22r',
    none: 'https://bsky.app/profile/did:plc:oy5vmr2vnff6yxs65hwgk5xq',
  },
  mastodon: {
    post: 'https://mastodon.social/@jo/111502707067824361',
    none: 'https://mastodon.social/@jo',
  },
  threads: {
    post: 'https://www.threads.com/@jo/post/DXnWnLSEuMH',
    none: 'https://www.threads.com/@jo',
  },
  instagram: {
    post: 'https://www.instagram.com/p/B7ISOoHne6s/',
    none: 'https://www.instagram.com/jo/',
  },
  facebook: {
    post: 'https://www.facebook.com/wikipedia/posts/928812574504508',
    none: 'https://www.facebook.com/wikipedia/',
  },
  tiktok: {
    post: 'https://www.tiktok.com/@scout2015/video/6718335390845095173',
    none: 'https://www.tiktok.com/@scout2015',
  },
  youtube: {
    post: 'https://www.youtube.com/watch?v=w7Ft2ym_m-c',
    none: 'https://www.youtube.com/@jo',
  },
  telegram: { post: 'https://t.me/durov/68', none: 'https://t.me/durov' },
  reddit: {
    post: 'https://www.reddit.com/r/kelp/comments/1ri4d80/words/',
    none: 'https://www.reddit.com/r/kelp/',
  },
  linkedin: {
    post: 'https://www.linkedin.com/feed/update/urn:li:activity:7468765250281046016/',
    none: 'https://www.linkedin.com/in/jo/',
  },
};

it('has samples of every platform, and every platform once', () => {
  expect(platforms.map(({ id }) => id).sort()).toEqual(Object.keys(samples).sort());
  expect(new Set(platforms.map(({ name }) => name)).size).toBe(platforms.length);
  const sources = platforms.flatMap((platform) => platform.sources.map(({ id }) => id));
  expect(new Set(sources).size).toBe(sources.length);
});

describe.each(platforms.map((platform) => [platform.id, platform] as const))('%s', (id, platform) => {
  // where posts stand on any host, only markup tells that an address is one
  const evidence = platform.hosts === 'any' ? 'markup' : 'link';
  const sample = samples[id] ?? { post: '', none: '' };
  const post = () => {
    const ref = platform.match(new URL(sample.post), evidence);
    if (ref === null) throw new Error(`${sample.post} is no post`);
    return ref;
  };

  it('knows a post by its address and by what is written of it', () => {
    const ref = post();
    expect(ref.platform).toBe(id);
    expect(platform.refOf(ref.id)?.id).toBe(ref.id);
    expect(platform.refOf(platform.exampleId)?.id).toBe(platform.exampleId);
    expect(readWrittenRef(writeRef(ref))).toEqual({ platform: id, id: ref.id, provisional: false });
    expect(platform.match(new URL(sample.none), 'markup')).toBeNull();
  });

  it('spells a post in all ways, the canonical one first, and knows them again', () => {
    const ref = post();
    const all = platform.addresses(ref);
    expect(all[0]).toBe(ref.url);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((address) => platform.match(new URL(address), 'markup')?.id !== ref.id)).toEqual([]);
    expect(all.filter((address) => !address.startsWith('https://'))).toEqual([]);
  });

  it('names the hosts its posts stand on, and takes no post of another platform', () => {
    const hosts = platform.hosts === 'any' ? [new URL(post().url).hostname] : platform.hosts;
    expect(hosts.filter((host) => host !== host.toLowerCase() || /^www\.|[/:]/u.test(host))).toEqual([]);
    const { hostname } = new URL(post().url);
    expect(hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))).toBe(true);
    const others = Object.entries(samples).filter(([other]) => other !== id);
    expect(others.filter(([, { post: url }]) => platform.match(new URL(url), 'link') !== null)).toEqual([]);
  });

  it('never throws at an address, and what it finds has an id again', () => {
    assert(
      property(webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const url = new URL(address);
        if (platform.hosts !== 'any') url.host = platform.hosts[0] ?? '';
        const ref = platform.match(url, 'markup');
        return ref === null || platform.refOf(ref.id)?.id === ref.id;
      }),
    );
  });

  it('refuses what can be no id, and knows no time of it', () => {
    for (const bad of [
      '',
      ' ',
      '../../etc/passwd',
      'a\0b',
      `${post().id} `,
      '\u{1f600}',
      'x'.repeat(10_000),
    ]) {
      expect(platform.refOf(bad)).toBeNull();
      expect(platform.timeOf(bad)).toBeNull();
    }
    const time = platform.timeOf(post().id);
    expect(time === null || new Date(time).toISOString() === time).toBe(true);
  });

  it('has rules that look for something, and read nothing of an empty element', () => {
    for (const rule of platform.markup) {
      expect(rule.element).toBe(rule.element.toLowerCase());
      expect(rule.hint).not.toBe('');
      const classes = rule.classes.length === 0 ? '' : ` class="${rule.classes[0]}"`;
      const [element] = parseHtml(`<${rule.element}${classes}></${rule.element}>`).children;
      if (element === undefined || typeof element === 'string') continue;
      expect(rule.read(element, () => null)).toBeNull();
    }
  });

  it('writes names, loaders, walls and looks as they are looked for', () => {
    const names = [...(platform.tags?.shortcodes ?? []), ...(platform.tags?.components ?? [])];
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
    expect(platform.loaders.filter((loader) => /^(?:https?:)?\/\//u.test(loader))).toEqual([]);
    expect(platform.look.mark).toMatch(/^M[\d\sMLHVCSQTAZmlhvcsqtaz.,-]+$/u);
    for (const colour of Object.values(platform.look.colour)) expect(colour).toMatch(/^#[\da-f]{6}$/u);
    for (const source of platform.sources) expect(source.id).toMatch(new RegExp(`^${id}-[a-z]+$`, 'u'));
    const { page } = platform;
    if (page === null) return;
    expect(page.walls.filter(({ text }) => text !== text.toLowerCase())).toEqual([]);
    for (const theme of ['light', 'dark'] as const)
      expect(platform.match(new URL(page.url(post(), theme)), 'markup')?.id).toBe(post().id);
  });
});
