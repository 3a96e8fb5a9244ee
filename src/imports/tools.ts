import type { StreamTools } from '../media/fetch-post-media.ts';
import type { Images } from '../media/images.ts';
import type { Recover } from '../model/memento.ts';
import type { Platform } from '../model/platform.ts';
import type { Fetch } from '../model/wire.ts';
import type { Store } from '../store/contract.ts';

export interface ImportTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly images: Images;
  readonly streams: StreamTools;
  /** No web archive is asked: an import needs no network. */
  readonly recover: Recover | null;
  readonly fetch: Fetch;
  readonly now: () => Date;
}
