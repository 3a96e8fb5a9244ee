/** What URLs may spell so that a guard looks elsewhere than the client. All must be refused before any connection. */

export interface Vector {
  readonly what: string;
  readonly url: string;
  readonly error: 'refused-address' | 'bad-url';
}

/** IPv4 addresses no stranger may send us to. */
const targets = ['127.0.0.1', '169.254.169.254', '10.0.0.5', '192.168.1.1', '100.100.100.200'];

type Spell = (a: number, b: number, c: number, d: number) => string;

const hex = (part: number) => `0x${part.toString(16)}`;
const octal = (part: number) => `0${part.toString(8)}`;
const number = (a: number, b: number, c: number, d: number) => ((a * 256 + b) * 256 + c) * 256 + d;
const dotted: Spell = (...parts) => parts.join('.');
const pairs: Spell = (a, b, c, d) => `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
const digits = (zero: number) => (text: string) =>
  text.replace(/\d/gu, (digit) => String.fromCodePoint(zero + Number(digit)));
const superscripts = (text: string) => text.replace(/\d/gu, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
const circled = (text: string) => text.replace(/\d/gu, (digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)] ?? '');

const spellings: Readonly<Record<string, Spell>> = {
  'as it is': dotted,
  'one number': (...parts) => String(number(...parts)),
  'one number in hexadecimal': (...parts) => hex(number(...parts)),
  'one number in octal': (...parts) => octal(number(...parts)),
  'parts in hexadecimal': (...parts) => parts.map(hex).join('.'),
  'parts in octal': (...parts) => parts.map(octal).join('.'),
  'parts in long octal': (...parts) => parts.map((part) => `000000000${part.toString(8)}`).join('.'),
  'parts mixed': (a, b, c, d) => `${hex(a)}.${octal(b)}.${c}.${hex(d).toUpperCase().replace('X', 'x')}`,
  'three parts': (a, b, c, d) => `${a}.${b}.${c * 256 + d}`,
  'two parts': (a, b, c, d) => `${a}.${(b * 256 + c) * 256 + d}`,
  'with a final dot': (...parts) => `${dotted(...parts)}.`,
  'with ideographic dots': (...parts) => dotted(...parts).replaceAll('.', '。'),
  'with halfwidth dots': (...parts) => dotted(...parts).replaceAll('.', '｡'),
  'with fullwidth dots': (...parts) => dotted(...parts).replaceAll('.', '．'),
  'in fullwidth digits': (...parts) => digits(0xff_10)(dotted(...parts)),
  'in mathematical digits': (...parts) => digits(0x1_d7_ce)(dotted(...parts)),
  'in circled digits': (...parts) => circled(dotted(...parts)),
  'in superscripts': (...parts) => superscripts(dotted(...parts)),
  'with percent signs': (...parts) => dotted(...parts).replace(/\d/gu, (digit) => `%3${digit}`),
  'with percent signs for dots': (...parts) => dotted(...parts).replaceAll('.', '%2e'),
  'with soft hyphens': (...parts) => dotted(...parts).replaceAll('.', '\u00ad.'),
  'with tabs and line ends': (...parts) => dotted(...parts).replaceAll('.', '.\t\n'),
  mapped: (...parts) => `[::ffff:${dotted(...parts)}]`,
  'mapped in hexadecimal': (...parts) => `[::FFFF:${pairs(...parts)}]`,
  'mapped without short forms': (...parts) => `[0000:0000:0000:0000:0000:ffff:${pairs(...parts)}]`,
  compatible: (...parts) => `[::${dotted(...parts)}]`,
  translated: (...parts) => `[::ffff:0:${dotted(...parts)}]`,
  'by NAT64': (...parts) => `[64:ff9b::${dotted(...parts)}]`,
  'by local NAT64': (...parts) => `[64:ff9b:1::${pairs(...parts)}]`,
  'by 6to4': (...parts) => `[2002:${pairs(...parts)}::1]`,
  'by Teredo': (a, b, c, d) => `[2001:0:808:808:0:0:${pairs(255 - a, 255 - b, 255 - c, 255 - d)}]`,
  'by ISATAP': (...parts) => `[2a00:1450::5efe:${pairs(...parts)}]`,
};

const otherHosts = words(`
  0 0.0.0.0 127.1 127.0.0.2 127.255.255.254 172.16.0.1 172.31.255.254 192.0.0.192 198.18.0.1 224.0.0.251
  239.255.255.250 255.255.255.255 240.0.0.1 168.63.129.16
  [::] [::1] [0:0:0:0:0:0:0:1] [::0001] [fc00::1] [fd00:ec2::254] [fe80::1] [febf::1] [fec0::1] [ff02::1] [ff0e::1]
  [100::1] [2001:db8::1] [3fff::1] [3ffe::1] [5f00::1] [2001:2::1] [2001:10::1] [2001:20::1] [4000::1]
  [64:ff9b::8.8.8.8] [2002:808:808::1]
  localhost LOCALHOST localhost. ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc\u00adalhost %6cocalhost a.localhost a.localhost.
  localhost.localdomain ip6-localhost printer.local router wpad metadata metadata.google.internal
  metadata.google.internal. instance-data host.docker.internal kubernetes vault.service.internal wiki.corp intranet
  nas.home nas.home.arpa tv.lan 1.0.0.127.in-addr.arpa facebookcorewwwi.onion db redis x.intranet gw.private`);

/** Names that are the world's, with addresses that are not: refused once they are resolved. */
export const namesOfPrivate: Readonly<Record<string, readonly string[]>> = {
  'a.private.example': ['127.0.0.1'],
  'b.private.example': ['10.0.0.5'],
  'c.private.example': ['169.254.169.254'],
  'd.private.example': ['::1'],
  'e.private.example': ['fd00:ec2::254'],
  'f.private.example': ['::ffff:127.0.0.1'],
  'g.private.example': ['64:ff9b::7f00:1'],
  'h.private.example': ['8.8.8.8', '127.0.0.1'],
  'i.private.example': ['127.0.0.1', '8.8.8.8'],
  'j.private.example': ['2606:4700::1111', '::'],
  'k.private.example': ['0.0.0.0'],
  'l.private.example': ['100.64.0.1'],
  '127.0.0.1.private.example': ['127.0.0.1'],
  'xn--mnchen-3ya.private.example': ['192.168.1.1'],
};

const badUrls = [
  ...words(`
    file:///etc/passwd FILE:///etc/passwd file://127.0.0.1/etc/passwd ftp://127.0.0.1/ sftp://127.0.0.1/
    gopher://127.0.0.1:80/_GET dict://127.0.0.1:11211/stat ldap://127.0.0.1/ tftp://127.0.0.1/a ws://127.0.0.1/
    wss://127.0.0.1/ javascript:fetch("http://127.0.0.1/") data:text/html,x about:blank blob:http://127.0.0.1/x
    filesystem:http://127.0.0.1/x view-source:http://127.0.0.1/ view-source:file:///etc/passwd chrome://version
    jar:http://127.0.0.1!/ netdoc:///etc/passwd smb://127.0.0.1/ mailto:a@example.org urn:x:y
    http+unix://%2Frun%2Fdocker.sock/ unix:/run/docker.sock feed:http://127.0.0.1/ intent://127.0.0.1/
    http://user@127.0.0.1/ http://user:pass@127.0.0.1/ http://example.org@127.0.0.1/ http://@127.0.0.1:x@a/
    http://127.0.0.1@example.org/ http://example.org:80@127.0.0.1/ http://a%40b@127.0.0.1/ https://:x@localhost/
    http://127.0.0.1:65536/ http://127.0.0.1:-1/ http://127.0.0.1:8o/ http://127.0.0.1:80:80/
    http://256.0.0.1/ http://127.0.0.1.1.1/ http://4294967296/ http://0x100000000/ http://09.1.1.1/ http://1.2.3.4.5/
    http://[::1/ http://::1/ http://[::1]x/ http://[fe80::1%25lo]/ http://[::1%lo]/ http://[::ffff:127.0.0.256]/
    http://[127.0.0.1]/ http://[g::1]/ http://[1:2:3]/ http:// http:/// //127.0.0.1/ /etc/passwd 127.0.0.1
    localhost:80 nonsense http://%/ http://127.0.0.1%00.example.org/ http://<x>/ http://a^b/ http://a|b/
    http://a%2fb/ http://%5b::1%5d/`),
  '',
  ' ',
  'http://a b/',
  'http://127.0.0.1\u0000/',
  'http://\ud800/',
  `http://127.0.0.1/${'a'.repeat(9_000)}`,
];

const refused: Vector['error'] = 'refused-address';

export const vectors: readonly Vector[] = [
  ...targets.flatMap((target) => {
    const [a = 0, b = 0, c = 0, d = 0] = target.split('.').map(Number);
    return Object.entries(spellings).map(([how, spell]) => ({
      what: `${target} ${how}`,
      url: `http://${spell(a, b, c, d)}/latest/meta-data/`,
      error: refused,
    }));
  }),
  ...[...otherHosts, ...Object.keys(namesOfPrivate)].flatMap((host) => [
    { what: host, url: `http://${host}/`, error: refused },
    { what: `${host} over TLS`, url: `https://${host}:443/`, error: refused },
  ]),
  ...badUrls.map((url): Vector => ({ what: url.slice(0, 60) || 'nothing', url, error: 'bad-url' })),
];

/** Ports of services that speak other languages, or trust whoever is near. */
export const ports: readonly number[] = words(`
  0 1 7 21 22 23 25 53 79 81 88 110 111 135 139 143 389 445 465 514 587 631 873 993 1080 1433 2049 2375 2379 3000 3128
  3306 3389 4369 5000 5432 5672 5984 6379 6443 7001 8000 8080 8086 8443 8500 8888 9000 9090 9200 9222 10250 11211 27017
  50070 65535`).map(Number);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}
