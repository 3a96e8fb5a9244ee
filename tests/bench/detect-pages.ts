import { seededRandom } from '../html/seeded-random.ts';

/**
 * A page of about that many characters as newspapers serve them: menus, paragraphs with links and emphasis, pictures,
 * scripts, styles and comments; what is to be `embedded` stands at even distances. Same seed, same page.
 */
export function makePage(length: number, embedded: readonly string[], seed: number): string {
  const random = seededRandom(seed);
  const waiting = [...embedded];
  const distance = length / (waiting.length + 1);
  const pieces = [
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Water</title></head><body>',
  ];
  let size = 0;
  for (let next = distance; size < length; ) {
    const body = size > next ? waiting.shift() : undefined;
    if (body !== undefined) next += distance;
    const piece = body ?? makePiece(random);
    pieces.push(piece, '\n');
    size += piece.length;
  }
  return `${pieces.join('')}</body></html>`;
}

const words = (
  'the minister said on Tuesday that nobody had expected so much water in one night while residents of lower town were ' +
  'carried out by boat and officials counted damage across seven districts before rain returned'
).split(' ');

function makePiece(random: () => number): string {
  const turn = random();
  if (turn < 0.62) return makeParagraph(random);
  if (turn < 0.7) return makeMenu();
  if (turn < 0.78)
    return `<script>${'var q=function(z){return z.map(function(y){return y<2})};'.repeat(25)}</script>`;
  if (turn < 0.81)
    return `<style>${'.article a:hover{text-decoration:underline;color:#123456}'.repeat(20)}</style>`;
  if (turn < 0.9) return '<!-- ad slot: rectangle-middle, refreshed by the server -->';
  const number = Math.floor(random() * 1e5);
  return (
    `<figure class="image"><picture><source srcset="/img/${number}-800.webp 800w" type="image/webp">` +
    `<img src="/img/${number}.jpg" alt="${makeSentence(random)}" width="800" height="450" loading="lazy"></picture>` +
    `<figcaption>${makeSentence(random)}<small>Photo: agency</small></figcaption></figure>`
  );
}

function makeParagraph(random: () => number): string {
  const sentences = Array.from({ length: 4 }, () => {
    const sentence = makeSentence(random);
    const turn = random();
    if (turn < 0.2)
      return `<a href="https://www.example.org/news/some-story-slug" class="link" data-track="body">${sentence}</a>`;
    return turn < 0.3 ? `<em>${sentence}</em>` : sentence;
  });
  return `<p class="article-body__paragraph">${sentences.join(' ')}</p>`;
}

function makeMenu(): string {
  const items = words
    .slice(0, 12)
    .map((word) => `<li class="item"><a href="/${word}/"><span>${word}</span></a></li>`);
  return `<nav aria-label="Main"><ul class="list">${items.join('')}</ul></nav>`;
}

function makeSentence(random: () => number): string {
  const length = 8 + Math.floor(random() * 14);
  return `${Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ')}.`;
}
