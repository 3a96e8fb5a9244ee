// How a post's parts look: words with their links, pictures, the person.
(() => {
  const { make } = window.embedParts;
  const ref = 'ref_src=twsrc%5Etfw';

  /** Entities count code points, the range to show counts UTF-16 units, both of the escaped text. */
  function words(post) {
    const points = [...post.text];
    const [from, to] = (post.display_text_range ?? [0, post.text.length]).map(
      (unit) => Array.from(post.text.slice(0, unit)).length,
    );
    const parts = [];
    let at = from;
    for (const { indices, href, label } of links(post)) {
      if (indices[0] < at || indices[1] > to) continue;
      parts.push(plain(points.slice(at, indices[0])), make('a', { href }, label));
      at = indices[1];
    }
    parts.push(plain(points.slice(at, to)));
    return make(
      'div',
      { 'data-testid': 'tweetText', class: 'words', lang: post.lang ?? 'und', dir: 'auto' },
      ...parts,
    );
  }

  function links({ entities = {} }) {
    const found = [
      ...(entities.urls ?? []).map((link) => [link, link.expanded_url, link.display_url]),
      ...(entities.hashtags ?? []).map((tag) => [
        tag,
        `https://x.com/hashtag/${encodeURIComponent(tag.text)}?${ref}`,
        `#${tag.text}`,
      ]),
      ...(entities.user_mentions ?? []).map((user) => [
        user,
        `https://x.com/${user.screen_name}?${ref}`,
        `@${user.screen_name}`,
      ]),
    ];
    return found
      .map(([entity, href, label]) => ({ indices: entity.indices, href, label }))
      .sort((a, b) => a.indices[0] - b.indices[0]);
  }

  function plain(points) {
    return points.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  }

  function head({ user }) {
    const href = `https://x.com/${user.screen_name}?${ref}`;
    const picture = make('img', { src: user.profile_image_url_https, alt: '', width: 48, height: 48 });
    return make(
      'div',
      { class: 'head' },
      make(
        'div',
        { 'data-testid': `UserAvatar-Container-${user.screen_name}` },
        make('a', { href, 'aria-hidden': 'true', tabindex: '-1' }, picture),
      ),
      make(
        'div',
        { class: 'names', dir: 'ltr' },
        make('a', { href }, make('bdi', {}, user.name), tick(user)),
        make('a', { href, class: 'handle' }, `@${user.screen_name}`),
      ),
    );
  }

  function tick(user) {
    if (!user.verified && !user.is_blue_verified) return null;
    const space = 'http://www.w3.org/2000/svg';
    const icon = document.createElementNS(space, 'svg');
    for (const [name, value] of Object.entries({
      'data-testid': 'icon-verified',
      viewBox: '0 0 10 10',
      width: '16',
      height: '16',
    }))
      icon.setAttribute(name, value);
    const shape = document.createElementNS(space, 'path');
    shape.setAttribute('d', 'M1 5l3 3 5-6');
    shape.setAttribute('fill', 'none');
    shape.setAttribute('stroke', 'currentColor');
    icon.append(shape);
    return icon;
  }

  function media(post) {
    const items = (post.mediaDetails ?? []).map((item) =>
      item.type === 'photo'
        ? make('img', { src: `${pictureOf(item)}&name=small`, alt: item.ext_alt_text ?? 'Image' })
        : make('video', { poster: pictureOf(item), preload: 'none' }),
    );
    if (items.length === 0) return null;
    return make('div', { class: items.length > 1 ? 'media many' : 'media' }, ...items);
  }

  function pictureOf(item) {
    const [, start, kind] = /^(.*)\.(\w+)$/.exec(item.media_url_https) ?? [];
    return start === undefined ? item.media_url_https : `${start}?format=${kind}`;
  }

  function permalink(post, label, ...children) {
    const href = `https://x.com/${post.user.screen_name}/status/${post.id_str}?${ref}`;
    return make('a', { href, 'aria-label': label }, ...children);
  }

  Object.assign(window.embedParts, { words, head, media, permalink });
})();
