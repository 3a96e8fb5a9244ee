/** A page whose own style is as rude to what it holds as any in the wild. */
export function hostPage(fragment: string, ground = '#f7f7f7'): string {
  const rude = [
    'html{font-size:62.5%}',
    `body{margin:0;padding:0 10px;background:${ground};font-family:serif}`,
    '#main article p{margin:3em;text-indent:2em;color:red}',
    '#main a{border-bottom:2px solid red;color:green}',
    '#main img{border:5px solid red;padding:5px;margin:2em}',
    '#main blockquote{border-left:9px solid red;font-style:italic;padding:2em}',
    '#main blockquote:before{content:"“";font-size:4em}',
    '#main ul li{list-style:square;margin:2em}',
    '#main header,#main footer{background:pink;padding:4em}',
    '#main figure{margin:4em}',
    '#main svg{fill:red;margin:9px}',
    '#main time{font-size:30px}',
    '#main strong{color:red}',
    '#main video,#main audio{border:5px solid red;margin:2em;width:10px;height:10px;opacity:.2}',
    '#main details{padding:3em;background:pink;border:9px solid}',
    '#main summary{padding:2em;font-size:3em;color:red;list-style:square}',
    '#main figcaption{padding:2em;color:red;font-size:3em;text-align:center}',
    '#main ol{padding:9em;list-style:upper-roman}',
    '#main span,#main bdi{display:block;color:red}',
    '#main picture{display:block;width:10px}',
  ];
  const inherited = 'letter-spacing:.2em;text-align:justify;text-transform:uppercase;font-style:italic';
  return `<!DOCTYPE html><meta charset="utf-8"><style>${rude.join('')}</style><div id="main" style="${inherited}">${fragment}</div>`;
}
