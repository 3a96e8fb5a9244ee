import type { WireRequest } from '../../../src/model/wire.ts';
import { article, embed, expected, fetchFrom } from '../../capture/world.ts';
import { type ArchiveAttack, tellIn, toldBy } from './attack.ts';

/** A page of one site that leaves what the next capture, of another name under the same domain, might pick up. */
const leaving = `<!doctype html><body>${article({})}<script>
  for (const domain of ['social.test', 'a.social.test', '.test', 'other.test'])
    document.cookie = 'session=forged; domain=' + domain + '; path=/; max-age=9999';
  localStorage.setItem('session', 'forged');
</script><iframe src="https://www.social.test/frame"></iframe>`;

export const acrossCaptures: ArchiveAttack = {
  name: 'leave a cookie for a capture of another name under its domain, or have one sent',
  run: async ({ room }) => {
    const asked: WireRequest[] = [];
    const post = article({ more: '<pre id="told"></pre>' });
    const looking = `<!doctype html><body><script>${tellIn(post, `[document.cookie, localStorage.length]`)}</script>`;
    const cookies = { 'set-cookie': 'session=forged; domain=social.test; path=/' };
    const world = {
      'https://a.social.test/leave': { headers: cookies, body: leaving },
      'https://www.social.test/frame': { headers: cookies, body: 'x' },
      'https://social.test/look': looking,
      'https://www.social.test/look': looking,
    };
    const capturer = room.open({ fetch: fetchFrom(world, asked), atOnce: 1 });
    const shoot = async (url: string) =>
      capturer.page({ url, page: embed, expect: expected, theme: 'light' }).then(({ source }) => source);
    await shoot('https://a.social.test/leave');
    for (const url of ['https://social.test/look', 'https://www.social.test/look']) {
      const told = toldBy(await shoot(url));
      if (JSON.stringify(told) !== '["",0]') throw new Error(`${url} found ${JSON.stringify(told)}`);
    }
    await capturer.close();
    const sent = asked
      .flatMap(({ headers }) => Object.keys(headers ?? {}))
      .filter((name) => /cookie|authorization/i.test(name));
    if (sent.length > 0) throw new Error(`was sent ${sent.join(', ')}`);
    return 'no cookie, no storage, no credentials in any request';
  },
};
