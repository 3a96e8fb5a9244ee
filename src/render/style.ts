import { createHash } from 'node:crypto';

/** A style's hash as a Content-Security-Policy names it: `sha256-…`. */
export function cspHash(style: string): string {
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

const light =
  '--holdfast-ink:#0f1419;--holdfast-soft:#536471;--holdfast-ground:#fff;--holdfast-tint:#f3f6f8;--holdfast-line:#dbe2e7;--holdfast-link:#0a63b8;--holdfast-bar:#d5e6f7;--holdfast-warn:#7a3b00;--holdfast-warn-ground:#fff3e2;color-scheme:light';
const violet = ['--holdfast-link:#563acc', '--holdfast-link:#a99bff'] as const;
const dark =
  '--holdfast-ink:#eceff1;--holdfast-soft:#9aa7b2;--holdfast-ground:#15191d;--holdfast-tint:#20262c;--holdfast-line:#323a42;--holdfast-link:#74b9ff;--holdfast-bar:#213b54;--holdfast-warn:#ffcf9a;--holdfast-warn-ground:#38291a;color-scheme:dark';
const fonts =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Noto Sans Arabic",Arial,sans-serif';

/**
 * Rules, `&` the card, `.-x` an element of ours in it. First everything a host page may have done to elements is
 * taken back, then the card is drawn; sizes are in pixels since hosts change the root's font size. What a stranger wrote
 * is clipped to its own lines, however many marks are piled on it, and there is room in them for scripts that are tall.
 */
const rules = `
&{all:revert;${light};display:block;box-sizing:border-box;max-width:550px;margin:1.5em auto;padding:16px;border:1px solid var(--holdfast-line);border-radius:16px;background:var(--holdfast-ground);color:var(--holdfast-ink);font:400 16px/1.5 ${fonts};letter-spacing:normal;word-spacing:normal;text-align:start;text-indent:0;text-transform:none;text-shadow:none;white-space:normal;text-wrap-style:pretty;overflow-wrap:anywhere;hyphens:manual;-webkit-text-size-adjust:100%;overflow:hidden;break-inside:avoid}
:not(img,video,audio,source,svg,path,rect,circle,style){all:revert;box-sizing:border-box}
:before,:after{content:none;display:none}
img,video,audio{display:block;float:none;position:static;box-sizing:border-box;width:auto;max-width:100%;min-width:0;min-height:0;margin:0;padding:0;border:0;border-radius:0;box-shadow:none;background:none;opacity:1;filter:none;transform:none}
svg{display:block;flex:none;position:static;margin:0;padding:0;max-width:none;fill:none;overflow:hidden}
picture{display:contents}
p,figure,blockquote,ul,ol,li{margin:0;padding:0;border:0;list-style:none}
a{color:var(--holdfast-link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
&[data-links=violet]{${violet[0]}}
.-provenance,.-state{display:flex;gap:8px;align-items:flex-start;margin:0 0 12px;padding:8px 12px;border-radius:10px;background:var(--holdfast-tint);color:var(--holdfast-soft);font-size:14px;line-height:1.45}
.-provenance{font-weight:600}
.-state{background:var(--holdfast-warn-ground);color:var(--holdfast-warn)}
.-icon{width:18px;height:18px;margin-block-start:1px}
.-words{min-width:0}
.-head{display:flex;gap:12px;align-items:center}
.-avatar{display:grid;place-items:center;flex:none;width:48px;height:48px;border-radius:50%;background:var(--holdfast-tint);color:var(--holdfast-soft);font-size:18px;font-weight:600;object-fit:cover;overflow:hidden;line-height:1}
&[data-avatars=square] .-avatar{border-radius:17%}
.-author{flex:1;min-width:0}
.-name{display:flex;gap:4px;align-items:center;color:var(--holdfast-ink);font-weight:700;line-height:normal}
.-name a{color:inherit}
.-name bdi,.-handle bdi{text-align:-webkit-match-parent;text-align:match-parent;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;min-width:0}
.-handle{color:var(--holdfast-soft);font-size:15px;line-height:normal}
.-mark{align-self:flex-start;width:24px;height:24px}
.-in-dark{display:none}
.-reply{display:flex;gap:6px;align-items:flex-start;margin-block-start:12px;color:var(--holdfast-soft);font-size:15px}
.-reply .-icon{margin-block-start:3px}
.-text{margin-block:8px -8px;padding-block:4px 8px;overflow:hidden;font-size:18px;line-height:1.45;white-space:pre-wrap}
.-text[dir=rtl]{line-height:1.7}
.-text:lang(ko){word-break:keep-all}
.-text:lang(ja){word-break:auto-phrase}
.-text:is(:lang(bo),:lang(km),:lang(my),:lang(te)){line-height:1.85}
.-emoji{display:inline-block;width:1.25em;height:1.25em;vertical-align:-.25em}
.-nothing{flex:1;color:var(--holdfast-soft)}
.-small{margin-block-start:8px;color:var(--holdfast-soft);font-size:14px}
.-media{display:grid;gap:3px;margin-block-start:12px;border:1px solid var(--holdfast-line);border-radius:14px;overflow:hidden}
.-figure{position:relative;min-width:0;min-height:0;overflow:hidden;background:var(--holdfast-tint)}
.-picture{width:100%;height:100%;object-fit:cover}
.-of-1 .-picture{height:auto;max-height:620px}
.-of-2,.-of-3,.-of-4,.-of-5{grid-template-columns:1fr 1fr}
.-of-2,.-of-3,.-of-4{aspect-ratio:16/9}
.-of-3 .-figure:first-child{grid-row:span 2}
.-of-3,.-of-4{grid-template-rows:1fr 1fr}
.-of-5 .-figure{aspect-ratio:16/9}
.-of-5 .-figure:first-child:nth-last-child(odd){grid-column:span 2}
.-listed .-picture{height:auto;max-height:620px}
.-unsized{aspect-ratio:16/9}
.-unsized .-picture{height:100%}
.-play{position:absolute;inset:0;width:64px;height:64px;margin:auto}
.-of-2 .-play,.-of-3 .-play,.-of-4 .-play,.-of-5 .-play{inset:0 0 clamp(0px,108px - 100%,32px);width:44px;height:min(44px,100% - 36px)}
.-watch{display:block;height:100%}
.-over{position:absolute;inset:8px;display:flex;flex-wrap:wrap;gap:6px;align-content:flex-end;align-items:flex-end;pointer-events:none}
.-over .-kind,.-says{max-width:100%;pointer-events:auto}
.-kind{padding:3px 8px;border-radius:6px;background:rgba(0,0,0,.75);color:#fff;font-size:13px;font-weight:600;line-height:18px}
.-over .-undescribed{background:rgba(0,0,0,.6);font-weight:400;font-size:12px}
.-says summary{list-style:none}
.-says[open]{width:100%;max-height:100%;overflow:auto;border-radius:6px;background:rgba(0,0,0,.9)}
.-says .-alt{padding:2px 8px 6px;color:#fff;font-size:14px}
.-film .-over{inset-block-end:48px;align-content:flex-start}
.-film .-picture{object-fit:contain;background:#000}
.-sound{order:1;flex:1 0 100%;width:100%;height:54px}
.-described{display:flex;flex-wrap:wrap;gap:10px;align-items:flex-start;padding:12px;color:var(--holdfast-soft)}
.-caption{flex:1;min-width:0;font-size:15px;line-height:1.45}
.-label{display:block;font-size:13px;font-weight:600}
.-alt{display:block;color:var(--holdfast-ink);white-space:pre-wrap}
.-sensitive{margin-block-start:12px;padding:10px 12px;border:1px solid var(--holdfast-line);border-radius:14px}
.-rest{margin-block-start:8px}
.-sensitive>summary,.-rest>summary{color:var(--holdfast-soft);font-size:15px}
summary{cursor:pointer}
.-thread{margin-block-start:12px}
.-thread>.-label{color:var(--holdfast-soft)}
.-parts{margin-block-start:6px;padding-inline-start:14px;border-inline-start:2px solid var(--holdfast-line)}
.-part+.-part{margin-block-start:12px}
.-part .-text{margin-block-start:-4px;font-size:16px}
.-answered{margin-block-start:8px}
.-poll{margin-block-start:12px}
.-option{position:relative;overflow:hidden;display:flex;gap:12px;justify-content:space-between;margin-block-start:6px;padding:6px 12px;border-radius:6px;background:var(--holdfast-tint);font-size:15px}
.-most{font-weight:600}
.-bar{position:absolute;inset:0;width:100%;height:100%;fill:var(--holdfast-bar)}
&[dir=rtl] .-bar,&[dir=rtl] .-icon{transform:scaleX(-1)}
.-choice,.-share{position:relative;min-width:0}
.-share{flex:none;color:var(--holdfast-soft);font-variant-numeric:tabular-nums}
.-card,.-quote,.-note{margin-block-start:12px;border:1px solid var(--holdfast-line);border-radius:14px;overflow:hidden}
.-whole{display:block;color:inherit}
.-whole:hover,.-whole:focus-visible{text-decoration:none;background:var(--holdfast-tint)}
.-whole:focus-visible,.-watch:focus-visible{outline:2px solid;outline-offset:-4px}
.-preview{width:100%;height:auto;aspect-ratio:1.91;max-height:290px;object-fit:cover;border-block-end:1px solid var(--holdfast-line)}
.-lines{display:block;padding:10px 14px}
.-site,.-summary{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;color:var(--holdfast-soft);font-size:14px;line-height:normal}
.-title{display:block;overflow:hidden;color:var(--holdfast-ink);font-size:15px;font-weight:600;line-height:normal}
.-quote{padding:12px}
.-line{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:center;font-size:15px}
.-line .-avatar{width:24px;height:24px;font-size:11px}
.-line .-name,.-line .-handle{max-width:100%;min-width:0}
.-quote .-text{margin-block-start:2px;font-size:16px}
.-note{padding:10px 14px;background:var(--holdfast-tint)}
.-note .-label{color:var(--holdfast-soft)}
.-note-text{font-size:15px}
.-row{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1em;clip-path:inset(-9px -4px)}
.-item{min-width:0}
.-dot{display:inline-block;width:1em;margin-inline-start:-1em;text-align:center}
.-date{margin-block-start:12px;color:var(--holdfast-soft);font-size:15px}
.-date a,.-small a{color:inherit}
.-foot{display:block;margin-block-start:12px;padding-block-start:10px;border-block-start:1px solid var(--holdfast-line);color:var(--holdfast-soft);font-size:13px}
`;

const darkRules = `
&{${dark}}
&[data-links=violet]{${violet[1]}}
.-in-light{display:none}
.-in-dark{display:inline}
`;

/** Where the reader chose all colours, edges take the place of tints, and shapes the colour of the text. */
const forcedRules = `
.-provenance,.-state,.-note,.-option,.-kind{border:1px solid}
.-mark path,.-tick path:first-child{fill:CanvasText}
.-tick path:last-child{stroke:Canvas}
.-bar{inset:auto 0 0;height:4px;fill:Highlight}
`;

/** On paper everything is shown, across pages where it must. */
const printRules = `
&,.-text,.-media,.-figure,.-quote,.-card,.-note{overflow:visible}
.-name bdi,.-handle bdi,.-site,.-summary{-webkit-line-clamp:none}
`;

/**
 * The card's style: a constant, so that a site's policy can allow it by `cardStyleHash`. It follows the reader's
 * system and a `data-theme` of `light` or `dark` on the card or anything around it; paper is light. Without the characters Markdown
 * and template engines look for, since it travels inside articles.
 */
export const cardStyle: string = [
  scoped(rules, ['.holdfast:not(#h)']),
  `@media screen and (prefers-color-scheme:dark){${scoped(darkRules, ['.holdfast:not(#h):not([data-theme=light],[data-theme=light] .holdfast)'])} }`,
  `@media screen{${scoped(darkRules, ['[data-theme=dark] .holdfast:not(#h)', '.holdfast[data-theme=dark]:not(#h)'])} }`,
  `@media (forced-colors:active){${scoped(forcedRules, ['.holdfast:not(#h)'])} }`,
  `@media print{${scoped(printRules, ['.holdfast:not(#h)'])} }`,
].join('');

/** `sha256-…` of `cardStyle`, for a policy's `style-src`. */
export const cardStyleHash: string = cspHash(cardStyle);

/** An id that isn't there weighs more than any class of the host page. */
function scoped(source: string, roots: readonly string[]): string {
  return source
    .trim()
    .split('\n')
    .map((rule) => {
      const brace = rule.indexOf('{');
      const body = rule.slice(brace);
      const each = splitSelectors(rule.slice(0, brace)).flatMap((selector) =>
        roots.map((root) => place(selector, root)),
      );
      return each.join(',') + body;
    })
    .join('');
}

function place(selector: string, root: string): string {
  const named = selector.replaceAll('.-', '.holdfast-');
  return named.startsWith('&') ? root + named.slice(1) : `${root} ${named}`;
}

/** At commas outside of brackets. */
function splitSelectors(selectors: string): string[] {
  return selectors.match(/(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];
}
