/** A transparent picture stands on white, as in its JPEG. */
const WHITE = 255;

/**
 * The colour of which a picture has most, `#rrggbb`: the mean of the fullest of 512 boxes of like colours.
 * @param rgba 8 bits a channel, alpha not premultiplied
 */
export function dominantColour(rgba: Uint8Array): string {
  const boxes = new Map<number, Box>();
  let fullest: Box = { count: 0, red: WHITE, green: WHITE, blue: WHITE };
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const alpha = (rgba[at + 3] ?? 0) / 255;
    const onWhite = (channel: number) => Math.round((rgba[at + channel] ?? 0) * alpha + WHITE * (1 - alpha));
    const [red, green, blue] = [onWhite(0), onWhite(1), onWhite(2)];
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const box = boxes.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    boxes.set(key, box);
    box.count += 1;
    box.red += red;
    box.green += green;
    box.blue += blue;
    if (box.count > fullest.count) fullest = box;
  }
  const { count, ...sums } = fullest;
  const digits = Object.values(sums).map((sum) => Math.round(sum / Math.max(1, count)));
  return `#${digits.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

interface Box {
  count: number;
  red: number;
  green: number;
  blue: number;
}
