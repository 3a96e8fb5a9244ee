import { describe, expect, it } from 'vitest';
import { isHoldfastError } from '../../src/errors.ts';
import { parseConnectTo } from '../../src/net/connect-to.ts';

describe('parseConnectTo', () => {
  const cases: readonly (readonly [entry: string, host: string, port: number, target: string | null])[] = [
    ['example.org:443:127.0.0.1:8443', 'example.org', 443, '127.0.0.1:8443'],
    ['EXAMPLE.org:443:127.0.0.1:8443', 'example.org', 443, '127.0.0.1:8443'],
    ['example.org:443:127.0.0.1:8443', 'example.org.', 443, '127.0.0.1:8443'],
    ['münchen.example:443:127.0.0.1:8443', 'xn--mnchen-3ya.example', 443, '127.0.0.1:8443'],
    ['example.org:443:127.0.0.1:8443', 'example.org', 80, null],
    ['example.org:443:127.0.0.1:8443', 'sub.example.org', 443, null],
    [':443:127.0.0.1:8443', 'whatever.example', 443, '127.0.0.1:8443'],
    ['example.org::127.0.0.1:8443', 'example.org', 8080, '127.0.0.1:8443'],
    ['example.org:443::8443', 'example.org', 443, 'example.org:8443'],
    ['example.org:443:gateway.example:', 'example.org', 443, 'gateway.example:443'],
    ['example.org:443:[::1]:8443', 'example.org', 443, '::1:8443'],
    ['[::1]:443:127.0.0.1:8443', '[::1]', 443, '127.0.0.1:8443'],
    ['[0:0::1]:443:127.0.0.1:8443', '[::1]', 443, '127.0.0.1:8443'],
    ['::127.0.0.1:', 'example.org', 80, '127.0.0.1:80'],
  ];
  for (const [entry, host, port, target] of cases)
    it(`${entry} leads ${host}:${port} to ${target ?? 'itself'}`, () => {
      const found = parseConnectTo([entry]).targetOf(host, port);
      expect(found === null ? null : `${found.host}:${found.port}`).toBe(target);
    });

  it('takes the first entry that matches', () => {
    const connectTo = parseConnectTo(['a.example:443:127.0.0.1:1', ':443:127.0.0.1:2']);
    expect(connectTo.targetOf('a.example', 443)?.port).toBe(1);
    expect(connectTo.targetOf('b.example', 443)?.port).toBe(2);
  });

  it('knows which target was named and which keeps its host', () => {
    const connectTo = parseConnectTo(['a.example:443::8443', 'b.example:443:127.0.0.1:']);
    expect(connectTo.targetOf('a.example', 443)?.named).toBe(false);
    expect(connectTo.targetOf('b.example', 443)?.named).toBe(true);
  });

  for (const entry of [
    '',
    ':::',
    'example.org',
    'example.org:443',
    'a:b:c',
    'example.org:443:127.0.0.1',
    'example.org:443:::1:8443',
    'example.org:443:127.0.0.1:8443:1',
    'example.org:0:127.0.0.1:1',
    'example.org:65536:127.0.0.1:1',
    'example.org:http:127.0.0.1:1',
    'exa mple:443:127.0.0.1:1',
    'user@example.org:443:127.0.0.1:1',
    'example.org/x:443:127.0.0.1:1',
    '[::1:443:127.0.0.1:1',
    '[zz]:443:127.0.0.1:1',
    'example.org:443:127.0.0.1:-1',
  ])
    it(`refuses ${entry || 'nothing'}`, () => {
      const refusal = (() => {
        try {
          return parseConnectTo([entry]);
        } catch (error) {
          return error;
        }
      })();
      expect(isHoldfastError(refusal, 'config')).toBe(true);
    });
});
