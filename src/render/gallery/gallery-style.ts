import { cardStyle, cspHash } from '../style.ts';

const ink = '--ink:#11181c;--soft:#56636d;--ground:#eceff1;--sheet:#fff;--line:#d3dadf;--accent:#0a63b8';
const darkInk =
  '--ink:#eceff1;--soft:#a3afb9;--ground:#14181b;--sheet:#1d2226;--line:#343c43;--accent:#7cbcff';

/** The page around the cards. Its switches are radio buttons that the style itself reads: the page has no script. */
export const galleryStyle = [
  `:root{${ink};color-scheme:light dark;scroll-padding-block-start:5.5rem;background:var(--ground);color:var(--ink);font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif}`,
  `@media (prefers-color-scheme:dark){:root{${darkInk}} }`,
  '*{box-sizing:border-box}body{margin:0}a{color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}',
  '.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{position:fixed;z-index:2;inset:8px auto auto 8px;padding:8px 12px;background:var(--sheet)}',
  '.intro{padding:3rem clamp(16px,4vw,48px) 1.5rem;max-width:1360px;margin-inline:auto}.intro h1{margin:0;font-size:clamp(1.75rem,4vw,2.5rem);line-height:1.15;letter-spacing:-.02em}.intro p{max-width:46rem;margin:.75rem 0 0;color:var(--soft)}',
  '.contents{display:flex;flex-wrap:wrap;gap:8px;margin:1.25rem 0 0;padding:0;list-style:none}.contents a{display:block;padding:6px 14px;border:1px solid var(--line);border-radius:99px;background:var(--sheet);color:var(--ink);font-size:.875rem;text-decoration:none}.contents a:hover{border-color:var(--accent)}.contents span{color:var(--soft)}',
  '.switches{position:sticky;z-index:1;top:0;display:flex;flex-wrap:wrap;gap:6px 24px;padding:10px max(clamp(16px,4vw,48px),(100vw - 1360px)/2 + 48px);border-block:1px solid var(--line);background:var(--sheet);font-size:.875rem}.switches fieldset{display:flex;align-items:center;gap:4px 14px;flex-wrap:wrap;margin:0;padding:0;border:0}.switches legend{float:inline-start;padding:0;color:var(--soft)}.switches label{display:flex;align-items:center;gap:5px;min-height:24px}.switches input{margin:0;width:16px;height:16px;accent-color:var(--accent)}',
  'main{max-width:1360px;margin-inline:auto;padding:0 clamp(0px,3vw,48px) 4rem}section>h2{margin:3rem 0 0;padding-inline:16px;font-size:1.375rem;letter-spacing:-.01em}',
  '.example{margin:1.25rem 0 0;padding:0}.example>h3{margin:0;padding:0 16px 6px;font-size:.875rem;font-weight:600}.example h3 a{color:inherit;text-decoration:none}.example h3 a:hover{text-decoration:underline}.example:target>h3{color:var(--accent)}',
  '.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr))}.stage{min-width:0;padding:4px 16px}.stage[data-theme=light]{background:#f6f7f8}.stage[data-theme=dark]{background:#000}',
  '.stage>div{margin-inline:auto}:root:has(#width-phone:checked) .stage>div{max-width:328px}:root:has(#width-small:checked) .stage>div{max-width:288px}',
  ':root:has(#theme-light:checked) .stage[data-theme=dark],:root:has(#theme-dark:checked) .stage[data-theme=light]{display:none}:root:has(#host-rtl:checked) .stage{direction:rtl}',
  '@media (min-width:900px){.pair{border-radius:14px;overflow:hidden}}',
  '@media (max-width:699px){.switches{position:static}:root{scroll-padding-block-start:0}}',
  '@media (forced-colors:active){.pair{border:1px solid}}',
  '@media print{.switches,.contents,.skip,.stage[data-theme=dark]{display:none}.stage{padding:0}}',
  cardStyle,
].join('');

/** Nothing but what the page brings along may be loaded; the hash lets only its own style in. */
export const galleryPolicy = `default-src 'none'; img-src data:; media-src data:; style-src '${cspHash(galleryStyle)}'; base-uri 'none'; form-action 'none'`;
