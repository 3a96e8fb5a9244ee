import type { PlatformInArticles } from '../../model/platform.ts';
import { flattened } from './flattened.ts';
import { loaders, markup } from './markup.ts';
import { hosts, match, refOf } from './match.ts';
import { tags } from './tags.ts';

export const inArticles: PlatformInArticles = {
  id: 'telegram',
  name: 'Telegram',
  hosts,
  match,
  refOf,
  exampleId: 'durov/68',
  markup,
  flattened,
  tags,
  loaders,
  timeOf: () => null,
};
