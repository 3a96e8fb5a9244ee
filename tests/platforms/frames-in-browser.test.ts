import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import type { Platform } from '../../src/model/platform.ts';
import { textOf } from '../../src/model/post.ts';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { threads } from '../../src/platforms/threads/index.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import type { Ref } from '../../src/ref.ts';
import { fetchFrom, makeRoom, type Room } from '../capture/world.ts';
import { framed, instagramFrame, threadsFrame } from './meta-pages.ts';
import { wireOf } from './platform-corpus.ts';

const redditFrame = framed(
  '<input type="hidden" id="canonical-url-updater" value="https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/"><shreddit-screenview-data data="{&quot;post&quot;:{&quot;id&quot;:&quot;t3_7pfpeq&quot;,&quot;created_timestamp&quot;:1515513600000}}"></shreddit-screenview-data>' +
    '<p><a href="https://www.reddit.com/user/nadia-n/">nadia-n</a></p><shreddit-embed-title style="display:block">A title that is long enough to fill forty letters &amp; more</shreddit-embed-title><p>View 75 comments</p>',
);
const facebookFrame = framed(
  '<div><a href="https://www.facebook.com/wikipedia">Wikipedia</a> <a href="https://www.facebook.com/wikipedia/posts/928812574504508?ref=embed_post"><abbr data-utime="1694686953">14 September 2023</abbr></a></div><div data-testid="post_message"><p>Kelp is not a plant.</p></div>',
);
const tiktokFrame = framed(
  '<div><a href="https://www.tiktok.com/@jo.x/video/7134059641968872746?refer=embed">Watch on TikTok</a><a href="https://www.tiktok.com/@jo.x?refer=embed">@jo.x</a><div class="css-1-DivDescription">Corn all day</div></div>',
);

/** Of each network a page of a post, what is known of the post, and what stands in its place. */
const cases: readonly {
  readonly platform: Platform;
  readonly asked: string;
  readonly other: string;
  readonly frame: string;
  readonly known: { readonly handle: string | null; readonly name: string | null; readonly text: string };
  readonly wall: string;
}[] = [
  {
    platform: reddit,
    asked: 'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/',
    other: 'https://www.reddit.com/r/kelp/comments/7pfpex/a_title/',
    frame: redditFrame,
    known: {
      handle: 'nadia-n',
      name: null,
      text: 'A title that is long enough to fill forty letters & more',
    },
    wall: '<p>This post has been deleted.</p>',
  },
  {
    platform: instagram,
    asked: 'https://www.instagram.com/p/CITD0senEDT/',
    other: 'https://www.instagram.com/p/B7ISOoHne6s/',
    frame: instagramFrame,
    // the caption begins with the account's name, so that its words can't be held against it
    known: { handle: 'harrystyles', name: null, text: '' },
    wall: '<p>The link to this photo or video may be broken, or the post may have been removed.</p>',
  },
  {
    platform: threads,
    asked: 'https://www.threads.com/@jo/post/DXnWnLSEuMH',
    other: 'https://www.threads.com/@jo/post/DXnWnLSEuMX',
    frame: threadsFrame,
    known: { handle: 'jo', name: null, text: 'Kelp & rock\nsecond line @nadia.n' },
    wall: '<p>Sorry, this page isn’t available.</p>',
  },
  {
    platform: facebook,
    asked: 'https://www.facebook.com/wikipedia/posts/928812574504508',
    other: 'https://www.facebook.com/wikipedia/posts/928812574504509',
    frame: facebookFrame,
    known: { handle: null, name: 'Wikipedia', text: 'Kelp is not a plant.' },
    wall: '<p>This content isn’t available right now</p>',
  },
  {
    platform: tiktok,
    asked: 'https://www.tiktok.com/@jo.x/video/7134059641968872746',
    other: 'https://www.tiktok.com/@jo.x/video/7134059641968872747',
    frame: tiktokFrame,
    known: { handle: 'jo.x', name: null, text: 'Corn all day' },
    wall: '<p>Video currently unavailable</p>',
  },
];

const openOf = (platform: Platform, url: string) => platform.page?.url(refOf(platform, url), 'light') ?? '';
const world = Object.fromEntries(
  cases.flatMap(({ platform, asked, other, frame, wall }) => [
    [openOf(platform, asked), frame],
    [openOf(platform, other), frame],
    [`https://walls.example/${platform.id}`, framed(wall)],
  ]),
);

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 1000 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

describe.each(cases)(
  'the frame of $platform.name in a browser',
  ({ platform, asked, other, frame, known }) => {
    const { page } = platform;
    if (page === null) throw new Error(`${platform.name} has no page`);
    const shoot = (url: string, of: string, more = {}) =>
      capturer.page({ url, page, expect: { id: refOf(platform, of).id, ...known, ...more }, theme: 'light' });

    it('is verified by what is known of the post', async () => {
      const shot = await shoot(openOf(platform, asked), asked);
      expect(shot.width).toBeGreaterThan(0);
    });

    it('is refused with another post, another author, a wall', async () => {
      await expect(shoot(openOf(platform, other), other)).rejects.toMatchObject({
        facts: { kind: 'mismatch', detail: 'id' },
      });
      await expect(shoot(openOf(platform, asked), asked, { handle: 'somebody.else' })).rejects.toMatchObject({
        facts: { kind: 'mismatch', detail: 'author' },
      });
      await expect(shoot(`https://walls.example/${platform.id}`, asked)).rejects.toMatchObject({
        name: 'capture-unverified',
        facts: { kind: 'wall' },
      });
    });

    it('is read as a witness where its parts are known', () => {
      const answer = page.read?.(wireOf(frame), refOf(platform, asked));
      if (answer === undefined) return;
      expect(answer.kind).toBe('post');
      expect(answer.kind === 'post' && textOf(answer.post.segments).startsWith(known.text.slice(0, 20))).toBe(
        true,
      );
    });
  },
);

function refOf(platform: Platform, url: string): Ref {
  const found = platform.match(new URL(url), 'markup');
  if (found === null) throw new Error(`${url} is no post of ${platform.name}`);
  return found;
}
