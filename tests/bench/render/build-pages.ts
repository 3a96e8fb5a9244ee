import { seededRandom } from '../../html/seeded-random.ts';

/** An article as its author writes it. */
export interface BuildPage {
  /** `story-17`; its file's name. */
  readonly slug: string;
  readonly title: string;
  /** Paragraphs of Markdown, each post in its place among them. */
  readonly blocks: readonly (string | EmbeddedPost)[];
}

export interface EmbeddedPost {
  /** Its embed with the script that comes along, as X hands it out. */
  readonly embed: string;
  readonly url: string;
}

/**
 * Articles of about 6 kB as HTML. One in ten embeds posts, one and two in turns, each post once. Same posts, same pages.
 */
export function makeBuildPages(count: number, posts: readonly EmbeddedPost[]): readonly BuildPage[] {
  const waiting = [...posts];
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(index + 1);
    const embedded = index % 10 === 0 ? waiting.splice(0, 1 + ((index / 10) % 2)) : [];
    const title = sentence(random).slice(0, -1);
    return { slug: `story-${index}`, title, blocks: blocksOf(random, embedded) };
  });
}

/** How many posts so many pages embed. */
export function postsIn(pages: number): number {
  return Math.ceil(pages / 10) + Math.floor(Math.ceil(pages / 10) / 2);
}

/** As a content file; `show` writes a post's embed. */
export function markdownOf(
  page: BuildPage,
  show: (post: EmbeddedPost) => string = ({ embed }) => embed,
): string {
  return page.blocks.map((block) => (typeof block === 'string' ? block : show(block))).join('\n\n');
}

/** With the front matter that Eleventy, Hugo and Jekyll read. */
export function fileOf(page: BuildPage, show?: (post: EmbeddedPost) => string): string {
  return `---\ntitle: ${page.title}\n---\n${markdownOf(page, show)}\n`;
}

/** A whole page, as Vite and rehype are given it. */
export function htmlOf({ title, blocks }: BuildPage): string {
  const body = blocks.map((block) => (typeof block === 'string' ? htmlBlock(block) : block.embed));
  return (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n' +
    `<meta name="viewport" content="width=device-width" />\n<title>${title}</title>\n</head>\n<body>\n` +
    `<nav><ul>${sections.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join('')}</ul></nav>\n` +
    `<main>\n<h1>${title}</h1>\n${body.join('\n')}\n</main>\n</body>\n</html>\n`
  );
}

const sections = ['world', 'harbour', 'weather', 'culture', 'sport', 'letters'];

function blocksOf(
  random: () => number,
  embedded: readonly EmbeddedPost[],
): readonly (string | EmbeddedPost)[] {
  const texts = Array.from({ length: 12 }, (_, index) => {
    if (index === 4 || index === 8) return `## ${sentence(random)}`;
    if (index === 6) return Array.from({ length: 4 }, () => `- ${sentence(random)}`).join('\n');
    return Array.from({ length: 5 }, () => phrase(random)).join(' ');
  });
  return [
    ...texts.slice(0, 3),
    ...embedded.slice(0, 1),
    ...texts.slice(3, 7),
    ...embedded.slice(1),
    ...texts.slice(7),
  ];
}

function phrase(random: () => number): string {
  const words = sentence(random);
  const turn = random();
  if (turn < 0.12)
    return `[${words}](https://www.example.org/news/${words.slice(0, 12).replaceAll(' ', '-')}/)`;
  return turn < 0.2 ? `*${words}*` : words;
}

function sentence(random: () => number): string {
  const length = 9 + Math.floor(random() * 14);
  const chosen = Array.from({ length }, () => words[Math.floor(random() * words.length)] ?? '');
  return `${chosen.join(' ')}.`.replace(/^./u, (letter) => letter.toUpperCase());
}

const words = (
  'the minister said on Tuesday that nobody had expected so much water in one night while residents of lower town were ' +
  'carried out by boat and officials counted damage across seven districts before rain returned to its old harbour'
).split(' ');

/** The little Markdown that the blocks are written in. */
function htmlBlock(block: string): string {
  if (block.startsWith('## ')) return `<h2>${block.slice(3)}</h2>`;
  if (block.startsWith('- '))
    return `<ul>\n${block
      .split('\n')
      .map((line) => `<li>${line.slice(2)}</li>`)
      .join('\n')}\n</ul>`;
  const inline = block
    .replaceAll(/\[([^\]]*)\]\(([^)]*)\)/gu, '<a href="$2">$1</a>')
    .replaceAll(/\*([^*]*)\*/gu, '<em>$1</em>');
  return `<p>${inline}</p>`;
}
