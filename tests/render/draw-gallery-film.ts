/**
 * Records the gallery's film in Chromium and reckons its sound: `node tests/render/draw-gallery-film.ts > FILE`, the
 * text of `src/render/gallery/films.ts`. No part of the suite.
 */
import { openLoneBrowser } from './lone-browser.ts';

const browser = await openLoneBrowser();
try {
  const page = await browser.newPage();
  const film = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    document.body.append(canvas);
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('no canvas');
    const recorder = new MediaRecorder(canvas.captureStream(10), {
      mimeType: 'video/webm;codecs=vp8',
      videoBitsPerSecond: 20_000,
    });
    const chunks: Blob[] = [];
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    for (let frame = 0; frame < 15; frame += 1) {
      pen.fillStyle = '#9ec5e8';
      pen.fillRect(0, 0, 320, 180);
      pen.fillStyle = '#2c5d86';
      pen.fillRect(0, 110 - frame * 2, 320, 180);
      pen.fillStyle = '#c8402f';
      pen.fillRect(120, 90 - frame * 2, 80, 24);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  const lines = [
    '/** Recorded by `tests/render/draw-gallery-film.ts`: a boat that rises with the tide, WebM in base64. */',
    `export const film =\n  '${film}';`,
    '',
    '/** A fog horn of half a second, WAV in base64. */',
    `export const sound =\n  '${fogHorn().toString('base64')}';`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
} finally {
  await browser.close();
}

/** 8 bits, mono, 4,000 samples a second. */
function fogHorn(): Buffer {
  const rate = 4000;
  const samples = Buffer.from(
    Array.from({ length: rate / 2 }, (_none, at) =>
      Math.round(128 + 100 * Math.sin((2 * Math.PI * 110 * at) / rate)),
    ),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
