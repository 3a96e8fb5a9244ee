import type { PlatformInArticles } from '../../model/platform.ts';
import { markup } from './markup.ts';
import { hosts, match, refOf, timeOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'linkedin',
  name: 'LinkedIn',
  hosts,
  match,
  refOf,
  exampleId: 'activity:7318604537238847488',
  markup,
  // extractors leave nothing of a frame
  flattened: null,
  tags,
  // its frames bring no script along
  loaders: [],
  timeOf,
};
