import { type Author, nobody, pictureAt } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import type { Status } from './status-schema.ts';

/** Names without a host are of the server that answers; of accounts elsewhere its number says nothing. */
export function readAuthor({ account }: Pick<Status, 'account'>, host: string): Author {
  const name = cleanText(account.display_name ?? '').trim();
  const isLocal = !account.acct.includes('@');
  const avatar = [account.avatar, account.avatar_static].filter((url) => url !== null);
  return {
    ...nobody,
    id: isLocal ? `${host}/${account.id}` : null,
    name: name === '' ? null : name,
    handle: account.fqn ?? wholeHandle(account.acct, host),
    url: account.url,
    avatar: avatar.length === 0 ? null : pictureAt(...new Set(avatar)),
  };
}

/** `name@host` */
export function wholeHandle(acct: string, host: string): string {
  return acct.includes('@') ? acct : `${acct}@${host}`;
}
