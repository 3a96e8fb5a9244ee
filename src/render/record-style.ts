import { cardStyle, cspHash } from './style.ts';

const light =
  '--ink:#0f1419;--soft:#56646f;--ground:#f0f3f5;--paper:#fff;--tint:#f3f6f8;--line:#dbe2e7;--link:#0a63b8;--came:#0b5a2b;--came-ground:#dcf3e3;--went:#8c1c13;--went-ground:#fbe3e0;--warn:#7a3b00;--warn-ground:#fff3e2;--mark:#1d76d2;color-scheme:light';
const dark =
  '--ink:#eceff1;--soft:#9aa7b2;--ground:#0b0d0f;--paper:#15191d;--tint:#20262c;--line:#323a42;--link:#74b9ff;--came:#9fe3b6;--came-ground:#16321f;--went:#ffb4ab;--went-ground:#3b1d1a;--warn:#ffcf9a;--warn-ground:#38291a;--mark:#74b9ff;color-scheme:dark';

/** Rules of the page around cards; those for words that came and went hold in cards too, over their own. */
const rules = `
:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*,:before,:after{box-sizing:border-box}
body{margin:0;padding:clamp(12px,3vw,32px);background:var(--ground);color:var(--ink);font:400 16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Noto Sans Arabic",Arial,sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
body:dir(rtl){line-height:1.75}
main{max-width:1120px;margin:0 auto}
h1,h2,h3,p,figure,ol,ul,dl,dd{margin:0;padding:0}
h1{font-size:clamp(22px,3.4vw,30px);line-height:1.25;letter-spacing:-.01em}
:dir(rtl)>h1{letter-spacing:0;line-height:1.5}
h2{margin-block-end:12px;font-size:19px;line-height:1.35}
a{color:var(--link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
code{font:500 .875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;direction:ltr;unicode-bidi:isolate}
time:not([datetime=""]),.nowrap{white-space:nowrap}
header.top{display:flex;gap:12px 16px;flex-wrap:wrap;align-items:center;margin-block-end:20px}
header.top>div{flex:1 1 260px;min-width:0}
.soft{color:var(--soft)}
.small{font-size:14px}
.chip{display:inline-block;padding:3px 12px;border-radius:99px;background:var(--tint);border:1px solid var(--line);font-size:14px;font-weight:600}
.chip.gone{background:var(--warn-ground);border-color:transparent;color:var(--warn)}
section{margin-block-start:24px}
.post section{margin:0}
.standing{margin-block-end:18px}
.sheet{padding:clamp(14px,2vw,22px);border:1px solid var(--line);border-radius:16px;background:var(--paper)}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr));gap:20px;align-items:start}
.sides>figure{min-width:0}
figcaption{margin-block-end:8px;font-size:14px}
figcaption b{font-size:16px}
.sides .holdfast:not(#h){margin:0 auto 0 0;max-width:none}
ins,.holdfast:not(#h) ins{padding:0 .12em;border-radius:4px;background:var(--came-ground);color:var(--came);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.18em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
del,.holdfast:not(#h) del{padding:0 .12em;border-radius:4px;background:var(--went-ground);color:var(--went);text-decoration:line-through;text-decoration-thickness:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
del+ins{margin-inline-start:.15em}
.holdfast:not(#h) :is(ins,del) a{color:inherit;text-decoration:inherit}
.words{padding-block:4px;overflow:hidden;font-size:18px;line-height:1.65;white-space:pre-wrap}
.words:dir(rtl){line-height:1.9}
.line .words{font-size:16px;margin-block-start:4px}
.words+p{margin-block-start:10px}
table{width:100%;border-collapse:collapse;font-size:15px}
th,td{padding:8px 12px;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
thead th{color:var(--soft);font-size:13px;font-weight:600}
tbody tr:last-child>*{border-block-end:0}
tbody th{font-weight:600}
td img{display:block;max-width:100%;height:auto;max-height:260px;margin-block-end:6px;border:1px solid var(--line);border-radius:10px;background:var(--tint)}
@media (max-width:560px){thead{display:none}table,tbody,tr,th,td{display:block}tbody tr{padding-block:8px;border-block-end:1px solid var(--line)}tbody tr:last-child{border-block-end:0}th,td{padding:3px 0;border:0}td[data-label]:before{content:attr(data-label);display:block;color:var(--soft);font-size:12px;font-weight:600}}
.line{list-style:none;position:relative}
.line>li{position:relative;padding-inline-start:26px;padding-block-end:16px}
.line>li:before{content:"";position:absolute;inset-inline-start:4px;inset-block-start:8px;width:9px;height:9px;border-radius:50%;background:var(--line);box-shadow:0 0 0 3px var(--paper);z-index:1}
.line>li:after{content:"";position:absolute;inset-inline-start:8px;inset-block:8px -8px;width:1px;background:var(--line)}
.line>li:last-child{padding-block-end:0}
.line>li:last-child:after{display:none}
.line>.is-version:before{inset-inline-start:1px;inset-block-start:5px;width:15px;height:15px;background:var(--mark)}
.line>.is-gone:before{background:var(--warn)}
.line>.is-gap:before,.line>.is-doubt:before{background:var(--paper);border:2px solid var(--soft)}
.when{display:block;color:var(--soft);font-size:13px}
.changes{list-style:none;margin-block-start:2px}
.changes li{margin-block-start:2px}
details{margin-block-start:8px}
summary{color:var(--link);font-size:14px;cursor:pointer}
details .holdfast:not(#h){margin:10px 0 0;max-width:550px}
.post{display:grid;grid-template-columns:minmax(0,550px) minmax(0,1fr);gap:28px;align-items:start}
.post .holdfast:not(#h){margin:0}
@media (min-width:861px){.post>div{position:sticky;top:24px}}
@media (max-width:860px){.post{grid-template-columns:minmax(0,1fr)}}
.list{list-style:none}
.list>li{padding-block:10px;border-block-end:1px solid var(--line)}
.list>li:first-child{padding-block-start:0}
.list>li:last-child{padding-block-end:0;border-block-end:0}
.list blockquote{margin:6px 0 0;padding-inline-start:12px;border-inline-start:3px solid var(--line);color:var(--soft);white-space:pre-wrap}
.shots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,240px),1fr));gap:16px}
.shots img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:12px;background:var(--tint)}
.shots figcaption{margin:6px 0 0}
.hash{word-break:break-all}
pre{margin:10px 0 0;padding:12px 14px;border-radius:10px;background:var(--tint);overflow:auto;direction:ltr;text-align:left;font:500 13px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
pre+p{margin-block-start:14px}
.honest{margin-block-start:28px;color:var(--soft);font-size:14px}
.notice{margin-block-end:14px;padding:10px 14px;border-radius:12px;background:var(--warn-ground);color:var(--warn);font-size:15px}
@media print{body{background:#fff;padding:0}.sheet{break-inside:avoid}}
`;

export const recordStyle: string = `${cardStyle}${rules.trim().replaceAll('\n', '')}`;

/** Nothing but what the page brings along may be loaded, no script, and no style but its own. */
export const recordPolicy = `default-src 'none'; img-src data:; style-src '${cspHash(recordStyle)}'; base-uri 'none'; form-action 'none'`;
