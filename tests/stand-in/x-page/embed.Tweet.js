// Asks for the post and puts it on the page.
void (async () => {
  const { make, query, words, head, media, permalink } = window.embedParts;
  const app = document.getElementById('app');
  const id = query.get('id') ?? '';
  try {
    app.replaceChildren(look(await answer()));
  } catch {
    app.replaceChildren(notice('Something went wrong.', 'Try again later.'));
  }
  tell();

  async function answer() {
    const token = ((Number(id) / 1e15) * Math.PI).toString(36).replace(/[0.]/g, '');
    const url = new URL('https://cdn.syndication.twimg.com/tweet-result');
    url.search = new URLSearchParams({ features: '', id, lang: query.get('lang') ?? 'en', token });
    // A header of one's own is what makes a browser ask for leave first.
    const headers = document.documentElement.dataset.preflight === 'yes' ? { 'x-embed': 'stand-in' } : {};
    const response = await fetch(url, { headers });
    if (response.status === 404 || response.status === 400) return null;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  }

  function look(post) {
    if (post?.tombstone !== undefined) return notice('Not found', post.tombstone.text?.text ?? '');
    if (post?.user === undefined) return notice('Not found', 'There is no post here.');
    return card(post);
  }

  function card(post) {
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
    const time = make(
      'time',
      { datetime: post.created_at },
      when.format(new Date(post.created_at)).replaceAll('\u202f', ' '),
    );
    return make(
      'article',
      { role: 'article', tabindex: '-1' },
      head(post),
      words(post),
      media(post),
      post.quoted_tweet === undefined ? null : quote(post.quoted_tweet),
      make('div', { class: 'foot' }, permalink(post, 'View on X', time), `♥ ${post.favorite_count ?? 0}`),
    );
  }

  function quote(post) {
    return make('div', { class: 'quote', role: 'link', tabindex: '0' }, head(post), words(post), media(post));
  }

  function notice(title, text) {
    return make('div', { class: 'notice', role: 'alert' }, make('h2', {}, title), make('p', {}, text));
  }

  /** As the real page does, tells home that it was seen: an address that is never twice the same. */
  function tell() {
    const note = JSON.stringify({ event: 'rendered', id, at: Date.now() });
    void fetch(`https://syndication.twitter.com/i/jot/embeds?l=${encodeURIComponent(note)}`, {
      mode: 'no-cors',
    }).catch(() => undefined);
  }
})();
