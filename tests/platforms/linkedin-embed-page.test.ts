import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import { embedPage } from '../../src/platforms/linkedin/embed-page.ts';
import { linkedin } from '../../src/platforms/linkedin/index.ts';
import { fetchFrom, makeRoom, type Room } from '../capture/world.ts';

const activity = 'activity:7468765250281046016';
const share = 'share:7468765248838082560';
const ref = (id: string) => linkedin.refOf(id) ?? { platform: 'linkedin', id: '', url: '' };
const open = (id: string) => embedPage.url(ref(id), 'light');

/** As the embed page is built: the numbers on the element, a bar with a logo, the author, the words, counts. */
const article = (numbers: string, words: string) => `<article ${numbers}>
<div data-test-id="main-feed-activity-embed-card__entity-lockup"><a href="https://www.linkedin.com/in/jo-smith?trk=public_post_embed_feed-actor-name" data-tracking-control-name="public_post_embed_feed-actor-name">Jo Smith</a><p>Harbour pilot</p><time>2mo</time></div>
<a href="https://www.linkedin.com/feed/?trk=public_post_embed_linkedin-logo-image">LinkedIn</a>
<p data-test-id="main-feed-activity-embed-card__commentary">${words}</p>
<a href="https://www.linkedin.com/feed/update/urn:li:${activity}?trk=public_post_embed_social-actions-reactions">36</a>
<a href="https://www.linkedin.com/signup/cold-join">Like</a></article>`;
const numbers = `data-activity-urn="urn:li:${activity}" data-featured-activity-urn="urn:li:${activity}" data-attributed-urn="urn:li:${share}"`;
const words =
  'The gate is closed.<br>Stay on the <a href="https://www.linkedin.com/feed/hashtag/hill">#hill</a>.';

const gone = 'share:7032291964393844736';
const other = 'ugcPost:7125723263804035072';
const walled = 'activity:7218259766173732865';
const world = {
  [open(activity)]: article(numbers, words),
  [open(share)]: article(numbers, words),
  [open(gone)]: '<main><p>This post cannot be displayed.</p></main>',
  [open(other)]: article(numbers, words),
  [open(walled)]: '<main><h1>Join LinkedIn</h1><button>Agree &amp; Join LinkedIn</button></main>',
};

let room: Room;
let capturer: Capturer;
beforeAll(() => {
  room = makeRoom();
  capturer = room.open({ fetch: fetchFrom(world), deadlines: { quiet: 400 } });
});
afterAll(async () => {
  await capturer.close();
  room.clear();
});

const shoot = (id: string, known: { readonly name?: string; readonly text?: string } = {}) =>
  capturer.page({
    url: open(id),
    page: embedPage,
    expect: { id, handle: null, name: known.name ?? null, text: known.text ?? null },
    theme: 'light',
  });

describe('LinkedIn’s embed page in a browser', () => {
  it.each([activity, share])('is verified by any number of the post: %s', async (id) => {
    expect((await shoot(id)).width).toBeGreaterThan(0);
  });

  it('is verified by what is known of the post', async () => {
    const known = { name: 'Jo Smith', text: 'The gate is closed.\nStay on the #hill.' };
    expect((await shoot(share, known)).height).toBeGreaterThan(0);
    await expect(shoot(share, { name: 'Jo Brown' })).rejects.toMatchObject({
      name: 'capture-unverified',
      facts: { kind: 'mismatch', detail: 'author' },
    });
    await expect(shoot(share, { text: 'The gate is open.' })).rejects.toMatchObject({
      facts: { kind: 'mismatch', detail: 'text' },
    });
  });

  it.each([
    ['another post', other, 'mismatch'],
    ['no post', gone, 'wall'],
    ['a wall', walled, 'wall'],
  ])('is refused with %s', async (_what, id, kind) => {
    await expect(shoot(id)).rejects.toMatchObject({ name: 'capture-unverified', facts: { kind } });
  });
});
