import { HoldfastError, isHoldfastError } from './errors.ts';
import { isFolder } from './make-folder.ts';
import { advices, type FoundDamage } from './store/damage-advice.ts';
import { verifyFolder } from './store/verify-folder.ts';
import { verifyPackage } from './warc/verify-package.ts';

/**
 * An exported file or folder against what it says of itself: a WACZ or WARC, a bag, an export as JSON. It takes no
 * archive. Throws `unreadable-input` for anything else, or if it isn't there.
 */
export async function* verifyFile(path: string): AsyncIterable<FoundDamage> {
  if (isFolder(path)) {
    for await (const damage of verifyFolder(path)) yield { ...damage, advice: advices[damage.kind] };
    return;
  }
  try {
    for await (const { what, detail } of verifyPackage(path))
      yield { kind: 'file-damaged', what, detail, advice: advices['file-damaged'] };
  } catch (error) {
    if (isHoldfastError(error) || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new HoldfastError('unreadable-input', `${path} can't be read: ${error.message}`, { cause: error });
  }
}
