/**
 * Draws the pictures and faces of the gallery and writes them into its source, small enough to travel there:
 * `node tests/render/draw-gallery-pictures.ts`. No part of the suite.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawFace } from '../contact-sheet/faces.ts';
import { drawScene, type Scene } from '../contact-sheet/scenes.ts';

/** Which scene a picture of that name shows, and from where in it an upright picture is cut. */
const scenes: Readonly<Record<string, { readonly scene: Scene; readonly uprightFrom: number }>> = {
  boat: { scene: 'boats', uprightFrom: 110 },
  north: { scene: 'lighthouse', uprightFrom: 520 },
  south: { scene: 'ferry', uprightFrom: 300 },
  gate: { scene: 'bridge', uprightFrom: 300 },
  pier: { scene: 'sunrise', uprightFrom: 380 },
  wave: { scene: 'wave', uprightFrom: 400 },
  street: { scene: 'street', uprightFrom: 400 },
  market: { scene: 'stalls', uprightFrom: 60 },
};
const faces = ['ada', 'dana', 'minato', 'voice', 'office', 'ravi', 'lena', 'somchai'];

const lines = [
  '/** Drawn by `tests/render/draw-gallery-pictures.ts`, as WebP in base64: scenes of 720 × 480 pixels. */',
  ...(await table('landscapes', Object.keys(scenes), (name) => draw(name, 720, 480))),
  '',
  '/** The same scenes upright, 480 × 640. */',
  ...(await table('uprights', Object.keys(scenes), (name) => draw(name, 480, 640))),
  '',
  '/** Faces of nobody, 96 × 96. */',
  ...(await table('faces', faces, (name) => encode(drawFace(name), 96, 96))),
];
await writeFile(join(import.meta.dirname, '../../src/render/gallery/pictures.ts'), `${lines.join('\n')}\n`);

async function table(
  name: string,
  keys: readonly string[],
  drawn: (key: string) => Promise<string>,
): Promise<string[]> {
  const entries = await Promise.all(keys.map(async (key) => `  ${key}: '${await drawn(key)}',`));
  return [`export const ${name}: Readonly<Record<string, string>> = {`, ...entries, '};'];
}

function draw(name: string, width: number, height: number): Promise<string> {
  const { scene, uprightFrom } = scenes[name] ?? { scene: 'wave', uprightFrom: 0 };
  const svg = drawScene(scene);
  const upright = svg.replace('viewBox="0 0 1200 800"', `viewBox="${uprightFrom} 0 600 800"`);
  return encode(
    height > width ? upright.replace('width="1200" height="800" v', 'width="600" height="800" v') : svg,
    width,
    height,
  );
}

async function encode(svg: string, width: number, height: number): Promise<string> {
  const picture = sharp(Buffer.from(svg)).resize(width, height, { fit: 'fill' });
  return (await picture.webp({ quality: 50, effort: 6 }).toBuffer()).toString('base64');
}
