import type { SheetPost } from './made-post.ts';
import { postsInScripts } from './posts-in-scripts.ts';
import { postsOfAllKinds } from './posts-of-all-kinds.ts';
import { postsRightToLeft } from './posts-right-to-left.ts';
import { postsShownByPlatforms } from './posts-shown-by-platforms.ts';

/** The 24 posts of the contact sheet. All of them, their authors and their pictures are made up. */
export const sheetPosts: readonly SheetPost[] = [
  ...postsShownByPlatforms,
  ...postsRightToLeft,
  ...postsInScripts,
  ...postsOfAllKinds,
];
