import type { Location, Metadata } from '../domain/image.ts';
import { type Directory, readExif } from './exif.ts';
import { inspect } from './inspect.ts';

/** EXIF 3.0, sections 4.6.5 and 4.6.6. */
const TAG = { make: 0x01_0f, model: 0x01_10, takenAt: 0x90_03, takenAtOffset: 0x90_11 } as const;
const GPS_TAG = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4, altitudeRef: 5, altitude: 6 } as const;

const LONGEST_CAMERA = 80;
/** Metres: what is above is no camera's, and what is below is under the deepest sea. */
const HIGHEST = 100_000;
const DEEPEST = -11_000;

// Control characters, lone surrogates, replacement characters, line separators and bidirectional overrides, as everywhere in the contracts.
const REFUSED = /[\p{Cc}\p{Cs}\uFFFD\u2028-\u202E\u2066-\u2069]/gu;
const TIME = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
const OFFSET = /^[+-](?:0\d|1[0-4]):[0-5]\d$/;

/**
 * What the camera has noted. What it has not, or not as the standard has it, is absent: cameras and programs write much that is wrong.
 * TIFF is itself the container that EXIF has, so that the file is read as one.
 * @throws Unacceptable when the file is no picture; never for its EXIF
 */
export async function readMetadata(bytes: Buffer): Promise<Metadata> {
  const header = await inspect(bytes);
  const block = header.type === 'tiff' ? bytes : header.exif;
  if (block === undefined) return {};
  const { image, photo, gps } = readExif(block);
  const [capturedAt, camera, location] = [timeOf(photo), cameraOf(image), locationOf(gps)];
  return {
    ...(capturedAt !== undefined && { capturedAt }),
    ...(camera !== undefined && { camera }),
    ...(location !== undefined && { location }),
  };
}

function timeOf(photo: Directory): string | undefined {
  const [, year, month, day, hour, minute, second] = TIME.exec(stringOf(photo, TAG.takenAt)) ?? [];
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const moment = new Date(`${local}Z`);
  // The calendar's own check: 30 February is read as 2 March, and 25 o'clock not at all.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 19) !== local || year === '0000')
    return undefined;
  const offset = stringOf(photo, TAG.takenAtOffset);
  return OFFSET.test(offset) ? local + offset : local;
}

/** `Canon EOS R5` of the maker `Canon` is not `Canon Canon EOS R5`. */
function cameraOf(image: Directory): string | undefined {
  const [make, model] = [stringOf(image, TAG.make), stringOf(image, TAG.model)];
  const name = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
  const bounded = Array.from(name.trim()).slice(0, LONGEST_CAMERA).join('').trim();
  return bounded === '' ? undefined : bounded;
}

function locationOf(gps: Directory): Location | undefined {
  const latitude = degreesOf(gps, GPS_TAG.latitude, { reference: GPS_TAG.latitudeRef, signs: 'NS', most: 90 });
  const longitude = degreesOf(gps, GPS_TAG.longitude, { reference: GPS_TAG.longitudeRef, signs: 'EW', most: 180 });
  if (latitude === undefined || longitude === undefined) return undefined;
  // Cameras without a fix write zeros: nobody takes pictures at 0° N 0° E to the last digit.
  if (latitude === 0 && longitude === 0) return undefined;
  const above = gps.get(GPS_TAG.altitude)?.[0];
  const below = gps.get(GPS_TAG.altitudeRef)?.[0] === 1;
  const altitude = typeof above === 'number' ? Math.round((below ? -above : above) * 10) / 10 : Number.NaN;
  return { latitude, longitude, ...(altitude >= DEEPEST && altitude <= HIGHEST && { altitude }) };
}

/** Degrees, minutes and seconds as one number, to a millionth: a decimetre. */
function degreesOf(
  gps: Directory,
  tag: number,
  { reference, signs, most }: { reference: number; signs: string; most: number },
): number | undefined {
  const values = gps.get(tag) ?? [];
  const sign = [1, -1][signs.indexOf(stringOf(gps, reference) || '?')];
  if (typeof values === 'string' || values.length !== 3 || sign === undefined) return undefined;
  const [degrees = Number.NaN, minutes = Number.NaN, seconds = Number.NaN] = values;
  // A second that is 0/0 is written where the minutes have a fraction.
  const decimal = degrees + minutes / 60 + (Number.isNaN(seconds) ? 0 : seconds / 3600);
  if (!(decimal >= 0 && decimal <= most && minutes < 60)) return undefined;
  const rounded = Math.round(decimal * 1e6) / 1e6;
  return rounded === 0 ? 0 : sign * rounded;
}

function stringOf(directory: Directory, tag: number): string {
  const value = directory.get(tag);
  return typeof value === 'string' ? value.replaceAll(REFUSED, '').trim() : '';
}
