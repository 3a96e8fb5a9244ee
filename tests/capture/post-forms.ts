import type { Expected } from '../../src/capture/verify-page.ts';
import { handle, type PlatformPost, type PostParts, partsOf, text } from './platform-posts.ts';

/** A form in which a page shows the very post. */
export interface PostForm {
  readonly name: string;
  /** What differs of the post from `partsOf`. */
  readonly parts?: Partial<PostParts>;
  readonly expect?: Partial<Expected>;
  /** Around the post. */
  readonly draw?: (post: string) => string;
}

const style = (css: string) => (post: string) => `<style>${css}</style>${post}`;
const picture =
  '<img width="300" height="200" alt="A gull" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">';
const words = (said: string): Pick<PostForm, 'parts' | 'expect'> => ({
  parts: { text: said },
  expect: { text: said },
});

export const postForms: readonly PostForm[] = [
  {
    name: 'in the dark',
    draw: style(':root { color-scheme: dark } body { background: #000; color: #eee } a { color: #9cf }'),
  },
  {
    name: 'in the dark, by the scheme alone',
    draw: style(':root { color-scheme: dark } body { color: #ddd }'),
  },
  { name: 'in grey', draw: style('body { color: #777 }') },
  {
    name: 'white on a picture',
    draw: style('body { color: #fff; background: linear-gradient(#123, #456) }'),
  },
  {
    name: 'in letters filled with a picture',
    draw: style(
      'p, span { background: linear-gradient(red, blue); background-clip: text; -webkit-text-fill-color: transparent }',
    ),
  },
  {
    name: 'in Arabic, right to left',
    ...words('قفز الثعلب البني السريع فوق الكلب الكسول، ولم ينتبه الكلب إلى ذلك'),
    draw: (post) => `<div dir="rtl" lang="ar">${post}</div>`,
  },
  {
    name: 'in Hebrew, with English in it',
    ...words('השועל קופץ מעל ה-lazy dog בכל יום מחדש, והכלב לא שם לב'),
    draw: (post) => `<div dir="rtl">${post}</div>`,
  },
  { name: 'in Japanese', ...words('素早い茶色の狐がのろまな犬を飛び越えた。犬は気にしなかった。') },
  { name: 'in Thai', ...words('สุนัขจิ้งจอกสีน้ำตาลกระโดดข้ามสุนัขขี้เกียจ') },
  { name: 'in Hindi', ...words('तेज़ भूरी लोमड़ी आलसी कुत्ते के ऊपर से कूदती है') },
  {
    name: 'with emoji as pictures',
    parts: {
      text: `The quick ${picture.replaceAll(/\d00"/gu, '16"')} brown fox jumps over the lazy dog, and the dog takes no notice`,
    },
  },
  {
    name: 'with emoji as letters',
    parts: { text: 'The quick 🦊 brown fox jumps 👩‍👩‍👧 over the lazy dog, and the dog takes no notice' },
  },
  {
    name: 'with links, mentions and tags',
    parts: {
      text: 'The <a href="/t/quick">quick</a> <b>brown</b> fox <a href="/@jumps">jumps</a><br> over the lazy dog, and the dog takes no notice',
    },
  },
  {
    name: 'very long',
    parts: { text: `${text}. ${'And so on and so forth, line after line. '.repeat(400)}` },
  },
  {
    name: 'long and folded',
    parts: {
      text: `<span style="display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden">${text}. ${'And so on. '.repeat(90)}</span>`,
    },
  },
  { name: 'below the window', draw: (post) => `<div style="height: 1500px">&nbsp;</div>${post}` },
  { name: 'with pictures', parts: { more: picture.repeat(4) } },
  { name: 'with a film', parts: { more: '<video controls width="300" height="170"></video>' } },
  { name: 'with a poll', parts: { more: '<ul><li>Yes 60%</li><li>No 40%</li></ul>' } },
  {
    name: 'with a quoted post',
    parts: { more: '<blockquote><b>Joe</b> @joe<p>Log in? Something went wrong!</p></blockquote>' },
  },
  {
    name: 'with a quoted post that is gone',
    parts: { more: '<blockquote>You can’t view this: it may have been moved by its author</blockquote>' },
  },
  {
    name: 'with a link to a page about walls',
    parts: {
      more: '<div style="border: 1px solid"><b>How to get past “Accept all” and “Sign in to read”</b><p>example.org</p></div>',
    },
  },
  {
    name: 'with a picture behind a click',
    parts: {
      more: `<div style="position: relative"><div style="filter: blur(30px)">${picture}</div><button style="position: absolute; inset: 0">Sensitive content<br>Show</button></div>`,
    },
  },
  {
    name: 'speaking of logins',
    ...words('Log in to X is broken again: “Something went wrong. Try reloading.” is all I see today'),
  },
  {
    name: 'speaking of cookies',
    ...words(
      'Accept all cookies, reject all cookies: before you continue to your cookies, please wait a few minutes',
    ),
  },
  {
    name: 'speaking of robots',
    ...words('Verify you are human, they said. I am not a robot, I said. Just a moment... they said'),
  },
  {
    name: 'speaking of posts that are gone',
    ...words('This page doesn’t exist, this post has been deleted and the account suspended, says the court'),
  },
  {
    name: 'speaking of walls in Russian',
    ...words('Войдите, чтобы увидеть: страница не найдена, что-то пошло не так, я не робот'),
  },
  {
    name: 'speaking of walls in Japanese',
    ...words('ログインしてください、と言われた。エラーが発生しました。この投稿は削除されました'),
  },
  {
    name: 'on a page in another language',
    draw: (post) =>
      `<html lang="de"><body>${post}<footer>Antworten · Teilen · Auf der Seite lesen</footer></body></html>`,
  },
  {
    name: 'with its translation below',
    parts: { more: '<p>Der schnelle braune Fuchs</p><p>Translated from English · Show original</p>' },
  },
  {
    name: 'beside an offer to log in',
    draw: (post) => `${post}<aside>New here? <a href="/x">Create account</a> <a href="/y">Log in</a></aside>`,
  },
  {
    name: 'above a notice on cookies',
    draw: (post) =>
      `${post}<div style="position: fixed; bottom: 0; left: 0; right: 0; background: #eee">This site has cookies. <button>Fine</button></div>`,
  },
  {
    name: 'beside a hidden dialog',
    draw: (post) =>
      `${post}<div role="dialog" style="position: fixed; inset: 0; background: #fff; display: none">Log in to continue</div>`,
  },
  {
    name: 'below a veil that isn’t drawn',
    draw: (post) =>
      `${post}<div style="position: fixed; inset: 0; opacity: 0">Toast</div><div style="position: fixed; inset: 0; pointer-events: none"></div>`,
  },
  {
    name: 'with a link over all of it',
    draw: (post) =>
      `<div style="position: relative">${post}<a href="/post" style="position: absolute; inset: 0"></a></div>`,
  },
  { name: 'in capitals by its style', draw: style('p, span, div { text-transform: uppercase }') },
  {
    name: 'with a badge of a captcha',
    draw: (post) =>
      `${post}<div class="grecaptcha-badge" style="position: fixed; right: 0; bottom: 0"><iframe width="60" height="60" src="https://www.google.com/recaptcha/api2/anchor"></iframe></div>`,
  },
  { name: 'in a fraction of its opacity', draw: style('body { opacity: 0.9 } article { opacity: 0.95 }') },
  { name: 'a little turned', draw: style('body > * { transform: rotate(1deg) }') },
  {
    name: 'with words for machines',
    parts: {
      text: `<span style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)">Post:</span>${text}`,
    },
  },
  {
    name: 'with parts of links that aren’t shown',
    parts: {
      text: 'The quick <a href="/a"><span style="display: none">https://</span>brown<span style="font-size: 0">/hidden</span></a> fox jumps over the lazy dog, and the dog takes no notice',
    },
  },
];

/** Posts of a picture and no words. */
export const wordless: PostForm = {
  name: 'without words',
  parts: { text: '', more: picture },
  expect: { text: '' },
};

export function drawn(form: PostForm, post: PlatformPost): string {
  const markup = post.draw({ ...partsOf(post), ...form.parts });
  return form.draw?.(markup) ?? markup;
}

export const wanted = (form: PostForm, post: PlatformPost): Expected => ({
  id: post.id,
  handle,
  name: null,
  text,
  ...form.expect,
});
