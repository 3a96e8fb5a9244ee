import { type Author, nobody, pictureAt } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import type { AuthorView } from './thread-schema.ts';

export function readAuthor({ did, handle, displayName, avatar, verification }: AuthorView): Author {
  const name = cleanText(displayName ?? '').trim();
  const isTrusted = verification?.trustedVerifierStatus === 'valid';
  return {
    ...nobody,
    id: did,
    name: name === '' ? null : name,
    handle: readHandle(handle),
    url: `https://bsky.app/profile/${did}`,
    avatar: avatar === null ? null : pictureAt(avatar),
    verified: isTrusted ? 'verifier' : verification?.verifiedStatus === 'valid' ? 'verified' : null,
  };
}

/** `handle.invalid` is the app's own word for a name that no longer leads to the account. */
export function readHandle(handle: string | null): string | null {
  return handle === 'handle.invalid' ? null : handle;
}
