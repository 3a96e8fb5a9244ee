import {
  bridge,
  cloud,
  ferry,
  hills,
  houses,
  lighthouse,
  person,
  sky,
  stall,
  sun,
  water,
} from './scene-parts.ts';

/** Pictures that the posts show, as SVG in a box of 1,200 by 800. Drawn, not photographed: nobody's rights, nobody's face. */
export const scenes = {
  ferry: () =>
    sky('#7fb6d9', '#f6d9b4') +
    sun(930, 250, 62, '#fff3cf') +
    hills(470, 170, 0.6, '#8fa7b8') +
    hills(500, 110, 2.2, '#5f7d8c') +
    water(480, '#6aa3bd', '#1f4f6b') +
    ferry(330, 590, 1.35),
  lighthouse: () =>
    sky('#2f5d8c', '#f3b48b') +
    cloud(180, 240, 220, '#ffffff66') +
    cloud(700, 180, 170, '#ffffff4d') +
    hills(560, 90, 4.1, '#6a7f8f') +
    water(540, '#4d88a6', '#16374e') +
    lighthouse(820, 590, 1.5),
  wave: () =>
    sky('#5a6b7a', '#c8ccc6') +
    hills(480, 120, 3.2, '#6b7884') +
    water(460, '#52707d', '#17323f') +
    '<path fill="#2f5c6b" d="M0 800V560q260-30 430-190 130-120 300-70 90 30 90 110-70-50-140-20-90 40-60 150 40 130 580 150v110z"/><path fill="#e9f1f1" d="M430 372q130-120 300-70 90 30 90 110-70-50-140-20 40-50-10-60-100-20-240 40z"/><g fill="#fff" opacity=".8"><circle cx="850" cy="360" r="12"/><circle cx="890" cy="420" r="8"/><circle cx="800" cy="300" r="9"/><circle cx="760" cy="270" r="6"/></g>',
  bridge: () =>
    sky('#a9cfe4', '#f4ead6') +
    hills(430, 190, 1.4, '#86a98b') +
    hills(470, 120, 3.7, '#5c8866') +
    bridge(640, '#c9b79c', '#8c7a63') +
    water(630, '#6fa8a3', '#2c6264'),
  flood: () =>
    sky('#8a97a3', '#cfd0cb') +
    cloud(120, 210, 300, '#ffffff40') +
    cloud(640, 160, 340, '#ffffff33') +
    hills(430, 190, 1.4, '#6f8674') +
    hills(470, 120, 3.7, '#4d6b57') +
    bridge(640, '#a89a86', '#6f6353') +
    water(480, '#8d7a5c', '#4d4130', '#efe2c6'),
  dawn: () =>
    sky('#1d2b4f', '#c76f5b') +
    hills(520, 150, 0.2, '#2c3558') +
    water(520, '#5a4a68', '#1b2140', '#ffd9b0') +
    pier(640, '#14182c'),
  sunrise: () =>
    sky('#4a6fa5', '#f8b872') +
    sun(420, 470, 58, '#ffe2a8') +
    hills(520, 150, 0.2, '#536184') +
    water(520, '#c38a6a', '#3c4a6e', '#fff0cf') +
    pier(660, '#2b2a35'),
  morning: () =>
    sky('#7cb8e0', '#fdf0d3') +
    sun(470, 240, 58, '#fff6d8') +
    hills(520, 150, 0.2, '#7f98a6') +
    water(520, '#76b0c4', '#2a6480') +
    pier(700, '#4b3f38'),
  stalls: () =>
    market('#f7ead2') +
    stall(90, 640, 460, ['#fff', '#d1503f']) +
    stall(650, 640, 460, ['#fff', '#2f7f86']) +
    person(600, 700, 1.6, '#3e6da1'),
  fruit: () =>
    market('#efe6d8') + stall(150, 700, 900, ['#fff8e6', '#e0a030']) + person(120, 720, 1.9, '#8a3f5d'),
  boats: () =>
    sky('#a7d3e0', '#f9edd7') +
    houses(
      420,
      ['#d9a066', '#b9c2a0', '#c8755a', '#e3cfa1', '#8fa9b5', '#d28d7a', '#b8a1b9', '#d9b45f', '#9db59a'],
      '#fff4cf',
      -30,
    ) +
    water(420, '#6ea8ab', '#2d6670') +
    rowboat(220, 600, '#c4563f') +
    rowboat(700, 690, '#3d7a5c'),
  closed: () =>
    market('#dfe6e8') +
    '<g fill="#7b8790"><rect x="120" y="360" width="280" height="300" rx="8"/><rect x="460" y="360" width="280" height="300" rx="8"/><rect x="800" y="360" width="280" height="300" rx="8"/></g><g stroke="#5f6b74" stroke-width="6"><path d="M120 410h280M120 460h280M120 510h280M120 560h280M120 610h280M460 410h280M460 460h280M460 510h280M460 560h280M460 610h280M800 410h280M800 460h280M800 510h280M800 560h280M800 610h280"/></g>' +
    person(430, 720, 1.7, '#c07a2c'),
  street: () =>
    sky('#0d1730', '#40406b') +
    '<g fill="#fff" opacity=".8"><circle cx="200" cy="120" r="3"/><circle cx="420" cy="80" r="2"/><circle cx="690" cy="150" r="3"/><circle cx="980" cy="90" r="2"/><circle cx="1090" cy="210" r="3"/></g>' +
    sun(1010, 190, 40, '#f4ecc8') +
    houses(
      600,
      ['#3c4668', '#513f5c', '#2f4a5f', '#5a4a4f', '#36436b', '#4a3a55', '#35506a', '#4f4660', '#333f63'],
      '#ffcf6b',
      -20,
    ) +
    '<path fill="#1b2036" d="M0 600h1200v200H0z"/><path fill="#ffcf6b" opacity=".18" d="M0 600h1200l-120 200H120z"/>' +
    person(560, 730, 1.7, '#8b3f4a') +
    person(640, 740, 1.5, '#3f6f8b'),
  chart: () =>
    '<rect width="1200" height="800" fill="#f4f7f9"/><g stroke="#d5dee5" stroke-width="3"><path d="M120 160h980M120 300h980M120 440h980M120 580h980"/></g><path stroke="#8796a3" stroke-width="4" d="M120 100v580h980" fill="none"/><path fill="#2b7bb9" opacity=".16" d="M120 560 260 540 400 552 540 500 680 470 820 330 900 180 980 250 1100 300V680H120z"/><path fill="none" stroke="#2b7bb9" stroke-width="12" stroke-linejoin="round" stroke-linecap="round" d="M120 560 260 540 400 552 540 500 680 470 820 330 900 180 980 250 1100 300"/><circle cx="900" cy="180" r="20" fill="#d1503f"/><path stroke="#d1503f" stroke-width="5" stroke-dasharray="14 12" d="M900 200v480"/>',
  warehouse: () =>
    sky('#1d1b2e', '#7a3b2d') +
    houses(620, ['#2a2433', '#241f2c', '#2f2733', '#231e2b', '#2b2531'], '#ff9b42', 220) +
    water(620, '#55302c', '#191521', '#ffb066'),
  turning: () =>
    sky('#93b7c4', '#eef0e6') +
    hills(470, 140, 5.1, '#7d9c98') +
    water(450, '#5c96a5', '#1d4c5c') +
    ferry(690, 610, 1.1, '#2f6d9a') +
    '<path fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".7" d="M640 650q-220 40-380-30M660 690q-260 60-470-40"/>',
} as const satisfies Record<string, () => string>;

export type Scene = keyof typeof scenes;

/** A scene's whole SVG. */
export function drawScene(name: Scene): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800">${scenes[name]()}</svg>`;
}

function pier(y: number, wood: string): string {
  const posts = Array.from(
    { length: 7 },
    (_, index) => `<path d="M${640 + index * 84} ${y - 30}h22V800h-22z"/>`,
  );
  return `<g fill="${wood}"><path d="M600 ${y - 60}h600v30H600z"/>${posts.join('')}<path d="M610 ${y - 130}h8v80h-8zM610 ${y - 130}h590v8H610z"/></g>`;
}

function market(ground: string): string {
  return `${sky('#b8dcec', '#fdf3df')}${hills(430, 150, 2.6, '#9db7a5')}<path fill="${ground}" d="M0 470h1200v330H0z"/>`;
}

function rowboat(x: number, y: number, colour: string): string {
  return `<path fill="${colour}" d="M${x} ${y}h300q-20 66-72 66H${x + 70}Q${x + 14} ${y + 66} ${x} ${y}z"/><path fill="#fff" opacity=".5" d="M${x} ${y}h300l-4 12H${x + 4}z"/><path stroke="#6b4d37" stroke-width="8" d="M${x + 60} ${y - 8} ${x - 40} ${y + 60}M${x + 230} ${y - 8} ${x + 340} ${y + 56}"/>`;
}
