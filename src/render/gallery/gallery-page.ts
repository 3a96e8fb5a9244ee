import { type Html, html, rawHtml } from '../../html/escape.ts';
import { renderHtml } from '../html.ts';
import type { FallbackView } from '../view.ts';
import { sections } from './examples.ts';
import { galleryPolicy, galleryStyle } from './gallery-style.ts';
import { inlined } from './inlined.ts';
import { onPlatforms, type ShownPlatform } from './platforms.ts';
import type { Section } from './section.ts';

/** A page that needs nothing: every kind of card, light and dark side by side, and one post on each of the platforms. */
export function renderGallery(platforms: readonly ShownPlatform[]): string {
  const all: readonly Section[] = [
    ...sections,
    { id: 'platforms', title: 'On each platform', examples: onPlatforms(platforms) },
  ];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${galleryPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Holdfast: every card</title>
<style>${rawHtml(galleryStyle)}</style>
</head>
<body>
<a class="skip" href="#cards">To the cards</a>
<header class="intro">
<h1>Every card Holdfast makes</h1>
<p>What readers see in place of an embedded post, in every kind and state. People, posts and pictures are made up. The page is one file: no script, nothing from outside.</p>
<nav aria-label="Contents"><ul class="contents">${all.map(contentsItem)}</ul></nav>
</header>
<div class="switches" role="group" aria-label="How to show the cards">
${choice('theme', 'Theme', [
  ['both', 'both'],
  ['light', 'light'],
  ['dark', 'dark'],
])}
${choice('width', 'Width', [
  ['desk', 'desk'],
  ['phone', 'phone'],
  ['small', 'small phone'],
])}
${choice('host', 'Page around them', [
  ['ltr', 'left to right'],
  ['rtl', 'right to left'],
])}
</div>
<main id="cards">
${all.map(section)}
</main>
</body>
</html>
`.source;
}

function contentsItem({ id, title, examples }: Section): Html {
  return html`<li><a href="#${id}">${title} <span>${Object.keys(examples).length}</span></a></li>`;
}

/** Radio buttons; the first is chosen. */
function choice(name: string, legend: string, values: readonly (readonly [string, string])[]): Html {
  const buttons = values.map(([value, label], at) => {
    const checked = at === 0 ? rawHtml(' checked') : null;
    return html`<label><input type="radio" name="${name}" id="${name}-${value}"${checked}>${label}</label>`;
  });
  return html`<fieldset><legend>${legend}</legend>${buttons}</fieldset>`;
}

function section({ id, title, examples }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${Object.entries(examples).map(([name, view]) => example(name, view))}</section>
`;
}

function example(name: string, view: FallbackView): Html {
  const card = rawHtml(renderHtml(inlined(view), { css: 'none' }));
  return html`<div class="example" id="${name}">
<h3><a href="#${name}">${name.replaceAll('-', ' ')}</a></h3>
<div class="pair"><div class="stage" data-theme="light"><div>${card}</div></div><div class="stage" data-theme="dark"><div>${card}</div></div></div>
</div>
`;
}
