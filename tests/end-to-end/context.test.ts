import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startXStandIn, type XStandIn } from '../stand-in/x.ts';
import { madeTweet } from '../stand-in/x-answers.ts';
import { Home, records } from './holdfast.ts';

const live = '1703436713362870723';

let home: Home;
let x: XStandIn;
beforeEach(async () => {
  home = new Home();
  x = await startXStandIn({
    answers: new Map([[live, madeTweet(live, 'A post that only this machine knows. 🐚\nSecond line.')]]),
  });
});
afterEach(async () => {
  await x.close();
  home.remove();
});

/** The platform's script, as far as an article sees it: a frame takes the place of each quote. */
const loader = `document.querySelectorAll('blockquote.twitter-tweet').forEach((quote) => {
  const id = /status\\/(\\d+)/.exec(quote.innerHTML)[1];
  const frame = document.createElement('iframe');
  frame.src = 'https://platform.twitter.com/embed/Tweet.html?id=' + id;
  frame.dataset.tweetId = id;
  frame.style.cssText = 'width: 550px; height: 260px; border: 0; display: block';
  quote.replaceWith(frame);
});`;

const sentence = 'The harbour was quiet that morning, and nobody on the quay knew what had been written. ';
const filler = Array.from({ length: 14 }, (_, n) => `<p>Paragraph ${n}. ${sentence.repeat(4)}</p>`).join(
  '\n',
);

const article = `<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title>
<style>body { margin: 0; font: 18px/1.5 sans-serif } main { width: 680px; margin: 100px auto 0 } blockquote { border-left: 3px solid #999 }
header { position: fixed; top: 0; left: 0; right: 0; height: 80px; background: #024; color: #fff; z-index: 5 }
.subscribe { position: fixed; bottom: 0; left: 0; right: 0; height: 120px; background: #fc0; z-index: 5 }</style>
<header>The Daily Stand-in</header><div class="subscribe">Subscribe now!</div>
<main><h1>What was written on the quay</h1>${filler}
<p id="before">Before the post stands this paragraph. ${sentence.repeat(2)}</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">A post that only this machine knows.</p>&mdash; Ada Example (@ada_example)
<a href="https://twitter.com/ada_example/status/${live}?ref_src=twsrc%5Etfw">September 17, 2023</a></blockquote>
<script>${loader}</script>
<p id="after">After the post stands this one. ${sentence.repeat(2)}</p>${filler}</main></html>`;

/** A post that an extractor left as plain paragraphs. */
const flattened = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>خبر</title>
<style>body { margin: 0; font: 18px/1.5 sans-serif } main { width: 680px; margin: 40px auto } .words { background: #fed }</style>
<main><h1>عنوان الخبر</h1><p>كان الميناء هادئا في ذلك الصباح ولم يعرف أحد على الرصيف ما الذي كتب في الليلة الماضية.</p>
<p class="words">"ندعمكم من دون شروط".. كيم خلال لقائه بوتين في قاعدة فوستوشني الروسية #روسيا pic.twitter.com/Piv5bZ4fkQ</p>
<p class="words">— Almayadeen Go الميادين (@almayadeengo) September 14, 2023</p>
<p>ووصفت الوكالة اللقاء بين الرئيسين بأنه لحظة تاريخية في إطار تعزيز العلاقات بين البلدين.</p></main></html>`;

describe('the article around a post', () => {
  it('is shot where that is wished for, as readers saw it', async () => {
    writeFileSync(home.in('news.html'), article);
    writeFileSync(home.in('flat.html'), flattened);
    const wish = { HOLDFAST_CONTEXT: '1' };
    const ended = await home.run(['archive', 'news.html', 'flat.html', '--json', ...x.flags], wish);
    const names = records<{ name: string }>(ended).map(({ name }) => name);
    expect(names, ended.stderr).toEqual([`x:${live}`, expect.stringContaining('x:@almayadeengo/')]);

    // As wide as its column; the frame with the words around it, and no bar or banner of the page over them.
    const one = await pictureOf(names[0] ?? '');
    expect([one.width, one.url]).toEqual([2 * (680 + 32), expect.stringContaining('news.html')]);
    expect(one.height).toBeGreaterThan(2 * 260);
    expect(one.height).toBeLessThan(2 * 600);
    // The line around the post in the platform's frame.
    expect(one.colours).toContain('#cfd9de');
    for (const bar of ['#002244', '#ffcc00']) expect(one.colours).not.toContain(bar);

    const other = await pictureOf(names[1] ?? '');
    expect(other.colours).toContain('#ffeedd');
    expect(other.width).toBe(2 * (680 + 32));
  });
});

async function pictureOf(name: string) {
  const [shown] = records<{ captures: { kind: string; url: string; files: { png: string } }[] }>(
    await home.run(['show', name, '--json']),
  );
  const capture = shown?.captures.find(({ kind }) => kind === 'context');
  const picture = PNG.sync.read(readFileSync(capture?.files.png ?? ''));
  const colours = new Set<string>();
  for (let at = 0; at < picture.data.length; at += 4)
    colours.add(`#${picture.data.subarray(at, at + 3).toString('hex')}`);
  return { url: capture?.url, width: picture.width, height: picture.height, colours: [...colours] };
}
