/** Pages as Meta's networks and LinkedIn build them, as short as they can be; hand-made. */
export function framed(body: string, head = ''): string {
  return `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;
}

const meta = (parts: Readonly<Record<string, string>>) =>
  Object.entries(parts)
    .map(([name, content]) => `<meta property="${name}" content="${content}">`)
    .join('');

const picture = 'https://scontent.cdninstagram.com/v/t51.2885-15/e35';

export const instagramFrame = framed(
  '<div class="Embed " data-permalink="https://www.instagram.com/p/CITD0senEDT/?utm_source=ig_embed&amp;ig_rid=1" data-media-type="GraphImage" data-media-id="2455323037157572819" data-owner-id="144605776">' +
    '<div class="Header"><a class="Avatar" href="https://www.instagram.com/harrystyles/"><img src="https://scontent.cdninstagram.com/avatar.jpg" alt="harrystyles"></a><a class="Username" href="https://www.instagram.com/harrystyles/"><span class="UsernameText">harrystyles</span><span class="Sprite VerifiedSprite">Verified</span></a></div>' +
    `<div class="Content EmbedFrame"><a class="EmbeddedMedia" href="https://www.instagram.com/p/CITD0senEDT/"><img class="EmbeddedMediaImage" alt="Instagram post shared by @harrystyles" src="${picture}/p240x240/a.jpg?oh=1" srcset="${picture}/p640x640/a.jpg?oh=2 640w,${picture}/p1080x1080/a.jpg?oh=3 1080w,${picture}/p750x750/a.jpg?oh=4 750w"></a></div>` +
    '<div class="SocialProof"><a href="https://www.instagram.com/p/CITD0senEDT/">8,966,856 likes</a></div>' +
    '<div class="Caption"><a class="CaptionUsername" href="https://www.instagram.com/harrystyles/">harrystyles</a><br/><br/>Bring back manly men. <a href="https://www.instagram.com/jo.x/">@jo.x</a> <a href="https://www.instagram.com/explore/tags/kelp/">#kelp</a><br>Second line' +
    '<div class="CaptionComments"><a class="CaptionCommentsExpand" href="https://www.instagram.com/p/CITD0senEDT/">view all 319,511 comments</a></div></div></div>',
);

export const instagramPage = framed(
  '',
  '<title>Instagram</title><link rel="canonical" href="https://www.instagram.com/p/CITD0senEDT/">' +
    meta({
      'og:title': 'Harry Styles on Instagram: &quot;Bring back manly men.\nSecond line&quot;',
      'og:description':
        '8M likes, 319K comments - harrystyles on December 2, 2020: &quot;Bring back manly men.\nSecond line&quot;. ',
      'og:image': `${picture}/p1080x1080/a.jpg?oh=3`,
      'og:url': 'https://www.instagram.com/p/CITD0senEDT/',
    }),
);

export const threadsFrame = framed(
  '<div class="OuterContainer"><div class="HeaderContainer"><a href="https://www.threads.com/@jo?utm=1"><div class="NameContainer"><span>jo</span></div></a></div>' +
    '<div class="TextContentContainer"><span class="BodyTextContainer"><span>Kelp &amp; rock<br>second line <a href="https://www.threads.com/@nadia.n">@nadia.n</a></span></span></div><a href="https://www.threads.com/@jo/post/DXnWnLSEuMH?xmt=1">View on Threads</a>' +
    '<div class="SingleInnerMediaContainer"><img src="https://scontent.cdninstagram.com/b.jpg?stp=1" alt="A rock"></div><div class="SingleInnerMediaContainer"><div class="SoloMediaContainer"><video><source src="https://scontent.cdninstagram.com/b.mp4?a=1"></video></div></div></div>',
);

export const threadsPage = framed(
  '',
  meta({
    'og:title': 'Jo Brown (@jo) on Threads',
    'og:description': 'Kelp &amp; rock\nsecond line',
    'og:url': 'https://www.threads.com/@jo/post/DXnWnLSEuMH',
    'og:image': 'https://scontent.cdninstagram.com/b.jpg?stp=1',
  }),
);

export const facebookPage = framed(
  '',
  '<link rel="canonical" href="https://www.facebook.com/wikipedia/posts/928812574504508">' +
    meta({
      'og:title': 'Wikipedia',
      'og:description': 'Kelp is not a plant.',
      'og:url': 'https://www.facebook.com/wikipedia/posts/928812574504508/',
    }) +
    `<script type="application/ld+json">${JSON.stringify({
      '@context': 'http://schema.org',
      '@type': 'SocialMediaPosting',
      dateCreated: '2023-09-14T03:22:33-0700',
      articleBody: 'Kelp is not a plant.\n\nIt is an alga.',
      identifier: '1;928812574504508;;9',
      author: { '@type': 'Organization', name: 'Wikipedia', url: 'https://www.facebook.com/wikipedia/' },
      interactionStatistic: [
        {
          '@type': 'InteractionCounter',
          interactionType: 'http://schema.org/LikeAction',
          userInteractionCount: 120,
        },
      ],
    })}</script>`,
);

export const linkedinFrame = framed(
  '<article data-activity-urn="urn:li:activity:7468765250281046016" data-attributed-urn="urn:li:share:7468765248838082560"><div data-test-id="main-feed-activity-embed-card__entity-lockup"><a href="https://www.linkedin.com/in/jo-smith?trk=public_post_embed_feed-actor-name" data-tracking-control-name="public_post_embed_feed-actor-name">Jo Smith</a></div>' +
    '<p data-test-id="main-feed-activity-embed-card__commentary">The gate is closed.<br>Stay on the <a href="https://www.linkedin.com/feed/hashtag/hill?trk=a">#hill</a>.</p>' +
    '<img data-delayed-url="https://media.licdn.com/dms/image/v2/D4E/feedshare-shrink_800/0/1?e=1&amp;v=beta"><img data-delayed-url="https://media.licdn.com/dms/image/v2/D4E/profile-displayphoto-shrink_100_100/0/1"></article>',
);

export const linkedinPage = framed(
  '',
  '<title>Jo Smith on LinkedIn: The gate is closed.</title><link rel="canonical" href="https://www.linkedin.com/posts/jo-smith_hill-activity-7468765250281046016-AbCd">' +
    meta({
      'og:title': 'Jo Smith on LinkedIn: The gate is closed.',
      'og:description': 'The gate is closed. | 12 comments on LinkedIn',
    }) +
    `<script type="application/ld+json">${JSON.stringify({
      '@context': 'http://schema.org',
      '@type': 'SocialMediaPosting',
      '@id': 'https://www.linkedin.com/posts/jo-smith_hill-activity-7468765250281046016-AbCd',
      datePublished: '2026-04-06T10:22:33.000Z',
      headline: 'The gate is closed.',
      articleBody: 'The gate is closed.\nStay on the #hill.',
      author: { '@type': 'Person', name: 'Jo Smith', url: 'https://www.linkedin.com/in/jo-smith' },
      commentCount: 12,
      image: {
        '@type': 'ImageObject',
        url: 'https://media.licdn.com/dms/image/v2/D4E/feedshare-shrink_800/0/1',
      },
    })}</script>`,
);
