import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll, type TestCloud } from '@libs/testing';
import { images } from './http.ts';

/** As services/images/samples/make.ts made it, with a camera and a place. */
const SAMPLE = readFileSync(join(import.meta.dirname, '../../services/images/samples/longhouse.jpg'));

/** What an answer says of a picture. */
export interface Picture {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly rejection?: { readonly code: string };
}

/** The sample, as bytes that no other file has: what follows the end of a JPEG is no part of the picture. */
export const sample = (): Buffer => Buffer.concat([SAMPLE, Buffer.from(`${Math.random()}`)]);

/** Announces a picture, and gives it with the form for its file. */
export async function announce(
  cloud: TestCloud,
  token: string,
  bytes: number,
  { correlationId, ...given }: { correlationId?: string; visibility?: string } = {},
): Promise<{ image: Picture; upload: { url: string; fields: Record<string, string> } }> {
  const body = { name: 'longhouse.jpg', contentType: 'image/jpeg', bytes, ...given };
  const headers: Record<string, string> = correlationId === undefined ? {} : { 'x-correlation-id': correlationId };
  const answer = await images(cloud, '/images', { method: 'POST', token, body, headers });
  if (answer.status !== 201) throw new Error(`POST /images: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Awaited<ReturnType<typeof announce>>;
}

/** Sends a file with its form, as a browser does. */
export async function send(
  { url, fields }: { url: string; fields: Record<string, string> },
  bytes: Buffer,
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), 'longhouse.jpg');
  return fetch(url, { method: 'POST', body: form });
}

/** Waits until a picture is in a state, and gives it. */
export async function inState(cloud: TestCloud, token: string, id: string, state: string): Promise<Picture> {
  return poll(`picture that is ${state}`, async () => {
    const { body } = await images(cloud, `/images/${id}`, { token });
    const picture = body as Picture;
    if (picture.state === state) return picture;
    throw new Error(`It is ${picture.state} ${JSON.stringify(picture.rejection ?? {})}`);
  });
}

/** A picture that is ready. */
export async function uploaded(
  cloud: TestCloud,
  token: string,
  given: { correlationId?: string; visibility?: string } = {},
): Promise<Picture> {
  const bytes = sample();
  const { image, upload } = await announce(cloud, token, bytes.length, given);
  const { status } = await send(upload, bytes);
  if (status !== 204) throw new Error(`S3 answered ${status}`);
  return inState(cloud, token, image.id, 'ready');
}
