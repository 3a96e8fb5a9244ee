/** A face of simple shapes, 200 pixels square: the same seed gives the same one. */
export function drawFace(seed: string): string {
  const pick = picker(seed);
  const ground = pick(['#cfe3f1', '#f6dcc4', '#d7ead3', '#eadcf2', '#fbe3a8', '#d3e7e6', '#f3cfcb']);
  const skin = pick(['#f0c8a4', '#d9a273', '#a86f45', '#7b4d30', '#e7b58b', '#c58a5c']);
  const hair = pick(['#2b2320', '#5a3a22', '#8a5a2b', '#3a3a44', '#a7a3a0', '#6d2f24']);
  const coat = pick(['#33658a', '#7d4f7a', '#3f7d58', '#a4493d', '#4a5568', '#b7791f']);
  const top = pick([
    `<path fill="${hair}" d="M52 92q-6-62 48-62t48 62q-18-30-48-30T52 92z"/>`,
    `<path fill="${hair}" d="M46 150q-10-122 54-122t54 122q-10-20-12-62-40-6-56-30-6 26-28 34 0 40-12 58z"/>`,
    `<path fill="${hair}" d="M54 88q0-60 50-60 44 0 42 60-10-24-24-30-30 14-60 8-6 8-8 22z"/><path fill="${hair}" d="M64 118q6 44 36 44t36-44q-14 18-36 18t-36-18z"/>`,
    `<path fill="${coat}" d="M40 170q-6-146 60-146t60 146l-18-40q2-70-42-70t-42 70z"/>`,
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200"><rect width="200" height="200" fill="${ground}"/><path fill="${coat}" d="M20 200q4-52 80-52t80 52z"/><path fill="${skin}" d="M82 120h36v36q-18 16-36 0z"/><ellipse cx="100" cy="98" rx="42" ry="50" fill="${skin}"/>${top}<g fill="#2a2020"><circle cx="84" cy="100" r="4.500"/><circle cx="116" cy="100" r="4.500"/></g><path fill="none" stroke="#2a2020" stroke-width="4" stroke-linecap="round" d="M86 122q14 12 28 0"/></svg>`;
}

function picker(seed: string): <Item>(items: readonly Item[]) => Item {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const item = items[(state >>> 16) % items.length];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
}
