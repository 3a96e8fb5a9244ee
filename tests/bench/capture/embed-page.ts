import { author, createdAt, refOf, text } from './posts.ts';

/** The page of one post, built by its own script from the data it brings, as embed pages are. */
export function embedPage(post: number): string {
  const data = { ...author, text, at: createdAt, link: refOf(post).url, post };
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Post ${post}</title>
<style>${style}</style></head>
<body><div id="root"></div>
<script>const data = ${JSON.stringify(data)};
${build}</script></body></html>`;
}

export const fontFiles = {
  'latin.woff2': '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2',
  'latin-ext.woff2': '@fontsource-variable/noto-sans/files/noto-sans-latin-ext-wght-normal.woff2',
  'cyrillic.woff2': '@fontsource-variable/noto-sans/files/noto-sans-cyrillic-wght-normal.woff2',
  'arabic.woff2': '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
} as const;

function face(family: string, file: keyof typeof fontFiles, range: string): string {
  return `@font-face{font-family:"${family}";font-weight:100 900;src:url(/font/${file}) format("woff2");unicode-range:${range}}`;
}

const style = [
  face('Pond', 'latin.woff2', 'U+0000-00FF'),
  face('Pond', 'latin-ext.woff2', 'U+0100-02BA'),
  face('Pond', 'cyrillic.woff2', 'U+0400-045F'),
  face('Pond Arabic', 'arabic.woff2', 'U+0600-06FF'),
  'body{margin:0;background:#fff;font:400 15px/20px Pond,"Pond Arabic",sans-serif;color:#0f1419}',
  '.post{box-sizing:border-box;width:550px;padding:12px 16px;border:1px solid #cfd9de;border-radius:12px;background:#fff}',
  '.head{display:flex;gap:10px;align-items:center;height:48px}',
  '.head img{width:48px;height:48px;border-radius:50%}',
  '.author{flex:1;text-decoration:none;color:inherit}.author b{display:block;font-weight:700}.author i{font-style:normal;color:#536471}',
  '.text{margin:12px 0;font-size:19px;line-height:30px;height:120px;overflow:hidden;unicode-bidi:plaintext}',
  '.photo{display:block;width:516px;height:290px;border-radius:12px;border:1px solid #cfd9de;object-fit:cover}',
  '.time{display:block;margin:12px 0;color:#536471;text-decoration:none}',
  '.acts{display:flex;justify-content:space-between;border-top:1px solid #eff3f4;padding-top:10px;height:20px;color:#536471}',
  '.acts span{display:flex;gap:6px;align-items:center}svg{width:20px;height:20px;fill:currentColor}',
].join('\n');

const build = `
const icon = (path) => '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="' + path + '"/></svg>';
const made = (name, props, ...inner) => {
  const element = Object.assign(document.createElement(name), props);
  element.append(...inner);
  return element;
};
const drawn = (markup) => made('span', { innerHTML: markup });
const post = made('article', { className: 'post' },
  made('div', { className: 'head' },
    made('img', { src: '/avatar/' + data.post + '.png', alt: '' }),
    made('a', { className: 'author', href: 'https://pond.test/' + data.handle },
      made('b', { textContent: data.name }), made('i', { textContent: '@' + data.handle })),
    drawn(icon('M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-2 14-4-4 1.4-1.4L10 13.2l6.6-6.6L18 8z'))),
  made('div', { className: 'text', dir: 'rtl', lang: 'ar', textContent: data.text }),
  made('img', { className: 'photo', src: '/photo/' + data.post + '.jpg', alt: 'A picture of no place' }),
  made('a', { className: 'time', href: data.link, textContent: new Date(data.at).toUTCString() }),
  made('div', { className: 'acts' },
    drawn(icon('M4 4h16v12H7l-3 4z') + '42'), drawn(icon('M7 7h9V4l5 5-5 5v-3H7zm10 10H8v3l-5-5 5-5v3h9z') + '117'),
    drawn(icon('M12 21 3 12a5 5 0 0 1 9-6 5 5 0 0 1 9 6z') + '2,048'), drawn(icon('M5 20h14v-2H5zm7-18-5 6h3v7h4V8h3z'))));
document.getElementById('root').append(post);
`;
