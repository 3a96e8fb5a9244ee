import type { RequestListener } from 'node:http';
import { workerTries } from './vectors-worker.ts';

/** `hostile.test`: hands out `page` at `/attack…`, and answers that lead to `?to=` in every way an answer can. */
export function hostileSite(page: (path: string) => string): RequestListener {
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hostile.test');
    const to = searchParams.get('to') ?? '';
    // Headers are bytes: circled digits go as UTF-8, which browsers read.
    const toInHeader = Buffer.from(to).toString('latin1');
    const html = (body: string, headers: Readonly<Record<string, string>> = {}) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    const xml = (body: string) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
    const ways: Readonly<Record<string, () => unknown>> = {
      '/redirect': () =>
        response.writeHead(Number(searchParams.get('status')), { location: toInHeader }).end(),
      '/refresh': () => html('x', { refresh: `0; url=${toInHeader}` }),
      '/links': () =>
        html('x', {
          link: `<${toInHeader}>; rel=preconnect, <${toInHeader}>; rel=preload; as=image, <${toInHeader}>; rel=stylesheet, <${toInHeader}>; rel=prefetch, <${toInHeader}>; rel=dns-prefetch, <${toInHeader}>; rel=modulepreload`,
        }),
      '/speculation': () => html('x', { 'speculation-rules': `"${toInHeader}"` }),
      '/csp': () =>
        html('<img src="https://elsewhere.test/x"><script>eval("1")</script>', {
          'content-security-policy': `default-src 'none'; report-uri ${toInHeader}`,
          'content-security-policy-report-only': `script-src 'none'; report-to away`,
          'reporting-endpoints': `away="${toInHeader}"`,
        }),
      '/reporting': () =>
        html('<script>document.domain = "x"; new XMLHttpRequest().open("GET", "/", false)</script>', {
          'reporting-endpoints': `default="${toInHeader}"`,
          'report-to': JSON.stringify({ group: 'default', max_age: 1000, endpoints: [{ url: toInHeader }] }),
          'permissions-policy': 'geolocation=()',
          'cross-origin-opener-policy': 'same-origin; report-to="default"',
          'document-policy': 'sync-xhr=?0; report-to=default',
        }),
      '/nel': () =>
        html('x', {
          'report-to': JSON.stringify({ group: 'nel', max_age: 1000, endpoints: [{ url: toInHeader }] }),
          nel: JSON.stringify({ report_to: 'nel', max_age: 1000, success_fraction: 1, failure_fraction: 1 }),
          'alt-svc': `h3="${URL.parse(to)?.host ?? ''}:443"; ma=1000`,
        }),
      '/xslt': () =>
        xml(`<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="${escapeXml(to)}"?><a/>`),
      '/xslt-document': () =>
        xml(
          `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/sheet?to=${encodeURIComponent(to)}"?><a/>`,
        ),
      '/sheet': () =>
        xml(
          `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="${escapeXml(to)}"/><xsl:template match="/"><xsl:copy-of select="document('${escapeXml(to)}')"/></xsl:template></xsl:stylesheet>`,
        ),
      '/entity': () =>
        xml(
          `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "${escapeXml(to)}"><!ENTITY % c SYSTEM "${escapeXml(to)}"> %c;]><a>&b;</a>`,
        ),
      '/location': () => html(`<script>location.href = ${JSON.stringify(to)}</script>`),
      '/form': () =>
        html(`<form method=post action="${to}"></form><script>document.forms[0].submit()</script>`),
      '/source-map': () =>
        html(`<style>p {} /*# sourceMappingURL=${to} */</style>`, { sourcemap: toInHeader }),
      '/worker': () =>
        response
          .writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': '/' })
          .end(workerTries({ url: searchParams.get('url') ?? '', socket: searchParams.get('socket') ?? '' })),
      '/film': () => response.writeHead(404).end(),
    };
    const way = ways[pathname];
    if (way !== undefined) way();
    else html(page(pathname));
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
