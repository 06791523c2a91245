import sharp from 'sharp';
import { decode } from '../../src/pixels/decode.ts';
import { render } from '../../src/pixels/render.ts';
import { drawn, meanColour, plain, quarters, RED } from '../pictures.ts';
import { rendered } from './rendered.ts';

describe('render', () => {
  it('makes each size in WebP and JPEG, with the long edge that its name stands for', async () => {
    // Prepare
    const jpeg = await plain(2400, 1600).jpeg().toBuffer();
    // Act
    const { pixels, files } = await rendered(jpeg);
    // Assess
    const told = pixels.renditions.map(({ name, width, height }) => `${name} ${width}x${height}`);
    expect(told).toEqual(['large 2048x1365', 'medium 1024x683', 'small 480x320', 'thumb 160x160']);
    const real = await Promise.all(
      files.map(async ({ name, data }) => {
        const { format, width, height } = await sharp(data).metadata();
        return `${name} ${format} ${width}x${height}`;
      }),
    );
    expect(real).toEqual(told.flatMap((text) => ['webp', 'jpeg'].map((format) => text.replace(' ', ` ${format} `))));
    expect(pixels).toMatchObject({ format: 'jpeg', width: 2400, height: 1600, frames: 1 });
  });

  it('makes AVIF as well when it is asked for', async () => {
    const { pixels, files } = await rendered(await quarters().png().toBuffer(), { avif: true });
    const types = await Promise.all(files.map(({ data }) => sharp(data).metadata()));
    expect(files.map(({ format }) => format)).toEqual(pixels.renditions.flatMap(() => ['webp', 'jpeg', 'avif']));
    expect(types.filter(({ compression }) => compression === 'av1')).toHaveLength(4);
  });

  it('tells the size of every file', async () => {
    const { pixels, files } = await rendered(await quarters(700, 500).png().toBuffer());
    expect(pixels.renditions.flatMap(({ formats }) => formats.map(({ bytes }) => bytes))).toEqual(
      files.map(({ data }) => data.length),
    );
  });

  it('decodes the file once', async () => {
    let decoded = 0;
    await render(
      await quarters(600, 400).jpeg().toBuffer(),
      { avif: true },
      async () => {},
      (...input) => {
        decoded += 1;
        return decode(...input);
      },
    );
    expect(decoded).toBe(1);
  });

  it.each([
    ['300 x 200', 300, 200, ['300x200', '300x200', '300x200', '160x160']],
    ['100 x 120', 100, 120, ['100x120', '100x120', '100x120', '100x120']],
    ['600 x 90', 600, 90, ['600x90', '600x90', '480x72', '160x90']],
    ['1 x 1', 1, 1, ['1x1', '1x1', '1x1', '1x1']],
    ['30000 x 1', 30_000, 1, ['2048x1', '1024x1', '480x1', '160x1']],
    ['1 x 30000', 1, 30_000, ['1x2048', '1x1024', '1x480', '1x160']],
  ])('enlarges nothing: %s', async (_, width, height, sizes) => {
    const { pixels, files } = await rendered(await plain(width, height).png().toBuffer());
    expect(pixels.renditions.map((each) => `${each.width}x${each.height}`)).toEqual(sizes);
    expect(files).toHaveLength(8);
  });

  it.each([
    ['left', 60],
    ['right', 740],
  ])('cuts the thumb where there is something to see, not in the middle: on the %s', async (_, centre) => {
    // Prepare
    const seen = (x: number, y: number) => Math.hypot(x - centre, y - 100) < 50;
    const png = await drawn(800, 200, (x, y) => (seen(x, y) ? RED : [120, 125, 130]))
      .png()
      .toBuffer();
    // Act
    const { file } = await rendered(png);
    // Assess
    const [red = 0, green = 0] = await meanColour(file('thumb', 'jpeg'), { left: 0, top: 0, width: 160, height: 160 });
    expect(red - green).toBeGreaterThan(20);
  });

  it('tells the colour of which there is most, and a placeholder', async () => {
    const { pixels } = await rendered(await plain(400, 300, [18, 52, 86]).png().toBuffer());
    expect(pixels.colour).toBe('#123456');
    expect(pixels.thumbHash).toMatch(/^[A-Za-z0-9+/]{20,40}={0,2}$/);
  });

  it('hands a file over while the next one is encoded, and waits for the last', async () => {
    // Prepare
    const jpeg = await quarters(300, 200).jpeg().toBuffer();
    let running = 0;
    let most = 0;
    let stored = 0;
    // Act
    await render(jpeg, { avif: false }, async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      stored += 1;
    });
    // Assess
    expect({ most, stored, running }).toEqual({ most: 1, stored: 8, running: 0 });
  });

  it.each([0, 3, 7])('rejects with what storing file %i rejected with, and hands no more over', async (failing) => {
    // Prepare
    const down = new Error('S3 is down');
    let handed = 0;
    // Act
    const rendering = render(await quarters().jpeg().toBuffer(), { avif: false }, async () => {
      if (handed++ === failing) throw down;
    });
    // Assess
    await expect(rendering).rejects.toBe(down);
    expect(handed).toBe(failing + 1);
  });
});
