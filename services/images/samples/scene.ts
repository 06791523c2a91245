/** A longhouse at a fjord, in the evening, as SVG. The same every time: chance has a seed. */

const WIDTH = 2400;
const HEIGHT = 1600;
const HORIZON = 800;
const SHORE = 960;

/** A number of at least 0 and less than 1, the next of a fixed row. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const chance = chances(8);
const between = (low: number, high: number) => low + chance() * (high - low);
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');
const hsl = (hue: number, saturation: number, lightness: number) =>
  `hsl(${hue.toFixed(0)},${saturation.toFixed(0)}%,${lightness.toFixed(0)}%)`;
const px = (value: number) => value.toFixed(1);

/** A ridge by midpoint displacement: each half of a line is broken at a random height, half as much as the line before. */
function ridge(heights: readonly number[], roughness: number): readonly number[] {
  if (heights.length > 300) return heights;
  const finer = heights.flatMap((height, index) => {
    const next = heights[index + 1];
    return next === undefined ? [height] : [height, (height + next) / 2 + between(-roughness, roughness)];
  });
  return ridge(finer, roughness * 0.55);
}

function mountains(heights: readonly number[], roughness: number, fill: string): string {
  const points = ridge(heights, roughness);
  const line = points.map((y, index) => `${px((index / (points.length - 1)) * WIDTH)},${px(y)}`).join(' ');
  return `<polygon points="0,${SHORE} ${line} ${WIDTH},${SHORE}" fill="${fill}"/>`;
}

/** Waves: nearer ones are longer and further apart. */
const water = () =>
  times(900, () => {
    const near = chance() ** 2;
    const [x, y, length] = [between(-100, WIDTH), HORIZON + near * 170, between(20, 160) * (0.2 + near)];
    const colour = hsl(between(205, 225), 35, between(38, 72));
    return `<path d="M${px(x)} ${px(y)}h${px(length)}" stroke="${colour}" stroke-width="${px(1 + near * 3)}" opacity=".5"/>`;
  });

/** Blades of grass; those that are further down are nearer, hence longer, and drawn later. */
const meadow = () =>
  times(9000, (index) => {
    const near = index / 9000;
    const [x, y] = [between(0, WIDTH), SHORE + near * (HEIGHT - SHORE) + between(-10, 30)];
    const length = 8 + near * 70;
    const colour = hsl(between(58, 105), between(25, 60), between(14, 30) + near * 14);
    return `<path d="M${px(x)} ${px(y)}q${px(between(-6, 6))} ${px(-length / 2)} ${px(between(-18, 18))} ${px(-length)}" stroke="${colour}" stroke-width="${px(1 + near * 3.5)}" fill="none"/>`;
  });

const flowers = () =>
  times(420, (index) => {
    const near = (index / 420) ** 0.6;
    const colour = [hsl(48, 90, 62), hsl(340, 60, 70), hsl(0, 0, 93)][index % 3] ?? '';
    return `<circle cx="${px(between(0, WIDTH))}" cy="${px(SHORE + 30 + near * 590)}" r="${px(1.5 + near * 6)}" fill="${colour}"/>`;
  });

const planks = () =>
  times(104, (index) => {
    const x = 640 + index * 11.5;
    return `<rect x="${px(x)}" y="${px(860 + between(-3, 3))}" width="10.5" height="190" fill="${hsl(between(20, 32), between(28, 42), between(17, 31))}"/>`;
  });

/** Turf: the roof is overgrown. Its outline is the path that is drawn below it, two curves to the ridge and one back along the eaves. */
const roof = () =>
  times(5200, (index) => {
    const [along, down] = [chance(), chance()];
    const fromLeft = curve(560, 700, 1240, along);
    const x = index % 2 === 0 ? fromLeft : 2480 - fromLeft;
    const eaves = curve(905, 850, 905, (x - 560) / 1360);
    const y = curve(905, 690, 668, along) * (1 - down) + eaves * down + 12;
    const colour = hsl(between(62, 108), between(25, 50), 16 + between(0, 22) * (1 - down * 0.5));
    return `<path d="M${px(x)} ${px(y)}l${px(between(-7, 7))} ${px(between(-26, -8))}" stroke="${colour}" stroke-width="3"/>`;
  });

/** A quadratic Bézier curve in one dimension. */
const curve = (from: number, towards: number, to: number, at: number) =>
  (1 - at) ** 2 * from + 2 * at * (1 - at) * towards + at ** 2 * to;

const window = (x: number) =>
  `<rect x="${x}" y="920" width="46" height="54" fill="url(#light)"/><path d="M${x + 23} 920v54M${x} 947h46" stroke="#2a1a10" stroke-width="5"/><rect x="${x}" y="920" width="46" height="54" fill="none" stroke="#1c120b" stroke-width="7"/>`;

const smoke = () =>
  times(26, (index) => {
    const [x, y, radius] = [1250 + index * 13 + between(-14, 14), 630 - index * 17, 12 + index * 4.4];
    return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="#d9d4dd" opacity="${(0.2 - index * 0.006).toFixed(3)}"/>`;
  });

const stones = () =>
  times(150, (index) => {
    const [x, y, radius] = [600 + index * 8.8, 1050 + between(-8, 10), between(7, 15)];
    return `<ellipse cx="${px(x)}" cy="${px(y)}" rx="${px(radius)}" ry="${px(radius * 0.7)}" fill="${hsl(220, 6, between(26, 52))}"/>`;
  });

/** The scene at a size; its proportions are 3 to 2, and another size is cut. */
export function scene(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#27406f"/><stop offset=".55" stop-color="#8d8fb4"/><stop offset=".85" stop-color="#efb58e"/><stop offset="1" stop-color="#f8d9a0"/></linearGradient>
<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d9b295"/><stop offset="1" stop-color="#33486d"/></linearGradient>
<linearGradient id="grass" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4d5a2c"/><stop offset="1" stop-color="#1f2a12"/></linearGradient>
<radialGradient id="light"><stop offset="0" stop-color="#ffe9a8"/><stop offset="1" stop-color="#e08a2e"/></radialGradient>
<radialGradient id="sun"><stop offset="0" stop-color="#fff3cf" stop-opacity=".95"/><stop offset=".12" stop-color="#ffdf9e" stop-opacity=".7"/><stop offset="1" stop-color="#ffd08a" stop-opacity="0"/></radialGradient>
</defs>
<rect width="${WIDTH}" height="${HORIZON}" fill="url(#sky)"/><circle cx="420" cy="700" r="520" fill="url(#sun)"/>
${mountains([560, 380, 520, 300, 470, 350, 540], 90, '#7d7f9f')}${mountains([690, 560, 640, 700, 520, 610, 480], 80, '#56607f')}${mountains([770, 730, 760, 720, 690, 740, 660], 45, '#3b4a5c')}
<rect y="${HORIZON}" width="${WIDTH}" height="180" fill="url(#sea)"/>${water()}
<rect y="${SHORE}" width="${WIDTH}" height="${HEIGHT - SHORE}" fill="url(#grass)"/>
${smoke()}<rect x="630" y="850" width="1220" height="205" fill="#150d08"/>${planks()}
<rect x="1130" y="905" width="92" height="150" fill="#120b06"/><rect x="1142" y="917" width="68" height="138" fill="url(#light)" opacity=".8"/>${[730, 880, 1010, 1310, 1460, 1610, 1740].map(window).join('')}${stones()}
<path d="M560 905Q700 690 1240 668Q1780 690 1920 905Q1240 850 560 905Z" fill="#26331a"/>${roof()}<rect x="1215" y="640" width="70" height="42" fill="#17110c"/>
${meadow()}${flowers()}
</svg>`;
}
