import { host, local } from './mastodon-statuses.ts';

/** Pages of Mastodon as they are known to be built. */
const attr = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const picture = {
  type: 'image',
  url: 'https://files.example/original/1.jpg',
  preview_url: 'https://files.example/small/1.jpg',
  remote_url: null,
  description: 'A gull',
  meta: { original: { width: 800, height: 600 } },
};

export const words =
  '<p>One &amp; two<br>three <img draggable="false" class="emojione custom-emoji" alt=":blob:" src="https://files.example/blob.png"></p><p><a href="https://social.coop/tags/kelp" class="mention hashtag" rel="tag">#<span>kelp</span></a></p>';

/** Drawn by the server, as until version 4.0. */
export function oldPage({ id = local, warning = '', text = words } = {}) {
  const summary =
    warning === ''
      ? ''
      : `<p><span class="p-summary">${warning}&nbsp;</span><button class="status__content__spoiler-link">Show more</button></p>`;
  return `<!DOCTYPE html><html lang="en"><head><title>Jo: "One"</title><meta content="Jo (@jo@${host})" property="og:title"></head><body class="with-modals"><div class="container">
<div class="grid"><div class="column-0"><div class="activity-stream h-entry">
<div class="entry entry-predecessor h-cite"><div class="status"><div class="status__info"><a class="status__relative-time u-url u-uid" href="https://${host}/@sam/12345"><time class="time-ago" datetime="2019-11-27T20:00:00+00:00">Nov 27</time></a></div><div class="status__content emojify"><div class="e-content"><p>Not these words</p></div></div></div></div>
<div class="entry entry-center"><div class="detailed-status detailed-status--flex"><div class="p-author h-card"><a class="detailed-status__display-name u-url" rel="noopener" href="https://${host}/@jo"><div class="detailed-status__display-avatar"><img alt="" class="account__avatar u-photo" src="https://files.example/avatar.png"></div><span class="display-name"><bdi><strong class="display-name__html p-name emojify">Jo</strong></bdi><span class="display-name__account">@jo@${host}</span></span></a></div>
<div class="status__content emojify">${summary}<div class="e-content" style="display: block">${text}<div data-component="Poll" data-props="${attr({ poll: { expires_at: '2019-11-28T20:15:00.000Z', options: [{ title: 'Yes', votes_count: 3 }] } })}"><div class="poll"><ul><li>Yes</li></ul></div></div></div></div>
<div data-component="MediaGallery" data-props="${attr({ height: 380, media: [picture] })}"><div class="attachment-list"><ul class="attachment-list__list"><li><a href="https://files.example/original/1.jpg" title="A gull">1.jpg</a></li></ul></div></div>
<div class="detailed-status__meta"><data class="dt-published" value="2019-11-27T20:15:00+00:00"></data><a class="detailed-status__datetime u-url u-uid" href="https://${host}/@jo/${id}"><time class="formatted" datetime="2019-11-27T20:15:00Z">Nov 27, 2019, 20:15</time></a>·<a class="modal-button detailed-status__link" href="/interact/${id}?type=reply">4</a></div></div></div></div></div></div></div></body></html>`;
}

/** A page that scripts draw, as since version 4.0: all of the post is in its head. */
export function headPage({ description = 'Attached: 1 image\n\nOne & two', more = '', id = local } = {}) {
  return `<!DOCTYPE html><html lang="en"><head><title>Jo: "One"</title>${more}
<meta content="Mastodon" property="og:site_name"><meta content="article" property="og:type"><meta content="Jo (@jo@coop.example)" property="og:title"><meta content="https://${host}/@jo/${id}" property="og:url"><meta content="2025-11-27T20:15:00Z" property="og:published_time"><meta content="de" property="og:locale"><meta content="jo@coop.example" property="profile:username">
<meta content="${description.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" name="description"><meta content="${description.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" property="og:description"><meta content="https://files.example/original/1.jpg" property="og:image"><meta content="summary_large_image" property="twitter:card">
<script id="initial-state" type="application/json">{"meta":{"domain":"coop.example"}}</script></head><body class="app-body"><div class="app-holder" id="mastodon"><noscript>To use the Mastodon web application, please enable JavaScript.</noscript></div></body></html>`;
}

/** What search engines are told since version 4.5. */
export const posting = `<script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'SocialMediaPosting',
  url: `https://${host}/@jo/${local}`,
  datePublished: '2025-11-27T20:15:00Z',
  dateModified: '2025-11-28T20:15:00Z',
  author: { '@type': 'Person', name: 'Jo', identifier: 'jo@coop.example', url: `https://${host}/@jo` },
  text: '<p>One &amp; <a href="https://example.org/a"><span class="invisible">https://</span><span>example.org/a</span></a></p>',
  image: [
    { '@type': 'ImageObject', contentUrl: 'https://files.example/original/1.jpg', description: 'A gull' },
  ],
}).replaceAll('<', '\\u003c')}</script>`;

/** The embed page as scripts draw it since version 4.3: a link lies over all of it. */
export function embed({ id = local, text = words, warning = '', overlay = true } = {}) {
  const cover = `<a class="embed__overlay" style="position:absolute;inset:0" href="https://${host}/@jo/${id}" target="_blank" rel="noopener" aria-label=""></a>`;
  const warned =
    warning === ''
      ? ''
      : `<div class="content-warning"><p><span>${warning}</span></p><button class="link-button">Show more</button></div>`;
  return `<div class="embed" style="position:relative"><div style="box-sizing: border-box;"><div class="detailed-status"><a class="detailed-status__display-name" href="/@jo"><div class="detailed-status__display-avatar"><div class="account__avatar"><img src="https://files.example/avatar.png" alt=""></div></div><span class="display-name"><bdi><strong class="display-name__html"><span>Jo</span></strong></bdi> <span class="display-name__account">@jo@coop.example</span></span></a>${warned}
${text === '' ? '' : `<div class="status__content"><div class="status__content__text status__content__text--visible translate" lang="de">${text}</div></div>`}
<div class="media-gallery"><div class="media-gallery__item standalone"><a class="media-gallery__item-thumbnail" href="https://files.example/original/1.jpg" target="_blank"><img src="https://files.example/small/1.jpg" alt="A gull" width="80" height="60"></a></div></div>
<div class="status__quote"><div class="status"><div class="status__content"><div class="status__content__text">Quoted words</div></div><a class="media-gallery__item-thumbnail" href="https://files.example/quoted.jpg"><img src="https://files.example/quoted.jpg" alt=""></a></div></div>
<div class="detailed-status__meta"><a class="detailed-status__datetime" href="/@jo/${id}">Nov 27, 2025, 20:15</a></div></div></div>${overlay ? cover : ''}</div>`;
}
