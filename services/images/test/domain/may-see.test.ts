import type { Image, ImageState } from '../../src/domain/image.ts';
import { maySee } from '../../src/domain/may-see.ts';
import { RENDITION_NAMES } from '../../src/domain/renditions.ts';

const ownerId = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
const strangerId = '7a2b0c41-52a6-4f0e-8a0d-1b2c3d4e5f60';
const imageId = '01a1fd8a-e260-7c3b-9d5f-2b6c7d8e9f01';

const image = (given: Partial<Image> = {}): Image => ({
  ownerId,
  imageId,
  state: 'ready',
  name: 'hearth.jpg',
  title: 'hearth',
  altText: '',
  visibility: 'private',
  contentType: 'image/jpeg',
  bytes: 1000,
  version: 1,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  ...given,
});

/** The picture itself, and each of its renditions. */
const WAYS = [undefined, ...RENDITION_NAMES];
const UNFINISHED: ImageState[] = ['pending', 'processing', 'rejected'];

const seen = (of: Image, viewer: Parameters<typeof maySee>[2]) => WAYS.filter((name) => maySee(of, name, viewer));

describe('a picture may be seen', () => {
  it.each(['ready', ...UNFINISHED] as const)('by its owner in all sizes when it is private and %s', (state) => {
    expect(seen(image({ state }), { id: ownerId })).toEqual(WAYS);
  });

  it('by everybody who is logged in when it is public', () => {
    expect(seen(image({ visibility: 'public' }), { id: strangerId })).toEqual(WAYS);
  });

  it('in small by everybody who is logged in when it is the avatar, however private', () => {
    expect(seen(image(), { id: strangerId, avatarId: imageId })).toEqual(['small', 'thumb']);
  });

  it('whole when it is the avatar and public', () => {
    expect(seen(image({ visibility: 'public' }), { id: strangerId, avatarId: imageId })).toEqual(WAYS);
  });
});

describe('a picture may not be seen', () => {
  it.each([
    ['by others when it is private', image(), { id: strangerId }],
    ['by others when another picture is the avatar', image(), { id: strangerId, avatarId: strangerId }],
    [
      'by one who is not logged in, even when it is public and the avatar',
      image({ visibility: 'public' }),
      { id: undefined, avatarId: imageId },
    ],
    ...UNFINISHED.map((state) => {
      const viewer = { id: strangerId, avatarId: imageId };
      return [`by others while it is ${state}`, image({ state, visibility: 'public' }), viewer] as const;
    }),
  ] as const)('%s', (_, of, viewer) => {
    expect(seen(of, viewer)).toEqual([]);
  });
});
