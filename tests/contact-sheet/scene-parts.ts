/** Parts of drawn scenes as SVG, in a box 1,200 wide and 800 high. */

export function sky(top: string, bottom: string): string {
  const id = `sky${top}${bottom}`.replaceAll('#', '-');
  return `${fade(id, top, bottom)}<rect width="1200" height="800" fill="url(#${id})"/>`;
}

export function sun(x: number, y: number, radius: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius * 2.6}" fill="${colour}" opacity=".18"/><circle cx="${x}" cy="${y}" r="${radius * 1.6}" fill="${colour}" opacity=".25"/><circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
}

export function cloud(x: number, y: number, size: number, colour: string): string {
  return `<path fill="${colour}" d="M${x} ${y}h${size}a${size * 0.14} ${size * 0.14} 0 0 0-${size * 0.1}-${size * 0.22}a${size * 0.22} ${size * 0.22} 0 0 0-${size * 0.38}-${size * 0.12}a${size * 0.2} ${size * 0.2} 0 0 0-${size * 0.32} ${size * 0.12}a${size * 0.13} ${size * 0.13} 0 0 0-${size * 0.2} ${size * 0.22}z"/>`;
}

/** A soft ridge: `phase` makes each another. */
export function hills(base: number, height: number, phase: number, colour: string): string {
  const points = Array.from({ length: 61 }, (_, index) => {
    const x = index * 20;
    const wave = Math.sin(x / 170 + phase) * 0.55 + Math.sin(x / 71 + phase * 2.3) * 0.25;
    return `${x} ${(base - height * (0.5 + wave * 0.6)).toFixed(1)}`;
  });
  return `<path fill="${colour}" d="M0 800 0 ${base}L${points.join(' ')} 1200 800z"/>`;
}

/** Water from a line down, with light lying on it. */
export function water(from: number, top: string, bottom: string, shine = '#fff'): string {
  const id = `sea${from}${top}${bottom}`.replaceAll('#', '-');
  const streaks = Array.from({ length: 26 }, (_, index) => {
    const y = from + 14 + ((index * 53) % Math.max(30, 780 - from));
    const x = (index * 337) % 1150;
    const width = 40 + ((index * 61) % 120);
    return `<rect x="${x}" y="${y}" width="${width}" height="4" rx="2"/>`;
  });
  return `${fade(id, top, bottom)}<rect y="${from}" width="1200" height="${800 - from}" fill="url(#${id})"/><g fill="${shine}" opacity=".2">${streaks.join('')}</g>`;
}

export function ferry(x: number, y: number, scale: number, hull = '#b5403a'): string {
  const windows = Array.from(
    { length: 9 },
    (_, index) => `<rect x="${46 + index * 32}" y="-62" width="18" height="16" rx="3"/>`,
  );
  return `<g transform="translate(${x} ${y}) scale(${scale})"><path fill="#f4f1ea" d="M30-78h310l24 46H20z"/><path fill="#e4ded2" d="M92-128h176v50H92z"/><path fill="#f2b544" d="M196-176h44v48h-44z"/><path fill="#33414d" d="M196-176h44v14h-44z"/><g fill="#3f5a6d">${windows.join('')}<rect x="112" y="-114" width="136" height="18" rx="4"/></g><path fill="${hull}" d="M-10-34h420q-14 62-52 62H52Q8 28-10-34z"/><path fill="#fff" opacity=".85" d="M-10-34h420l-3 12H-7z"/></g>`;
}

export function lighthouse(x: number, y: number, scale: number): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})"><path fill="#f6f2e9" d="M-34 0-22-260h44L34 0z"/><path fill="#c8453c" d="M-31-60-28-120h56l3 60zM-25-190-23-240h46l2 50z"/><rect x="-34" y="-272" width="68" height="14" rx="4" fill="#39454f"/><rect x="-20" y="-308" width="40" height="38" fill="#ffe9a6"/><path fill="#c8453c" d="M-28-306h56L0-338z"/><path fill="#5f5a55" d="M-150 30Q-90-14 0-10t160 44z"/></g>`;
}

/** A row of houses by the water, each with its windows. */
export function houses(y: number, colours: readonly string[], glow: string, from = 0): string {
  const row = colours.map((colour, index) => {
    const width = 110 + ((index * 37) % 50);
    const height = 130 + ((index * 83) % 120);
    const x = from + index * 138;
    const panes = [0, 1, 2].flatMap((column) =>
      Array.from({ length: Math.floor(height / 52) }, (_, line) => {
        const isLit = (index * 7 + column * 3 + line * 5) % 3 !== 0;
        return `<rect x="${x + 16 + column * 32}" y="${y - height + 28 + line * 50}" width="18" height="26" rx="2" fill="${isLit ? glow : '#00000040'}"/>`;
      }),
    );
    return `<path fill="${colour}" d="M${x} ${y}V${y - height}l${width / 2}-44 ${width / 2} 44V${y}z"/>${panes.join('')}`;
  });
  return row.join('');
}

/** A stone bridge of three arches, its feet at a line. */
export function bridge(y: number, stone: string, shade: string): string {
  const arch = (x: number) => `M${x} ${y}v-70a120 120 0 0 1 240 0v70z`;
  return `<path fill="${stone}" d="M0 ${y - 250}h1200v250H0z"/><path fill="${shade}" d="M0 ${y - 250}h1200v18H0z"/><g fill="${shade}"><path d="${arch(90)}"/><path d="${arch(480)}"/><path d="${arch(870)}"/></g>`;
}

/** A stall under a striped roof. */
export function stall(x: number, y: number, width: number, [light, dark]: readonly [string, string]): string {
  const stripe = width / 8;
  const stripes = Array.from(
    { length: 8 },
    (_, index) =>
      `<path fill="${index % 2 ? light : dark}" d="M${x + index * stripe} ${y - 210}h${stripe}v60a${stripe / 2} ${stripe / 2} 0 0 1-${stripe} 0z"/>`,
  );
  const fruit = Array.from(
    { length: 12 },
    (_, index) =>
      `<circle cx="${x + 24 + index * ((width - 48) / 11)}" cy="${y - 62 - (index % 3) * 9}" r="17" fill="${['#e8743b', '#f1b63a', '#7aa63f', '#c94b4b'][index % 4]}"/>`,
  );
  return `<path fill="#5b4636" d="M${x + 6} ${y - 210}h10V${y}h-10zM${x + width - 16} ${y - 210}h10V${y}h-10z"/>${fruit.join('')}<rect x="${x}" y="${y - 56}" width="${width}" height="56" rx="4" fill="#8a6446"/>${stripes.join('')}`;
}

/** Somebody standing there, seen from afar. */
export function person(x: number, y: number, scale: number, coat: string): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})"><circle cx="0" cy="-96" r="14" fill="#6d4c3d"/><path fill="${coat}" d="M-22-22q-4-58 22-58t22 58z"/><path fill="#2d3640" d="M-14-24h11V0h-11zM3-24h11V0H3z"/></g>`;
}

function fade(id: string, top: string, bottom: string): string {
  return `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
}
