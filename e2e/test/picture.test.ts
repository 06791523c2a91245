import { randomUUID } from 'node:crypto';
import { ListBucketsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { poll, register, testCloud, type TestCloud, traced } from '@libs/testing';
import { images, users } from './http.ts';
import { itWithFrontDoor } from './only.ts';
import { announce, inState, sample, send, uploaded } from './pictures.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

/** Keys of all versions of all objects of one picture, in both buckets. */
async function filesOf(ownerId: string, imageId: string): Promise<string[]> {
  const s3 = new S3Client(cloud.aws);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const ours = Buckets.filter(({ Name = '' }) => Name.startsWith(`images-${cloud.stage}-`));
  const lists = await Promise.all(
    ours.flatMap(({ Name: Bucket }) =>
      [`${ownerId}/${imageId}`, `${imageId}/`].map(async (Prefix) =>
        s3.send(new ListObjectVersionsCommand({ Bucket, Prefix })),
      ),
    ),
  );
  return lists.flatMap(({ Versions = [] }) => Versions.map(({ Key = '' }) => Key));
}

describe('a picture', () => {
  it('goes from its announcement to its renditions, and tells its owner alone where it was made', async () => {
    const { tokens } = await register(cloud);
    const [token, bytes] = [tokens.id, sample()];
    const { image, upload } = await announce(cloud, token, bytes.length);
    expect(image).toMatchObject({ state: 'pending', version: 1, title: 'Untitled' });
    expect(await send(upload, bytes)).toMatchObject({ status: 204 });
    const ready = await inState(cloud, token, image.id, 'ready');
    expect(ready).toMatchObject({
      format: 'jpeg',
      camera: expect.any(String) as string,
      location: { latitude: expect.any(Number) as number },
      renditions: ['large', 'medium', 'small', 'thumb'].map((name) => ({ name, state: 'ready' })),
    });

    const path = `/images/${image.id}/renditions/thumb`;
    const answer = await images(cloud, path, { token, headers: { accept: 'image/webp,*/*' } });
    expect(answer.status).toBe(302);
    const thumb = await fetch(answer.headers.get('location') ?? '');
    expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp']);
    // RIFF, the size, WEBP, and then the pixels: no chunk of EXIF.
    expect(Buffer.from(await thumb.arrayBuffer()).toString('latin1')).not.toMatch(/EXIF|XMP |ICCP/);
  });

  it('is seen by nobody else unless it is public, nor are its renditions', async () => {
    const [ada, bob] = await Promise.all([register(cloud), register(cloud)]);
    const { id } = await uploaded(cloud, ada.tokens.id);
    const asBob = { token: bob.tokens.id };
    expect(await images(cloud, `/images/${id}`, asBob)).toBeProblem(404, 'image-not-found');
    expect(await images(cloud, `/images/${id}/renditions/thumb`, asBob)).toBeProblem(404, 'image-not-found');
    await images(cloud, `/images/${id}`, { method: 'PATCH', token: ada.tokens.id, body: { visibility: 'public' } });
    const seen = await images(cloud, `/images/${id}`, asBob);
    expect(seen).toMatchObject({ status: 200, body: { id } });
    expect(seen.body).not.toHaveProperty('location');
    expect(await images(cloud, `/images/${id}/renditions/thumb`, asBob)).toMatchObject({ status: 302 });
  });

  it('is rejected with a reason when its file is no picture, and its file goes', async () => {
    const { id, tokens } = await register(cloud);
    const bytes = Buffer.from('<script>alert(1)</script>');
    const { image, upload } = await announce(cloud, tokens.id, bytes.length);
    await send(upload, bytes);
    const rejected = await inState(cloud, tokens.id, image.id, 'rejected');
    expect(rejected).toMatchObject({ rejection: { code: 'not-a-picture' } });
    await poll('erased file', async () => (await filesOf(id, image.id)).length === 0);
  });

  it('goes with all versions of all of its files when it is deleted', async () => {
    const { id, tokens } = await register(cloud);
    const picture = await uploaded(cloud, tokens.id);
    expect(await filesOf(id, picture.id)).toHaveLength(9);
    const deleted = await images(cloud, `/images/${picture.id}`, { method: 'DELETE', token: tokens.id });
    expect(deleted).toMatchObject({ status: 204 });
    expect(await images(cloud, `/images/${picture.id}`, { token: tokens.id })).toBeProblem(404, 'image-not-found');
    await poll('erased files', async () => (await filesOf(id, picture.id)).length === 0);
  });

  it('goes with its owner', async () => {
    const { id, tokens } = await register(cloud);
    const pictures = await Promise.all([uploaded(cloud, tokens.id), uploaded(cloud, tokens.id)]);
    await users(cloud, '/users/me', { method: 'DELETE', token: tokens.id });
    for (const picture of pictures) {
      await poll('erased files', async () => (await filesOf(id, picture.id)).length === 0);
    }
    const late = await images(cloud, '/images', {
      method: 'POST',
      token: tokens.id,
      body: { name: 'late.jpg', contentType: 'image/jpeg', bytes: 1 },
    });
    expect(late).toBeProblem(403, 'account-deleted');
  });

  it('can be the avatar once the event has come, is then seen small by everybody, and leaves the profile when it is deleted', async () => {
    const [ada, bob] = await Promise.all([register(cloud), register(cloud)]);
    const { id: imageId } = await uploaded(cloud, ada.tokens.id);
    const profile = await poll('avatar', async () => {
      const answer = await users(cloud, '/users/me/avatar', {
        method: 'PUT',
        token: ada.tokens.id,
        body: { imageId },
      });
      return answer.status === 200 && answer;
    });
    expect(profile.body).toMatchObject({ avatar: { imageId } });
    expect((await users(cloud, `/users/${ada.id}`, { token: bob.tokens.id })).body).toMatchObject({
      avatar: { imageId },
    });
    const seen = (name: string) => images(cloud, `/images/${imageId}/renditions/${name}`, { token: bob.tokens.id });
    await poll('avatar that others see', async () => (await seen('thumb')).status === 302);
    expect(await seen('large')).toBeProblem(404, 'image-not-found');

    await images(cloud, `/images/${imageId}`, { method: 'DELETE', token: ada.tokens.id });
    await poll('profile without it', async () => {
      const { body } = await users(cloud, '/users/me', { token: ada.tokens.id });
      return !('avatar' in (body as object));
    });
  });

  it('is shown by a link without a login, until the link is withdrawn', async () => {
    const { tokens } = await register(cloud);
    const { id } = await uploaded(cloud, tokens.id);
    const made = await images(cloud, `/images/${id}/shares`, { method: 'POST', token: tokens.id, body: {} });
    const { share, url } = made.body as { share: { id: string }; url: string };
    const path = `/shares/${url.split('/').at(-1)}`;
    const page = await images(cloud, path);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('renditions/large');
    const rendition = await images(cloud, `${path}/renditions/small`, { headers: { accept: 'image/webp' } });
    expect((await fetch(rendition.headers.get('location') ?? '')).status).toBe(200);

    await images(cloud, `/images/${id}/shares/${share.id}`, { method: 'DELETE', token: tokens.id });
    expect((await images(cloud, path)).status).toBe(404);
    expect((await images(cloud, `${path}/renditions/small`)).status).toBe(404);
    expect((await images(cloud, `/shares/${'x'.repeat(43)}`)).status).toBe(404);
  });

  itWithFrontDoor('is one story under one correlation id, from the announcement to the profile service', async () => {
    const { tokens } = await register(cloud);
    const correlationId = randomUUID();
    await uploaded(cloud, tokens.id, { correlationId });
    const spans = await traced(cloud, correlationId, (all) =>
      all.some(({ service, operation }) => service === 'users' && operation === 'ImageProcessed'),
    );
    expect(spans.map(({ service, operation, outcome }) => `${service} ${operation} ${outcome}`)).toEqual(
      expect.arrayContaining([
        'images POST /images ok',
        'images ObjectCreated ok',
        'images image changed ok',
        'users ImageProcessed ok',
      ]),
    );
  });
});
