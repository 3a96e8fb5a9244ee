const text = 'The quick brown fox jumps over the lazy dog';

/** Markup of a post's text whose words are there but not to be seen, or not to be seen alone. */
export const unseen: Readonly<Record<string, string>> = {
  'not displayed': `<p class="text"><span style="display: none">${text}</span>Buy kelp</p>`,
  'not visible': `<p class="text" style="visibility: hidden">${text}</p>`,
  collapsed: `<p class="text"><span style="visibility: collapse">${text}</span></p>`,
  'see-through': `<p class="text" style="opacity: 0">${text}</p>`,
  'nearly see-through': `<div style="opacity: 0.4"><p class="text" style="opacity: 0.3">${text}</p></div>`,
  'of clear ink': `<p class="text" style="color: transparent">${text}</p>`,
  'of clear filling': `<p class="text" style="-webkit-text-fill-color: rgba(0, 0, 0, 0.1)">${text}</p>`,
  'of its ground’s colour': `<p class="text" style="color: #fff">${text}</p>`,
  'of nearly its ground’s colour': `<p class="text" style="color: #fafafa; background: #fefefe">${text}</p>`,
  'of its ground’s colour, written otherwise': `<p class="text" style="color: color(srgb 1 1 1); background: hsl(0 0% 100%)">${text}</p>`,
  'of its ground’s colour in the dark': `<div style="background: #111"><p class="text" style="color: #121212">${text}</p></div>`,
  'of no size': `<p class="text" style="font-size: 0">${text}</p>`,
  'of hardly any size': `<p class="text" style="font-size: 2px">${text}</p>`,
  'shrunk to nothing': `<p class="text" style="transform: scale(0.01)">${text}</p>`,
  'shrunk to a line': `<p class="text" style="transform: scaleY(0)">${text}</p>`,
  'turned on edge': `<p class="text" style="transform: rotateX(90deg)">${text}</p>`,
  'moved off the page': `<p class="text" style="position: absolute; left: -9999px">${text}</p>`,
  'indented off the page': `<p class="text" style="text-indent: -9999px; overflow: hidden">${text}</p>`,
  'moved out of the picture': `<p class="text" style="position: absolute; top: 900px">${text}</p>`,
  'cut off by its box': `<p class="text" style="height: 0; overflow: hidden">${text}</p>`,
  'cut off by a box around it': `<div style="height: 1px; overflow: clip"><p class="text" style="margin: 0">${text}</p></div>`,
  'cut off to the side': `<p class="text" style="width: 3px; overflow: hidden; white-space: nowrap">${text}</p>`,
  'cut to a shape': `<p class="text" style="clip-path: inset(50%)">${text}</p>`,
  'cut to an old shape': `<p class="text" style="position: absolute; clip: rect(0, 0, 0, 0)">${text}</p>`,
  blurred: `<p class="text" style="filter: blur(8px)">${text}</p>`,
  'faded by a filter': `<p class="text" style="filter: opacity(0.05)">${text}</p>`,
  'turned round letter by letter': `<p class="text"><bdo dir="rtl">${text}</bdo></p>`,
  'in a closed drawer': `<p class="text"><details><summary>More</summary>${text}</details></p>`
    .replaceAll('<p', '<div')
    .replaceAll('/p>', '/div>'),
  'under a box': `<div style="position: relative"><p class="text">${text}</p><div style="position: absolute; inset: 0; background: #fff">Other words</div></div>`,
  'under a box that lets clicks through': `<div style="position: relative"><p class="text">${text}</p><div style="position: absolute; inset: 0; background: #fff; pointer-events: none !important"></div></div>`,
  'under a box that lets clicks through by a rule': `<style>#a#a.v { position: absolute; inset: 0; background: #fff; pointer-events: none !important }</style><div style="position: relative"><p class="text">${text}</p><div id="a" class="v"></div></div>`,
  'under a picture': `<div style="position: relative"><p class="text">${text}</p><canvas width="534" height="60" style="position: absolute; inset: 0"></canvas></div>`,
  'under a frame': `<div style="position: relative"><p class="text">${text}</p><iframe style="position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: #fff" srcdoc="Other words"></iframe></div>`,
  'under what a style draws': `<style>.veil { position: relative } .veil::after { content: ""; position: absolute; inset: 0; background: #fff }</style><div class="veil"><p class="text">${text}</p></div>`,
  'behind its own ground': `<div style="background: #fff; position: relative; z-index: 0"><div style="background: #eee"><p class="text" style="position: relative; z-index: -1">${text}</p></div></div>`,
  'behind words a style writes': `<style>.not::before { content: "It is a lie that " }</style><p class="text not">${text}</p>`,
  'between words a style writes': `<style>.odd b::before { content: "never " }</style><p class="text odd">The quick brown fox <b>jumps over the lazy dog</b></p>`,
  'in place of words a style writes': `<style>.alt { font-size: 0 } .alt::before { content: attr(data-x); font-size: 16px }</style><p class="text alt" data-x="Other words">${text}</p>`,
  'of a host without a slot': `<p class="text"><span>${text}<template shadowrootmode="open">Other words</template></span></p>`,
  'of a host that is closed': `<p class="text"><span>${text}<template shadowrootmode="closed">Other words</template></span></p>`,
  'in the shade of a modal dialog': `<p class="text">${text}</p><dialog>Hello</dialog><script>document.querySelector('dialog').showModal()</script>`,
};

/** Markup of a post's text whose words are in unusual places, and to be seen. */
export const seen: Readonly<Record<string, string>> = {
  'in an open shadow': `<p class="text"><span><template shadowrootmode="open"><i>${text}</i></template></span></p>`,
  'in a slot': `<p class="text"><span>${text}<template shadowrootmode="open"><b><slot></slot></b></template></span></p>`,
  'in an element of a shadow': `<div><template shadowrootmode="open"><p class="text">${text}</p></template></div>`,
  'in a shadow in a shadow': `<div><template shadowrootmode="open"><div><template shadowrootmode="open"><p class="text">${text}</p></template></div></template></div>`,
  'letter by letter': `<p class="text">${[...text].map((letter) => `<span>${letter}</span>`).join('')}</p>`,
  'in an element without a box': `<p class="text"><span style="display: contents">${text}</span></p>`,
  'over a picture': `<div style="position: relative"><img width="500" height="90" style="position: absolute" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"><p class="text" style="position: relative; color: #fff">${text}</p></div>`,
  'with signs a style adds': `<style>.mark::before { content: "“" } .mark::after { content: "…" }</style><p class="text mark">${text}</p>`,
  'beside an icon of a font': `<style>.icon::before { content: "\\e001" }</style><p class="text"><i class="icon"></i>${text}</p>`,
  upright: `<p class="text" style="writing-mode: vertical-rl; height: 400px">${text}</p>`,
};

/** Documents that stand in the way of whoever reads them. A good post is in each of them: `POST`. */
export const hostile: Readonly<Record<string, string>> = {
  'a form that hides its properties':
    '<form><input name="attributes"><input name="querySelectorAll"><input name="parentNode"><input name="getBoundingClientRect">POST</form>',
  'a document that hides its properties':
    '<img name="querySelectorAll"><img name="body"><img name="title"><img name="adoptedStyleSheets"><img name="elementsFromPoint"><img name="documentElement">POST',
  'prototypes of its own': `POST<script>
    for (const kind of [Element, Node, Document, Text, CharacterData, Range, DOMTokenList, CSSStyleDeclaration])
      for (const name of Object.getOwnPropertyNames(kind.prototype)) {
        try { Object.defineProperty(kind.prototype, name, { get() { throw new Error('no'); } }); } catch {}
      }
    Array.prototype.map = () => { throw new Error('no'); }; globalThis.getComputedStyle = () => ({});
    Reflect.get = Reflect.apply = () => { throw new Error('no'); };</script>`,
  'a deep tree': `POST<script>let at = document.body; for (let i = 0; i < 1000; i++) { at.append(at = document.createElement('div')); }</script>`,
  // Last: a policy stays with the document for good.
  'a policy on scripts': '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">POST',
};
