import { line, lines, REFUSED, Type } from '@libs/contracts';

/** UUID version 7, in lower case as it was given: ids sort by the time at which they were made. */
export const ImageId = Type.String({ format: 'uuid', pattern: '^[^A-Z]*$' });

/** The `sub` of the owner's Cognito user. */
export const OwnerId = Type.String({ format: 'uuid' });

/** What the file was called, 1 to 255 code points of any script; slashes and dots are text here, since no key and no path is made of it. */
export const FileName = Type.String({ minLength: 1, maxLength: 255, pattern: `^[^${REFUSED}]+$` });

/** Up to 120 code points. */
export const Title = line(120);

/** What the picture shows, for those who cannot see it: up to 1000 code points, lines allowed; empty when nobody has said. */
export const AltText = lines(1000);

/** `private`: the owner, and whoever has a link. `public`: everybody who is logged in. */
export const Visibility = Type.Union([Type.Literal('private'), Type.Literal('public')]);

/** What the browser will send as `Content-Type`. What the picture is, its bytes decide. */
export const ContentType = Type.Union([
  Type.Literal('image/jpeg'),
  Type.Literal('image/png'),
  Type.Literal('image/webp'),
  Type.Literal('image/gif'),
  Type.Literal('image/avif'),
  Type.Literal('image/tiff'),
]);

/** Bytes of a file: 1 to 50 MB, of which a stage may allow fewer. */
export const Bytes = Type.Integer({ minimum: 1, maximum: 50_000_000 });

/** `pending`: the upload is awaited. `processing`: it is there. */
export const State = Type.Union([
  Type.Literal('pending'),
  Type.Literal('processing'),
  Type.Literal('ready'),
  Type.Literal('rejected'),
]);

/** Why a picture was rejected, for programs. */
const RejectionCode = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z-]+$' });

/** Why a picture was rejected: `message` is a sentence for its owner. */
export const Rejection = Type.Object({ code: RejectionCode, message: Type.String({ maxLength: 300 }) });

/** Pixels, upright. */
export const Pixels = Type.Integer({ minimum: 1, maximum: 100_000 });

export const RenditionName = Type.Union([
  Type.Literal('thumb'),
  Type.Literal('small'),
  Type.Literal('medium'),
  Type.Literal('large'),
]);

export const RenditionFormat = Type.Union([Type.Literal('webp'), Type.Literal('jpeg'), Type.Literal('avif')]);

const RenditionState = Type.Union([Type.Literal('pending'), Type.Literal('ready')]);

export const Rendition = Type.Object({
  name: RenditionName,
  state: RenditionState,
  /** Absent until it is ready. */
  width: Type.Optional(Pixels),
  height: Type.Optional(Pixels),
  formats: Type.Optional(
    Type.Array(Type.Object({ format: RenditionFormat, bytes: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) }), {
      maxItems: 3,
    }),
  ),
});

/** RFC 3339, UTC. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** As the camera noted it, in the place's own time: most cameras know no time zone. `2026-11-21T16:04:05`, with an offset where it is known. */
export const CaptureTime = Type.String({
  maxLength: 32,
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)?$',
});

/** Degrees north and east (WGS 84), metres above the sea. */
export const Location = Type.Object({
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  altitude: Type.Optional(Type.Number({ minimum: -20_000, maximum: 100_000 })),
});

/** `#rrggbb` */
export const Colour = Type.String({ maxLength: 7, pattern: '^#[0-9a-f]{6}$' });

/** 28 bytes or fewer in base64, which a client turns into a blurred picture: https://evanw.github.io/thumbhash */
export const ThumbHash = Type.String({ maxLength: 64, pattern: '^[A-Za-z0-9+/=]+$' });

export const Sha256 = Type.String({ maxLength: 64, pattern: '^[0-9a-f]{64}$' });

/** 64 bits in hexadecimal: pictures that look alike have hashes that differ in few bits. */
export const PerceptualHash = Type.String({ maxLength: 16, pattern: '^[0-9a-f]{16}$' });

/** What is in a picture: `dog`. Folded to lower case. */
export const Label = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\p{Cc}\\p{Cs}\\p{Lu}]+$' });

/** Counts the changes of an item from 1. */
export const Version = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
