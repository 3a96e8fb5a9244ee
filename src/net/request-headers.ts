import type { WireRequest } from '../model/wire.ts';
import { acceptedEncodings } from './body.ts';

/** `Holdfast/1.0 (+contact)`: says who asks and, if the operator allows, where to complain. */
export function userAgentOf(version: string, contact: string | null): string {
  const plain = contact?.replace(/[^\x20-\x7e]|[()]/gu, '').trim() ?? '';
  return plain === '' ? `Holdfast/${version}` : `Holdfast/${version} (+${plain})`;
}

/**
 * What is really sent: never cookies or a referrer, only encodings we decode, and credentials only where a source's
 * interface is asked with the operator's own key, encrypted. A page's requests pass those of their headers that change what is answered and tell nothing of anybody.
 */
export function headersToSend(request: WireRequest, userAgent: string): Record<string, string> {
  const own = Object.entries(request.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name, value]) => isSendable(name, value))
    .filter(([name]) => name !== 'authorization' || isForKeys(request))
    .filter(([name]) => (request.purpose === 'page' ? ofPages.has(name) : name !== 'user-agent'));
  return {
    accept: '*/*',
    'accept-language': 'en',
    'user-agent': userAgent,
    ...Object.fromEntries(own),
    'accept-encoding': acceptedEncodings,
  };
}

const ofPages = new Set([
  'accept',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'content-type',
  'origin',
  'range',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'upgrade-insecure-requests',
  'user-agent',
  'x-requested-with',
]);

function isForKeys({ purpose, url }: WireRequest): boolean {
  return purpose === 'api' && url.startsWith('https://');
}

/** Set by the client itself, or never to be sent by anybody. */
const never = new Set([
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function isSendable(name: string, value: string): boolean {
  return (
    !never.has(name) && /^[!#$%&'*+.^_`|~0-9a-z-]+$/u.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/u.test(value)
  );
}
