import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articlesOf, cutsOf, readIn } from '../articles/reading.ts';
import { briefly } from '../detect/find-in-markdown.ts';
import { Home, nowhere, records } from '../end-to-end/holdfast.ts';

const site = 'https://www.linkedin.com';
const share = 'share:7468765248838082560';
const activity = 'activity:7468765250281046016';
const frame = `<iframe src="${site}/embed/feed/update/urn:li:${share}" height="570" width="504" title="Embedded post"></iframe>`;
const named = `${site}/posts/jo-smith_kelp-activity-7468765250281046016-AbCd`;

describe("LinkedIn's posts in Markdown", () => {
  it.each([
    ['shortcode', activity, `{{< linkedin url="${named}" >}}`],
    ['shortcode', activity, `{{< linkedin-post "${named}" >}}`],
    ['shortcode', activity, `{{< linkedinupdate "urn:li:${activity}" >}}`],
    ['liquid', activity, `{% linkedin ${named} %}`],
    ['component', share, `<LinkedInEmbed url="${site}/embed/feed/update/urn:li:${share}" width={504} />`],
    ['component', activity, `<LinkedInPost url="${named}" />`],
    ['component', share, `<LinkedIn id="urn:li:${share}" />`],
    ['component', activity, `<Embed url="${named}" />`],
    ['link', activity, named],
    ['iframe', share, frame],
  ])('are found as %s: %s', (kind, id, code) => {
    expect(briefly(`# Größe\n\n${code}\n\nend`)).toEqual([`${kind} linkedin:${id} ${code}`]);
  });

  it.each([
    // of which kind it is the number does not tell
    '{{< linkedin "7468765250281046016" >}}',
    '{{< linkedin jo-smith >}}',
    '{{< linkedin-icon >}}',
    `As [Jo](${named}) wrote.`,
    `\`\`\`html\n${frame}\n\`\`\``,
    `${site}/in/jo-smith/`,
  ])('are none in %s', (code) => {
    expect(briefly(`# Größe\n\n${code}\n\nend`)).toEqual([]);
  });
});

describe("LinkedIn's posts in feeds and JSON", () => {
  const name = `linkedin:${share}`;
  const json = JSON.stringify(frame).slice(1, -1);

  it('are found in RSS, escaped and not', async () => {
    const escaped = frame.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const item = (id: string, text: string) =>
      `<item><guid>${id}</guid><description>${text}</description></item>`;
    const feed = `<rss version="2.0"><channel>${item('a', `&lt;p&gt;Words&lt;/p&gt;${escaped}`)}${item('b', `<![CDATA[<p>Words</p>${frame}]]>`)}</channel></rss>`;
    const [first, second] = articlesOf(await readIn({}, ['-'], { stdin: feed }));
    expect(first && cutsOf(first)).toEqual([[name, escaped]]);
    expect(second && cutsOf(second)).toEqual([[name, frame]]);
  });

  it('are found in a JSON Feed and in data of a page', async () => {
    const feed = `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"<p>Words</p>${json}"}]}`;
    const [item] = articlesOf(await readIn({}, ['-'], { stdin: feed }));
    expect(item && cutsOf(item)).toEqual([[name, json]]);
    const page = `<!doctype html><p>Words</p><script id="__NEXT_DATA__" type="application/json">{"body":"<p>Words<\\/p>${json}"}</script>`;
    const [article] = articlesOf(await readIn({}, ['-'], { stdin: page }));
    expect(article && cutsOf(article)).toEqual([[name, json]]);
  });
});

describe('an article with a post of LinkedIn, archived with no network', () => {
  let home: Home;
  beforeEach(() => {
    home = new Home();
  });
  afterEach(() => home.remove());

  it('keeps the post as quoted, dated by its number, with a reconstruction for a picture', async () => {
    writeFileSync(home.in('a.html'), `<!doctype html><html lang="en"><p>Words</p>${frame}<p>more</p></html>`);
    const archived = await home.run(['archive', 'a.html', '--json', ...nowhere]);
    expect(archived.code, archived.stderr).toBe(3);
    expect(records(archived)[0]).toMatchObject({
      name: `linkedin:${share}`,
      state: 'unknown',
      known: 'quoted',
      picture: { reconstruction: true, verified: false },
    });
    // by the address of another form
    const [shown] = records(
      await home.run(['show', `${site}/posts/jo-smith_kelp-share-7468765248838082560-AbCd`, '--json']),
    );
    expect(shown).toMatchObject({
      ref: { platform: 'linkedin', id: share },
      post: { createdAt: '2026-06-05T20:46:38.271Z' },
      articles: [{ article: 'a.html' }],
    });
    const rendered = await home.run(['render', `linkedin:${share}`]);
    expect(rendered.stdout).toContain(`${site}/feed/update/urn:li:${share}/`);
    expect((await home.run(['verify'])).code).toBe(0);
  });
});
