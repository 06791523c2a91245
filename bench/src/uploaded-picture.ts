import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from './local-cloud.ts';
import { signUp } from './person.ts';
import { until } from './until.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../services/images/samples/longhouse.jpg'));

interface Announced {
  readonly image: { readonly id: string };
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}

/** Signs a person up who uploads the sample picture again and again; each upload gives its milliseconds from S3's answer to the picture that is ready. */
export async function uploader(cloud: LocalCloud, email: string): Promise<() => Promise<number>> {
  const person = await signUp(cloud, email);
  await person.confirm();
  const authorization = `Bearer ${await person.logIn()}`;
  let count = 0;

  return async function timeToRenditions(): Promise<number> {
    // What follows the end of a JPEG is no part of the picture: the same one again would be a copy.
    const bytes = Buffer.concat([SAMPLE, Buffer.from(`${email} ${++count}`)]);
    const announced = await fetch(`${cloud.frontDoor}/images`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'longhouse.jpg', contentType: 'image/jpeg', bytes: bytes.length }),
    });
    if (!announced.ok) throw new Error(`POST /images: ${announced.status} ${await announced.text()}`);
    const { image, upload } = (await announced.json()) as Announced;
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(bytes)]));
    const { status } = await fetch(upload.url, { method: 'POST', body: form });
    if (status !== 204) throw new Error(`S3 answered ${status}.`);
    const start = performance.now();
    await until(async () => {
      const answer = await fetch(`${cloud.frontDoor}/images/${image.id}`, { headers: { authorization } });
      return ((await answer.json()) as { state: string }).state === 'ready';
    }, 20);
    return performance.now() - start;
  };
}
