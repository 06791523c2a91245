import type { RenditionFormat, RenditionName } from './renditions.ts';

/** Whose picture, and which. */
export interface ImageRef {
  readonly ownerId: string;
  readonly imageId: string;
}

export type ImageState = 'pending' | 'processing' | 'ready' | 'rejected';

/** `private`: the owner, and whoever has a link. `public`: everybody who is logged in. */
export type Visibility = 'private' | 'public';

/** Why a picture is not kept: a code for programs, a sentence for its owner. */
export interface Rejection {
  readonly code: string;
  readonly message: string;
}

/** One rendition in all of its formats. Pixels and bytes. */
export interface Rendition {
  readonly name: RenditionName;
  readonly width: number;
  readonly height: number;
  readonly formats: readonly { readonly format: RenditionFormat; readonly bytes: number }[];
}

/** What making the renditions tells of a picture. */
export interface Pixels {
  /** Of the file that was uploaded, by its bytes: `jpeg`, `png`, `webp`, `gif`, `avif`, `tiff`. */
  readonly format: string;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  /** 1, or more when it is animated. */
  readonly frames: number;
  /** The dominant colour, `#rrggbb`. */
  readonly colour: string;
  /** Base64: https://evanw.github.io/thumbhash */
  readonly thumbHash: string;
  readonly renditions: readonly Rendition[];
}

/** Degrees north and east (WGS 84), metres above the sea. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude?: number;
}

/** What its camera has noted in a picture. */
export interface Metadata {
  /** The place's own time: `2026-11-21T16:04:05`, with an offset where the camera knew it. */
  readonly capturedAt?: string;
  readonly camera?: string;
  readonly location?: Location;
}

/** What the analysis tells of a picture. */
export interface Analysis extends Metadata {
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string;
  /** 16 hexadecimal digits. */
  readonly perceptualHash: string;
  /** What is in it, lower case, the surest first; none where nobody has looked. */
  readonly labels: readonly string[];
  /** Text that is written in it, line by line. */
  readonly text: readonly string[];
  /** Other pictures of the owner that look the same. */
  readonly similarTo: readonly string[];
}

/** A picture as the service holds it. The contract bounds each value. */
export interface Image extends ImageRef {
  readonly state: ImageState;
  /** What the file was called; in no key and no path. */
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly visibility: Visibility;
  /** Announced, and held to by S3. */
  readonly contentType: string;
  readonly bytes: number;
  /** Which version of the object is the picture; absent until one has arrived. */
  readonly objectVersion?: string;
  /** When it has arrived, RFC 3339. */
  readonly claimedAt?: string;
  readonly pixels?: Pixels;
  readonly analysis?: Analysis;
  readonly rejection?: Rejection;
  readonly duplicateOf?: string;
  /** Counts the changes from 1. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a person announces of a picture. */
export interface NewImage extends ImageRef {
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly visibility: Visibility;
  readonly contentType: string;
  readonly bytes: number;
}

/** What a person may change of it. */
export type ImageChange = Partial<Pick<Image, 'title' | 'altText' | 'visibility'>>;
