import type { Vector } from './vectors.ts';

/** Ways that need no script. */
const byMarkup: Readonly<Record<string, Vector['markup']>> = {
  img: ({ url }) => `<img src="${url}">`,
  srcset: ({ url }) => `<img srcset="${url} 2x">`,
  picture: ({ url }) => `<picture><source srcset="${url}"><img></picture>`,
  'input-image': ({ url }) => `<input type=image src="${url}">`,
  'body-background': ({ url }) => `<table background="${url}"><tr><td>x</table>`,
  iframe: ({ url }) => `<iframe src="${url}"></iframe>`,
  'iframe-sandbox': ({ url }) => `<iframe sandbox="allow-scripts" src="${url}"></iframe>`,
  'iframe-credentialless': ({ url }) => `<iframe credentialless src="${url}"></iframe>`,
  frameset: ({ url }) => `<iframe srcdoc="<frameset><frame src='${url}'></frameset>"></iframe>`,
  object: ({ url }) => `<object data="${url}"></object>`,
  embed: ({ url }) => `<embed src="${url}">`,
  portal: ({ url }) => `<portal src="${url}"></portal><fencedframe></fencedframe>`,
  stylesheet: ({ url }) => `<link rel=stylesheet href="${url}">`,
  'css-import': ({ url }) => `<style>@import "${url}";</style>`,
  'css-font': ({ url }) =>
    `<style>@font-face { font-family: "${url}"; src: url("${url}") }</style><p style='font-family: "${url}"'>x</p>`,
  'css-background': ({ url }) => `<p style="background: url(${url})">x</p>`,
  'css-image-set': ({ url }) => `<p style="background: image-set('${url}' 1x)">x</p>`,
  'css-content': ({ url }) => `<p style="content: url(${url})">x</p>`,
  'css-mask': ({ url }) => `<p style="mask: url(${url})">x</p>`,
  'css-cursor': ({ url }) =>
    `<p style="cursor: url(${url}), auto; list-style: url(${url}); display: list-item">x</p>`,
  'css-filter': ({ url }) => `<p style="filter: url(${url}#f)">x</p>`,
  'svg-image': ({ url }) => `<svg><image href="${url}" width=1 height=1 /></svg>`,
  'svg-use': ({ url }) => `<svg><use href="${url}#a" /></svg>`,
  'svg-filter': ({ url }) =>
    `<svg><filter id=f><feImage href="${url}" /></filter><rect width=9 height=9 filter="url(#f)" /></svg>`,
  'svg-document': ({ url }) =>
    `<object type="image/svg+xml" data="data:image/svg+xml,${encodeURIComponent(`<svg xmlns='http://www.w3.org/2000/svg'><image href='${url}' width='9' height='9'/></svg>`)}"></object>`,
  video: ({ url }) => `<video preload=auto src="${url}"></video>`,
  poster: ({ url }) => `<video poster="${url}"></video>`,
  audio: ({ url }) => `<audio preload=auto autoplay><source src="${url}"></audio>`,
  track: ({ url, site }) =>
    `<video crossorigin src="${site}/film"><track default kind=subtitles src="${url}"></video><script>for (const track of document.querySelectorAll('track')) track.track.mode = 'showing'</script>`,
  script: ({ url }) => `<script src="${url}"></script>`,
  'script-module': ({ url }) => `<script type=module src="${url}"></script>`,
  'module-import': ({ url }) => `<script type=module>import "${url}"</script>`,
  preconnect: ({ url }) =>
    `<link rel=preconnect href="${url}"><link rel=preconnect crossorigin href="${url}">`,
  'dns-prefetch': ({ url }) => `<link rel=dns-prefetch href="${url}">`,
  prefetch: ({ url }) => `<link rel=prefetch href="${url}">`,
  prerender: ({ url }) => `<link rel=prerender href="${url}">`,
  preload: ({ url }) =>
    `<link rel=preload as=image href="${url}"><link rel=preload as=fetch crossorigin href="${url}">`,
  modulepreload: ({ url }) => `<link rel=modulepreload href="${url}">`,
  dictionary: ({ url }) => `<link rel=compression-dictionary href="${url}">`,
  icon: ({ url }) => `<link rel=icon href="${url}"><link rel=apple-touch-icon href="${url}">`,
  manifest: ({ url }) => `<link rel=manifest crossorigin href="${url}">`,
  'speculation-prefetch': ({ url }) =>
    `<script type=speculationrules>{ "prefetch": [{ "urls": ["${url}"], "eagerness": "immediate" }] }</script>`,
  'speculation-prerender': ({ url }) =>
    `<script type=speculationrules>{ "prerender": [{ "urls": ["${url}"], "eagerness": "immediate" }] }</script>`,
  'meta-refresh': ({ url }) => `<iframe srcdoc="<meta http-equiv=refresh content='0; url=${url}'>"></iframe>`,
  base: ({ url }) => `<iframe srcdoc="<base href='${url}/'><img src=base>"></iframe>`,
  attribution: ({ url }) => `<img attributionsrc="${url}"><script attributionsrc="${url}"></script>`,
  import: ({ url }) =>
    `<link rel=import href="${url}"><link rel=alternate type="application/json+oembed" href="${url}">`,
};

export const markupVectors: readonly Vector[] = Object.entries(byMarkup).map(([name, markup]) => ({
  name,
  markup,
}));
