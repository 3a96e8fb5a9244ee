import { handleOf } from './answers.ts';
import { feedAt, type Script, type ScriptedPost, sceneAt } from './script.ts';
import { didOf, mastodonHost } from './write-script.ts';

export const feedAddress = 'https://news.example/feed.xml';

/** The feed as it is then. */
export function writeFeed(script: Script, now: number): string {
  const items = feedAt(script, now).map(({ id, scenes }) => {
    const { words, posts } = sceneAt(scenes, now);
    const content = `<p>${words}</p>${posts.map(embed).join('')}<p>So far the report.</p>`;
    return `<item><title>${id}</title><link>https://news.example/${id}</link><guid isPermaLink="false">${id}</guid><content:encoded><![CDATA[${content}]]></content:encoded></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Pond news</title><link>https://news.example/</link>${items.join('')}</channel></rss>`;
}

const dates = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** As the article quotes it: in the words it had at first. */
function embed(post: ScriptedPost): string {
  const { network, local, account, madeAt, scenes } = post;
  const words = scenes[0]?.words;
  const printed = dates.format(madeAt);
  const by = `&mdash; ${words?.name} (@${handleOf(network, words?.handle ?? '')})`;
  if (network === 'x')
    return `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${words?.text}</p>${by} <a href="https://twitter.com/${words?.handle}/status/${local}">${printed}</a></blockquote>`;
  if (network === 'bluesky')
    return `<blockquote class="bluesky-embed" data-bluesky-uri="at://${didOf(account)}/app.bsky.feed.post/${local}"><p lang="en">${words?.text}</p>${by} <a href="https://bsky.app/profile/${didOf(account)}/post/${local}?ref_src=embed">${printed}</a></blockquote>`;
  return `<iframe class="mastodon-embed" src="https://${mastodonHost}/@${words?.handle}/${local}/embed"></iframe>`;
}
