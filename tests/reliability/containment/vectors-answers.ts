import type { Target, Vector } from './vectors.ts';

/** Ways that lie in an answer of the site's: hostile-site.ts gives them. */
const redirects = [301, 302, 303, 307, 308] as const;

const frames: Readonly<Record<string, string>> = {
  'refresh-header': 'refresh',
  'link-header': 'links',
  'speculation-header': 'speculation',
  'report-uri': 'csp',
  reporting: 'reporting',
  'network-errors': 'nel',
  'xml-stylesheet': 'xslt',
  'xslt-document': 'xslt-document',
  'xml-entity': 'entity',
  'script-location': 'location',
  'form-post-through': 'form',
  'source-map': 'source-map',
};

const asking = (site: string, way: string, query: Readonly<Record<string, string>>) =>
  `${site}/${way}?${new URLSearchParams(query)}`;

export const answerVectors: readonly Vector[] = [
  ...redirects.map((status) => ({
    name: `redirect-${status}`,
    markup: ({ site, url }: Target) => {
      const to = asking(site, 'redirect', { to: url, status: String(status) });
      return `<img src="${to}"><iframe src="${to}"></iframe><script src="${to}"></script><link rel=stylesheet href="${to}"><video preload=auto src="${to}"></video>
        <script>fetch('${to}', { method: 'POST', body: 'x' }).catch(() => {}); navigator.sendBeacon('${to}', 'x'); new EventSource('${to}')</script>`;
    },
  })),
  {
    name: 'redirect-schemeless',
    markup: ({ site, url }) =>
      `<img src="${asking(site, 'redirect', { to: url.replace(/^https?:/, ''), status: '302' })}">`,
  },
  ...Object.entries(frames).map(([name, way]) => ({
    name: `answer-${name}`,
    markup: ({ site, url }: Target) => `<iframe src="${asking(site, way, { to: url })}"></iframe>`,
  })),
];
