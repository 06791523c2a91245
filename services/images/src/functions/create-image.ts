import { BadRequest } from '@libs/contracts/errors';
import { api, reply } from '@libs/handler';
import { v7 } from 'uuid';
import { uploads } from '../adapters/uploads.ts';
import { CreateImage } from '../contract/routes.ts';
import { images } from '../data/images.ts';
import { limitsOf } from '../domain/limits.ts';
import { present } from '../domain/present.ts';

/** POST /images: announces a picture; the answer is the form with which its bytes go to S3. */
export const handler = api(
  CreateImage,
  async ({ caller, body }, store = images, forms = uploads, limits = limitsOf(process.env)) => {
    if (body.bytes > limits.uploadBytes) {
      const message = `must be ${limits.uploadBytes} or less`;
      throw new BadRequest('too-large', 'The file is too large', {
        errors: [{ pointer: '/body/bytes', code: 'maximum', message }],
        details: { uploadBytesLimit: limits.uploadBytes },
      });
    }
    const announced = {
      ...body,
      ownerId: caller.id,
      imageId: v7(),
      title: body.title ?? 'Untitled',
      altText: body.altText ?? '',
      visibility: body.visibility ?? 'private',
    };
    const image = await store.create(announced, limits.quota);
    const upload = forms.form(image);
    return reply({ image: present(image, caller.id), upload }, { location: `/images/${image.imageId}` });
  },
);
