import type { Platform } from '../model/platform.ts';
import { bluesky } from './bluesky/index.ts';
import { facebook } from './facebook/index.ts';
import { instagram } from './instagram/index.ts';
import { linkedin } from './linkedin/index.ts';
import { mastodon } from './mastodon/index.ts';
import { reddit } from './reddit/index.ts';
import { telegram } from './telegram/index.ts';
import { threads } from './threads/index.ts';
import { tiktok } from './tiktok/index.ts';
import { x } from './x/index.ts';
import { youtube } from './youtube/index.ts';

/** Every network Holdfast knows. */
export const platforms: readonly Platform[] = [
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
