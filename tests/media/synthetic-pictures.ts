import sharp from 'sharp';

export interface Raw {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Kinds of pictures that posts show, and of those that show next to nothing. */
export const kinds = {
  landscape,
  shapes,
  words,
  chart,
  blobs,
} as const satisfies Record<string, (seed: number, width: number, height: number) => Raw>;

export const flatKinds = {
  plain,
  speckled,
  gradient,
  dot,
} as const satisfies Record<string, (seed: number, width: number, height: number) => Raw>;

export function asSharp({ pixels, width, height }: Raw) {
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Numbers in 0…1 that only the seed decides. */
export function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Colour = readonly [number, number, number];

function colourOf(random: () => number): Colour {
  return [random() * 255, random() * 255, random() * 255];
}

function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): Raw {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = colourAt(x, y);
      for (const channel of [0, 1, 2] as const)
        pixels[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, colour[channel]));
    }
  return { pixels, width, height };
}

/** Value noise in octaves, as hills and clouds are. */
function landscape(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const octaves = [3, 6, 12, 24, 48].map((cells) => ({
    cells,
    values: Array.from({ length: (cells + 1) ** 2 }, random),
  }));
  const [low, high] = [colourOf(random), colourOf(random)];
  return paint(width, height, (x, y) => {
    let sum = 0;
    for (const [depth, { cells, values }] of octaves.entries()) {
      const [u, v] = [(x / width) * cells, (y / height) * cells];
      const [i, j] = [Math.floor(u), Math.floor(v)];
      const at = (a: number, b: number) => values[(j + b) * (cells + 1) + i + a] ?? 0;
      const top = at(0, 0) + (at(1, 0) - at(0, 0)) * (u - i);
      const bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * (u - i);
      sum += (top + (bottom - top) * (v - j)) / 2 ** (depth + 1);
    }
    return [0, 1, 2].map((c) => (low[c] ?? 0) + ((high[c] ?? 0) - (low[c] ?? 0)) * sum) as unknown as Colour;
  });
}

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly round: boolean;
  readonly colour: Colour;
}

function shapes(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const ground = colourOf(random);
  const all: Shape[] = Array.from({ length: 12 }, () => ({
    x: random(),
    y: random(),
    size: 0.05 + random() * 0.2,
    round: random() < 0.5,
    colour: colourOf(random),
  }));
  return paint(width, height, (px, py) => {
    const [x, y] = [px / width, py / height];
    const hit = all.findLast((shape) => {
      const [dx, dy] = [Math.abs(x - shape.x), Math.abs(y - shape.y)];
      return shape.round ? Math.hypot(dx, dy) < shape.size : Math.max(dx, dy) < shape.size;
    });
    return hit?.colour ?? ground;
  });
}

/** A picture of a page: dark words of random lengths in lines on white. */
function words(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const lines = Array.from({ length: 14 }, () => {
    const marks: boolean[] = [];
    while (marks.length < 60) {
      const length = 2 + Math.floor(random() * 8);
      marks.push(...Array.from({ length }, () => true), false);
    }
    const end = 60 * (random() < 0.25 ? random() : 1);
    return marks.slice(0, 60).map((mark, at) => mark && at < end);
  });
  return paint(width, height, (px, py) => {
    const [row, column] = [(py / height) * 16 - 1, (px / width) * 66 - 3];
    const inLine = row - Math.floor(row) < 0.5;
    return inLine && lines[Math.floor(row)]?.[Math.floor(column)] === true ? [30, 30, 34] : [255, 255, 255];
  });
}

/** Bars of random heights, always in the same place. */
function chart(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const bars = Array.from({ length: 9 }, () => 0.1 + random() * 0.7);
  const colour = colourOf(random);
  return paint(width, height, (px, py) => {
    const [x, y] = [(px / width) * 10 - 0.5, 1 - py / height];
    if (y < 0.06) return [60, 60, 60];
    const isBar = x - Math.floor(x) < 0.6 && y < 0.06 + (bars[Math.floor(x)] ?? 0);
    return isBar ? colour : [250, 250, 250];
  });
}

/** Sixteen colours, softly mixed. */
function blobs(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const spots = Array.from({ length: 16 }, () => ({ x: random(), y: random(), colour: colourOf(random) }));
  return paint(width, height, (px, py) => {
    const weights = spots.map(({ x, y }) => 1 / ((px / width - x) ** 2 + (py / height - y) ** 2 + 0.004));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return [0, 1, 2].map(
      (c) => spots.reduce((sum, { colour }, at) => sum + (colour[c] ?? 0) * (weights[at] ?? 0), 0) / total,
    ) as unknown as Colour;
  });
}

function plain(seed: number, width: number, height: number): Raw {
  const colour = colourOf(randomOf(seed));
  return paint(width, height, () => colour);
}

function speckled(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const colour = colourOf(random);
  return paint(width, height, () => {
    const change = (random() - 0.5) * 6;
    return [colour[0] + change, colour[1] + change, colour[2] + change];
  });
}

function gradient(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const [from, to] = [colourOf(random), colourOf(random)];
  const angle = random() * Math.PI;
  return paint(width, height, (px, py) => {
    const at = (px / width) * Math.cos(angle) + (py / height) * Math.sin(angle);
    return [0, 1, 2].map((c) => (from[c] ?? 0) + ((to[c] ?? 0) - (from[c] ?? 0)) * at) as unknown as Colour;
  });
}

/** One faint mark somewhere on a plain ground. */
function dot(seed: number, width: number, height: number): Raw {
  const random = randomOf(seed);
  const colour = colourOf(random);
  const [x, y] = [random(), random()];
  return paint(width, height, (px, py) => {
    const change = Math.hypot(px / width - x, py / height - y) < 0.03 ? 20 : 0;
    return [colour[0] + change, colour[1] + change, colour[2] + change];
  });
}
