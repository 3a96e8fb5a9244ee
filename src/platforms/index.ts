import type { Platform } from '../model/platform.ts';
import { facebook } from './facebook/index.ts';
import { instagram } from './instagram/index.ts';
import { tiktok } from './tiktok/index.ts';
import { x } from './x/index.ts';
import { youtube } from './youtube/index.ts';

/** Every network Holdfast knows. */
export const platforms: readonly Platform[] = [x, instagram, facebook, tiktok, youtube];
