import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, loaderUsers, markup } from './markup.ts';
import { hosts, match } from './match.ts';
import { tags } from './tags.ts';
import { refOf } from './text-ref.ts';
import { dayNear, timeOf } from './time.ts';

export const inArticles: PlatformInArticles = {
  id: 'x',
  name: 'X',
  hosts,
  match,
  refOf,
  exampleId: '1703436713362870723',
  markup,
  flattened,
  tags,
  loaders,
  loaderUsers,
  timeOf,
  dayNear,
};
