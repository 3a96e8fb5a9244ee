import type { PlatformInArticles } from '../model/platform.ts';
import { inArticles as bluesky } from './bluesky/in-articles.ts';
import { inArticles as facebook } from './facebook/in-articles.ts';
import { inArticles as instagram } from './instagram/in-articles.ts';
import { inArticles as linkedin } from './linkedin/in-articles.ts';
import { inArticles as mastodon } from './mastodon/in-articles.ts';
import { inArticles as reddit } from './reddit/in-articles.ts';
import { inArticles as telegram } from './telegram/in-articles.ts';
import { inArticles as threads } from './threads/in-articles.ts';
import { inArticles as tiktok } from './tiktok/in-articles.ts';
import { inArticles as x } from './x/in-articles.ts';
import { inArticles as youtube } from './youtube/in-articles.ts';

/** Every network, as articles show its posts; the same as `platforms`, in its order, without all that asks the networks. */
export const platformsInArticles: readonly PlatformInArticles[] = [
  x,
  bluesky,
  mastodon,
  threads,
  instagram,
  facebook,
  tiktok,
  youtube,
  telegram,
  reddit,
  linkedin,
];
