import type { Ref } from '../../ref.ts';

/** The post of an id; null when it can't be one of X. */
export function refOf(id: string): Ref | null {
  if (!/^[1-9]\d{0,19}$/u.test(id)) return null;
  return { platform: 'x', id, url: `https://x.com/i/status/${id}` };
}
