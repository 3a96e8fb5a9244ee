import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedin } from '../../src/platforms/linkedin/index.ts';
import { readMarkup } from './read-markup.ts';

const site = 'https://www.linkedin.com';
/** The numbers of two posts, and of a stream. */
const activity = 'activity:7468765250281046016';
const share = 'share:7468765248838082560';
const ugcPost = 'ugcPost:7125723263804035072';
const ofUrn = (id: string) => ({ platform: 'linkedin', id, url: `${site}/feed/update/urn:li:${id}/` });
const framed = (id: string) => `${site}/embed/feed/update/urn:li:${id}`;

describe("addresses of LinkedIn's posts", () => {
  it.each([
    [`${site}/feed/update/urn:li:${activity}/`, activity],
    [`${site}/feed/update/urn:li:${activity}`, activity],
    [`${site}/feed/update/urn:li:${share}/?utm_source=share&utm_medium=member_desktop`, share],
    [`${site}/feed/update/urn:li:${ugcPost}?trk=public_post_embed_social-actions-comments`, ugcPost],
    [`${site}/feed/update/urn%3Ali%3A${activity.replace(':', '%3A')}/`, activity],
    [`${site}/feed/update/urn:li:${ugcPost.toLowerCase()}/`, ugcPost],
    [`${site}/feed/update/${activity}/`, activity],
    [`${site}/feed/update/urn:li:${activity}.`, activity],
    [
      `${site}/feed/update/urn:li:${activity}/?commentUrn=urn%3Ali%3Acomment%3A%28${activity}%2C7%29`,
      activity,
    ],
    [`http://linkedin.com/feed/update/urn:li:${activity}`, activity],
    [`https://DE.linkedin.com/feed/update/urn:li:${activity}`, activity],
    [`https://www.linkedin.com./feed/update/urn:li:${activity}`, activity],
    [`https://m.linkedin.com/feed/update/urn:li:${activity}`, activity],
    [framed(share), share],
    [`${framed(ugcPost)}?collapsed=1`, ugcPost],
    [`${framed(activity)}?compact=1`, activity],
    [`${site}/video/live/urn:li:${ugcPost}/`, ugcPost],
    [`${site}/video/event/urn:li:${ugcPost}/`, ugcPost],
    [`${site}/video/embed/live/urn:li:${ugcPost}`, ugcPost],
  ])('knows %s', (address, id) => {
    expect(linkedin.match(new URL(address), 'link')).toEqual(ofUrn(id));
  });

  it.each([
    ['jo-smith_kelp-is-here-activity-7468765250281046016-AbCd', activity],
    ['w3schools.com_emoji-code-activity-7468765250281046016-h1w7', activity],
    ['sap_kelp-ugcPost-7125723263804035072-_bBt', ugcPost],
    ['ingo-lange_kelp-activity-7468765250281046016-kz-S', activity],
    ['jo_share-5-tips-activity-7468765250281046016-AbCd', activity],
    ['jo_activity-7125723263804035072-again-share-7468765248838082560-AbCd', share],
    ['%D9%85%D9%8A%D9%86%D8%A7%D8%A1-jo_kelp-activity-7468765250281046016-AbCd', activity],
    ['jo_activity-7468765250281046016-AbCd', activity],
    ['activity-7468765250281046016-AbCd', activity],
    ['share-7468765248838082560-DlJ8', share],
    ['jo_kelp-activity-7468765250281046016', activity],
  ])('knows a post by its named address, and keeps that one: %s', (name, id) => {
    const ref = { platform: 'linkedin', id, url: `${site}/posts/${name}` };
    for (const address of [
      ref.url,
      `${ref.url}/`,
      `${ref.url}?utm_source=share&rcm=ACoAAC`,
      `${ref.url}.`,
      `https://fr.linkedin.com/posts/${name}`,
    ])
      expect(linkedin.match(new URL(address), 'link')).toEqual(ref);
    const all = linkedin.addresses(ref);
    expect(all[0]).toBe(ref.url);
    expect(all.map((address) => linkedin.match(new URL(address), 'link')?.id)).toEqual(all.map(() => id));
  });

  it.each([
    `${site}/`,
    `${site}/feed/`,
    `${site}/in/jo-smith/`,
    `${site}/in/jo-smith/recent-activity/all/`,
    `${site}/company/sap/`,
    `${site}/company/sap/posts/?feedView=all`,
    `${site}/showcase/sap/`,
    `${site}/school/kelp/`,
    `${site}/groups/1976445/`,
    `${site}/feed/update/urn:li:groupPost:1976445-7512089900419018752/`,
    `${site}/posts/jo_kelp-groupPost-1976445-7512089900419018752-AbCd`,
    `${site}/jobs/view/7468765250281046016/`,
    `${site}/events/7468765250281046016/`,
    `${site}/learning/kelp`,
    `${site}/pulse/kelp-is-here-jo-smith-7468765250281046016`,
    `${site}/posts/jo-smith`,
    `${site}/posts/jo_kelp-activity-7468765250281046016x`,
    `${site}/posts/jo_kelp-activity-74687652502810460161-AbCd`,
    `${site}/posts/jo_kelp-activity-1234567890-AbCd`,
    `${site}/feed/update/urn:li:activity:1234567890123456789/`,
    `${site}/feed/update/urn:li:activity:9999999999999999999/`,
    `${site}/feed/update/urn:li:activity:７４６８７６５２５０２８１０４６０１６/`,
    `${site}/feed/update/urn:li:activity:ACTIVITY_ID/`,
    `${site}/feed/update/urn:li:comment:(activity:7468765250281046016,1)/`,
    `${site}/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A7468765250281046016`,
    `${site}/embed/feed/comment/urn:li:activity:7468765250281046016`,
    `${site}/embeds/publishingEmbed.html?articleId=7468765250281046016`,
    `${site}/shareArticle?mini=true&url=${encodeURIComponent(framed(activity))}`,
    `${site}/sharing/share-offsite/?url=${encodeURIComponent(framed(activity))}`,
    `${site}/cws/share?url=${encodeURIComponent(framed(activity))}`,
    `${site}/redir/redirect?url=${encodeURIComponent(framed(activity))}`,
    'https://lnkd.in/gH-vRZeB',
    `https://notlinkedin.com/feed/update/urn:li:${activity}/`,
    `https://www.linkedin.com.example.org/feed/update/urn:li:${activity}/`,
    `https://business.linkedin.com/feed/update/urn:li:${activity}/`,
    `https://example.org/feed/update/urn:li:${activity}/`,
  ])('leaves %s', (address) => {
    expect(linkedin.match(new URL(address), 'markup')).toBeNull();
  });

  it('takes a URN for the id it holds, and no number without its kind', () => {
    expect(linkedin.refOf(activity)).toEqual(ofUrn(activity));
    expect(linkedin.refOf(`urn:li:${ugcPost}`)).toEqual(ofUrn(ugcPost));
    for (const bad of [
      '7468765250281046016',
      'urn:li:person:7468765250281046016',
      `x${activity}`,
      `${share}0`,
    ])
      expect(linkedin.refOf(bad)).toBeNull();
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (name, last) => {
        const address = URL.parse(`${site}/posts/${name}-activity-7468765250281046016${last}`);
        const found = address === null ? null : linkedin.match(address, 'link');
        return found === null || linkedin.refOf(found.id)?.id === found.id;
      }),
    );
  });
});

describe('times of LinkedIn', () => {
  it.each([
    // of a post whose author notes that it went out at 2025-10-10T03:27:22Z
    ['activity:7382255396486303744', '2025-10-10T03:27:22.195Z'],
    // one post by its two numbers
    [activity, '2026-06-05T20:46:38.615Z'],
    [share, '2026-06-05T20:46:38.271Z'],
    [ugcPost, '2023-11-02T06:00:15.627Z'],
    ['activity:1234567890123456789', null],
    ['activity:9999999999999999999', null],
    ['7468765250281046016', null],
  ])('are in %s', (id, time) => {
    expect(linkedin.timeOf(id)).toBe(time);
  });
});

describe("LinkedIn's markup", () => {
  it.each([
    `<iframe src="${framed(share)}?collapsed=1" height="670" width="504" frameborder="0" allowfullscreen="" title="Embedded post"></iframe>`,
    `<iframe src="//www.linkedin.com/embed/feed/update/urn%3Ali%3A${share.replace(':', '%3A')}"></iframe>`,
    `<iframe src="about:blank" data-src="${framed(share)}"></iframe>`,
    `<iframe data-cookieconsent-src="${framed(share)}"></iframe>`,
    `<amp-iframe src="${framed(share)}" layout="responsive"></amp-iframe>`,
    `<iframe src="https://cdn.embedly.com/widgets/media.html?src=${encodeURIComponent(framed(share))}&key=1"></iframe>`,
    `<div class="iframely-embed"><a href="${framed(share)}" data-iframely-url></a></div>`,
    `<blockquote class="embedly-card"><a href="${framed(share)}">Jo</a></blockquote>`,
    `<oembed url="${framed(share)}"></oembed>`,
  ])('is known in %s', (source) => {
    expect(readMarkup(linkedin, source)).toEqual({ ref: ofUrn(share), quoted: null });
  });

  it.each([
    '<iframe src="https://www.linkedin.com/in/embed/jo/"></iframe>',
    '<iframe src="https://www.linkedin.com/embeds/publishingEmbed.html?articleId=7468765250281046016"></iframe>',
    `<iframe src="https://example.org/share?to=linkedin.com&url=${encodeURIComponent(framed(share))}"></iframe>`,
    `<iframe src="https://www.linkedin.com/shareArticle?url=${encodeURIComponent(framed(share))}"></iframe>`,
    `<blockquote><p>As <a href="${framed(share)}">she</a> said</p></blockquote>`,
  ])('is none in %s', (source) => {
    expect(readMarkup(linkedin, source)).toBeNull();
  });
});
