/** Pages of a made-up post, in each layout X or a front end of it has had. Ids are 1100000000000000000 and near it. */

export const id = '1100000000000000000';
const web = 'https://web.archive.org/web/20190401000000';

const banner = `<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base" lang="en"><p class="tweet-text">Banner words, no post</p>
<a href="https://web.archive.org/web/2019*/https://twitter.com/ada/status/${id}">42 captures</a></div><!-- END WAYBACK TOOLBAR INSERT -->`;

/** 2014 to 2020, as an archive shows it: with a banner, all addresses rewritten. */
export const permalink = `<!DOCTYPE html><html lang="en"><head><link rel="canonical" href="${web}/https://twitter.com/ada/status/${id}"></head>
<body>${banner}
<div class="tweet permalink-ancestor-tweet" data-tweet-id="1099999999999999997" data-screen-name="bo" data-name="Bo" data-user-id="13">
 <span class="_timestamp" data-time="1551100000" data-time-ms="1551100000000">Feb 25</span>
 <p class="tweet-text" lang="en">What is a holdfast?</p></div>
<div class="tweet permalink-ancestor-tweet" data-tweet-id="1099999999999999998" data-screen-name="ada" data-name="Ada" data-user-id="12">
 <p class="tweet-text" lang="en">It anchors kelp.</p></div>
<div class="tweet permalink-tweet js-actionable-tweet" data-tweet-id="${id}" data-screen-name="ada" data-name="Ada &amp; Co" data-user-id="12">
 <a class="account-group" href="${web}/https://twitter.com/ada"><img class="avatar" src="${web}im_/https://pbs.twimg.com/profile_images/7/A_bigger.jpg" alt="">
 <strong class="fullname">Ada &amp; Co</strong><span class="UserBadges"><span class="Icon Icon--verified"></span></span><span class="username">@<b>ada</b></span></a>
 <small class="time"><a href="${web}/https://twitter.com/ada/status/${id}" class="tweet-timestamp" title="6:00 AM - 25 Feb 2019"><span class="_timestamp" data-time="1551107200" data-time-ms="1551107200123">Feb 25</span></a></small>
 <p class="TweetTextSize js-tweet-text tweet-text" lang="en"><img class="Emoji Emoji--forText" src="${web}im_/https://abs.twimg.com/emoji/v2/72x72/1f30a.png" alt="🌊" draggable="false"> Kelp &amp; rock

by <a href="${web}/https://twitter.com/bo" class="twitter-atreply pretty-link"><s>@</s><b>bo</b></a> in <a href="${web}/https://twitter.com/hashtag/kelp?src=hash" class="twitter-hashtag"><s>#</s><b>kelp</b></a> <a href="${web}/https://twitter.com/search?q=%24KLP" class="twitter-cashtag"><s>$</s><b>KLP</b></a> <a href="${web}/https://t.co/abcdefghij" class="twitter-timeline-link" data-expanded-url="https://kelp.example/a/long/path" title="https://kelp.example/a/long/path"><span class="tco-ellipsis"></span><span class="invisible">https://</span><span class="js-display-url">kelp.example/a/lo</span><span class="invisible">ng/path</span><span class="tco-ellipsis"><span class="invisible">&nbsp;</span>…</span></a> <a href="${web}/https://t.co/quotedquot" class="twitter-timeline-link" data-expanded-url="https://twitter.com/cy/status/1099999999999999990"><span class="js-display-url">twitter.com/cy/status/1099…</span></a><a href="${web}/https://t.co/picpicpicp" class="twitter-timeline-link u-hidden" data-pre-embedded="true">pic.twitter.com/abc</a></p>
 <div class="AdaptiveMedia"><div class="AdaptiveMedia-photoContainer js-adaptive-photo" data-image-url="${web}im_/https://pbs.twimg.com/media/P1.jpg"><img src="${web}im_/https://pbs.twimg.com/media/P1.jpg" alt="A stipe in surf"></div>
 <div class="AdaptiveMedia-photoContainer js-adaptive-photo" data-image-url="https://pbs.twimg.com/media/P2.png"><img src="https://pbs.twimg.com/media/P2.png" alt=""></div></div>
 <div class="QuoteTweet"><div class="QuoteTweet-container"><div class="QuoteTweet-innerContainer" data-item-id="1099999999999999990" data-screen-name="cy" data-user-id="14" href="/cy/status/1099999999999999990">
  <b class="QuoteTweet-fullname">Cy</b><div class="QuoteTweet-text tweet-text" lang="fr" data-aria-label-part="0">Le varech</div>
  <div class="QuoteMedia-photoContainer" data-image-url="https://pbs.twimg.com/media/Q1.jpg"><img alt="" src="https://pbs.twimg.com/media/Q1.jpg"></div></div></div></div>
 <div class="ProfileTweet-actionCountList"><span class="ProfileTweet-action--reply"><span class="ProfileTweet-actionCount" data-tweet-stat-count="3">3 replies</span></span>
 <span class="ProfileTweet-action--retweet"><span class="ProfileTweet-actionCount" data-tweet-stat-count="1200">1,200</span></span>
 <span class="ProfileTweet-action--favorite"><span class="ProfileTweet-actionCount" data-tweet-stat-count="4500">4,500</span></span></div>
</div>
<div id="descendants"><li class="ThreadedConversation"><div class="tweet permalink-descendant-tweet" data-tweet-id="1100000000000000007" data-screen-name="stranger" data-name="S" data-user-id="99"><p class="tweet-text">A stranger’s reply</p></div></li>
<li class="ThreadedConversation"><div class="tweet permalink-descendant-tweet" data-tweet-id="1100000000000000003" data-screen-name="ada" data-name="Ada" data-user-id="12"><p class="tweet-text">It goes on.</p></div>
<div class="tweet permalink-descendant-tweet" data-tweet-id="1100000000000000004" data-screen-name="ada" data-name="Ada" data-user-id="12"><p class="tweet-text">And on.</p></div>
<div class="tweet permalink-descendant-tweet" data-tweet-id="1100000000000000008" data-screen-name="stranger" data-name="S" data-user-id="99"><p class="tweet-text">Another reply</p></div></li></div>
</body></html>`;

/** A gif, then a quoted post that was gone when the copy was taken. */
export const permalinkGif = `<html><body><div class="permalink-tweet tweet" data-tweet-id="${id}" data-screen-name="ada" data-name="Ada">
<p class="tweet-text" lang="en">Waves</p><div class="PlayableMedia PlayableMedia--gif"><div class="PlayableMedia-player" style="padding-bottom: 56.25%; background-image:url('https://pbs.twimg.com/tweet_video_thumb/D-1_a.jpg')"></div></div>
<div class="QuoteTweet QuoteTweet--unavailable"><span>This Tweet is unavailable.</span></div></div></body></html>`;

/** `mobile.twitter.com` without scripts. */
export const mobile = `<html><body><table class="main-tweet"><tr><td class="avatar"><a href="/ada?p=s"><img alt="Ada" src="https://pbs.twimg.com/profile_images/7/A_normal.jpg"></a></td>
<td class="user-info"><a href="/ada?p=s"><div class="fullname"><strong>Ada</strong></div><span class="username"><span>@</span>ada</span></a></td></tr>
<tr><td colspan="2" class="tweet-content"><div class="tweet-text" data-id="${id}"><div class="dir-ltr" dir="ltr">  Kelp with <a href="/hashtag/rock?src=hash" data-query-source="hashtag_click" class="twitter-hashtag" dir="ltr">#rock</a> <a href="https://t.co/a" class="twitter_external_link" data-url="https://kelp.example/" data-expanded-url="https://kelp.example/" title="https://kelp.example/">kelp.example</a>
</div></div><div class="card-photo"><div class="media"><img src="https://pbs.twimg.com/media/P1.jpg:small"></div></div></td></tr>
<tr><td class="metadata-row"><div class="metadata"><a href="/ada/status/${id}?p=p">6:00 AM - 25 Feb 2019</a></div></td></tr></table></body></html>`;

/** About 2022, for robots: schema.org. The asked post answers the author's own. */
export const postings = `<html><body>${posting('1099999999999999999', '<meta itemProp="articleBody" content="Before it">', '')}
${posting(id, '<div itemProp="articleBody"><div lang="en" data-testid="tweetText"><span>Kelp </span><img alt="🌊" src="https://abs-0.twimg.com/emoji/v2/svg/1f30a.svg"></div></div><img alt="Image" src="https://pbs.twimg.com/media/P1?format=jpg&amp;name=small">', '<meta itemProp="isPartOf" content="https://twitter.com/ada/status/1099999999999999999">')}</body></html>`;

function posting(identifier: string, body: string, part: string): string {
  return `<div itemscope itemType="https://schema.org/SocialMediaPosting"><meta content="${identifier}" itemProp="identifier"><meta content="2019-02-25T15:06:40.000Z" itemProp="dateCreated">${part}
<div itemProp="author" itemscope itemType="https://schema.org/Person"><meta content="12" itemProp="identifier"><meta content="ada" itemProp="additionalName"><meta content="Ada" itemProp="givenName"></div>
<div itemProp="interactionStatistic" itemscope><meta content="Likes" itemProp="name"><meta content="9" itemProp="userInteractionCount"></div>
<article role="article">${body}</article></div>`;
}

/** The embed page once drawn: class names are left out, for they say nothing. */
export const drawn = `<article role="article" tabindex="0"><a href="https://x.com/ada/status/${id}?ref_src=twsrc%5Etfw&amp;ref_url=" aria-label="Visit this post on X" role="link"></a>
<div><div data-testid="UserAvatar-Container-ada"><a href="https://twitter.com/ada" aria-hidden="true" role="link"><div style="background-image: url(&quot;https://pbs.twimg.com/profile_images/7/A_normal.jpg&quot;);"></div><img alt="" src="https://pbs.twimg.com/profile_images/7/A_normal.jpg"></a></div>
<a href="https://twitter.com/ada" role="link"><div><div dir="auto"><span><span>Ada </span><img alt="🌊" draggable="false" src="https://abs-0.twimg.com/emoji/v2/svg/1f30a.svg"></span></div><div dir="auto"><span><svg viewBox="0 0 22 22" aria-label="Verified account" role="img" data-testid="icon-verified"><g><linearGradient id="0-a"></linearGradient></g></svg></span></div></div></a>
<a href="https://twitter.com/ada" role="link" tabindex="-1"><div dir="ltr"><span>@ada</span></div></a></div>
<div><div dir="auto" lang="en" data-testid="tweetText"><span>Kelp &amp; rock

by </span><span><a dir="ltr" href="https://x.com/bo?ref_src=twsrc%5Etfw" role="link">@bo</a></span><span> in </span><span><a dir="ltr" href="https://x.com/hashtag/kelp?ref_src=x&amp;src=hashtag_click" role="link">#kelp</a></span><span> </span><a dir="ltr" href="https://t.co/abcdefghij" role="link"><span aria-hidden="true">https://</span>kelp.example/a/lo<span aria-hidden="true">ng/path</span><span aria-hidden="true">…</span></a><a href="https://x.com/ada/status/${id}" role="link" data-testid="tweet-text-show-more-link"><span>&nbsp;</span><span>Show more</span></a></div></div>
<div><a href="https://x.com/ada/status/${id}/photo/1" role="link"><div aria-label="A stipe"><div style="background-image: url(&quot;https://pbs.twimg.com/media/P1?format=jpg&amp;name=360x360&quot;);"></div><img alt="A stipe" src="https://pbs.twimg.com/media/P1?format=jpg&amp;name=360x360"></div></a>
<div aria-label="Embedded video"><img alt="Embedded video" src="https://pbs.twimg.com/ext_tw_video_thumb/5/pu/img/V.jpg"></div></div>
<div><article role="article"><a href="https://x.com/cy/status/1099999999999999990?ref_src=a" aria-label="Visit this post on X" role="link"></a><div data-testid="UserAvatar-Container-unknown"><img alt="" src="https://pbs.twimg.com/profile_images/8/C_mini.jpg"></div><div dir="auto"><span>Cy</span></div><div dir="ltr"><span>@cy</span></div><div dir="auto" lang="fr" data-testid="tweetText"><span>Le varech</span></div></article></div>
<a href="https://x.com/ada/status/${id}?ref_src=a" aria-label="3:06 PM · Feb 25, 2019" role="link"><time datetime="2019-02-25T15:06:40.000Z">3:06 PM · Feb 25, 2019</time></a></article>`;

/** A page of Nitter: the thread before and after, a quoted post, all media through its own address. */
export const nitter = `<html><body><div class="conversation"><div class="main-thread">
<div class="before-tweet thread-line"><div class="timeline-item "><a class="tweet-link" href="/ada/status/1099999999999999999#m"></a><div class="tweet-body"><a class="fullname" href="/ada" title="Ada">Ada</a><a class="username" href="/ada" title="@ada">@ada</a><span class="tweet-date"><a href="/ada/status/1099999999999999999#m" title="Feb 25, 2019 · 3:00 PM UTC">25 Feb</a></span><div class="tweet-content media-body" dir="auto">Before it</div></div></div></div>
<div id="m" class="main-tweet"><div class="timeline-item "><div class="tweet-body"><div><a class="tweet-avatar" href="/ada"><img class="avatar round" src="/pic/profile_images%2F7%2FA_bigger.jpg" alt=""></a>
<a class="fullname" href="/ada" title="Ada">Ada<span class="verified-icon blue"></span></a><a class="username" href="/ada" title="@ada">@ada</a><span class="tweet-date"><a href="/ada/status/${id}#m" title="Feb 25, 2019 · 12:06 PM UTC">25 Feb 2019</a></span></div>
<div class="tweet-content media-body" dir="auto">Kelp &amp; rock
<a href="/bo" title="Bo">@bo</a> <a href="/search?q=%23kelp">#kelp</a> <a href="https://kelp.example/a">kelp.example/a</a></div>
<div class="attachments"><div class="gallery-row"><div class="attachment image"><a class="still-image" href="/pic/orig/media%2FP1.jpg" target="_blank"><img src="/pic/media%2FP1.jpg%3Fname%3Dsmall" alt="A stipe"></a></div>
<div class="attachment image"><a class="still-image" href="/pic/orig/enc/bWVkaWEvUDIucG5n"><img src="/pic/enc/bWVkaWEvUDIucG5n" alt=""></a></div></div>
<div class="gallery-video"><video poster="/pic/ext_tw_video_thumb%2F5%2Fpu%2Fimg%2FV.jpg%3Fname%3Dsmall" data-url="/video/A1B2C3/https%3A%2F%2Fvideo.twimg.com%2Fext_tw_video%2F5%2Fpu%2Fpl%2Fa.m3u8"></video></div></div>
<div class="quote quote-big"><a class="quote-link" href="/cy/status/1099999999999999990#m"></a><a class="fullname" href="/cy" title="Cy">Cy</a><a class="username" href="/cy" title="@cy">@cy</a><span class="tweet-date"><a href="/cy/status/1099999999999999990#m" title="Feb 24, 2019 · 1:00 AM UTC">24 Feb</a></span><div class="quote-text" dir="auto">Le varech</div></div></div></div></div>
<div class="after-tweet thread-line"><div class="timeline-item thread-last"><a class="tweet-link" href="/ada/status/1100000000000000005#m"></a><div class="tweet-body"><a class="fullname" href="/ada" title="Ada">Ada</a><a class="username" href="/ada" title="@ada">@ada</a><div class="tweet-content media-body" dir="auto">After it</div></div></div></div></div>
<div class="replies"><div class="timeline-item"><a class="tweet-link" href="/stranger/status/1100000000000000009#m"></a><a class="username" href="/stranger">@stranger</a><div class="tweet-content">A stranger’s reply</div></div></div></div></body></html>`;

/** 2007 to 2010. */
export const first = `<html><body id="show"><div id="permalink"><div id="status_20" class="hentry status u-ada"><span class="status-body"><span class="status-content"><span class="entry-content">Kelp with <a href="/bo" class="tweet-url username">@bo</a> <a href="http://bit.ly/a" class="tweet-url web" rel="nofollow">http://bit.ly/a</a></span></span>
<span class="meta entry-meta"><a class="entry-date" rel="bookmark" href="http://twitter.com/ada/status/20"><span class="published timestamp" data="{time:'Tue Mar 10 03:26:27 +0000 2009'}">7:26 PM Mar 9th, 2009</span></a></span></span></div>
<div class="user-info"><div class="screen-name"><a href="http://twitter.com/ada" title="Ada">ada</a></div><div class="full-name">Ada</div></div></div></body></html>`;

/** Only what a page tells to those who preview links. */
export const head = (title: string, description: string, site: string) => `<html><head>
<meta property="og:type" content="article"><meta property="og:url" content="https://twitter.com/ada/status/${id}"><meta property="og:title" content="${title}">
<meta property="og:description" content="${description}"><meta property="og:image" content="https://pbs.twimg.com/profile_images/7/A_400x400.jpg"><meta property="og:site_name" content="${site}">
</head><body><div id="react-root"></div></body></html>`;

/** An embed of 2014 to 2020 as X's script drew it, a picture beside the words. */
export const widget = `<div class="EmbeddedTweet" data-click-to-open-target="https://twitter.com/ada/status/${id}"><div class="EmbeddedTweet-tweet">
<blockquote class="Tweet h-entry" cite="https://twitter.com/ada/status/${id}" data-tweet-id="${id}"><div class="Tweet-header"><a class="TweetAuthor-avatar" href="https://twitter.com/ada"><img class="Avatar" src="https://pbs.twimg.com/profile_images/7/A_normal.jpg" data-src-2x="https://pbs.twimg.com/profile_images/7/A_bigger.jpg" alt=""></a>
<span class="TweetAuthor-name" title="Ada">Ada</span><span class="TweetAuthor-verifiedBadge"></span><span class="TweetAuthor-screenName" title="@ada" dir="ltr">@ada</span></div>
<div class="Tweet-body"><p class="Tweet-text e-entry-title" lang="en" dir="ltr">Kelp at <a href="https://t.co/a" data-expanded-url="https://kelp.example/a/long/path" class="link customisable"><span class="u-hiddenVisually">https://</span>kelp.example/a/lo<span class="u-hiddenVisually">ng/path</span>…</a> <a href="https://t.co/p" class="link customisable">pic.twitter.com/p</a></p>
<div class="Tweet-metadata"><a href="https://twitter.com/ada/status/${id}"><time class="dt-updated" datetime="2019-02-25T15:06:40+0000">6:06 AM - Feb 25, 2019</time></a></div></div></blockquote></div>
<div class="MediaCard"><a href="https://twitter.com/ada/status/${id}/photo/1"><img class="NaturalImage-image" data-image="https://pbs.twimg.com/media/P1" data-image-format="jpg" alt="A stipe"></a></div></div>`;
