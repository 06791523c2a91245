import type { RenditionFormat, RenditionName } from '../../../services/images/src/domain/renditions.ts';

/** A rendition that was made. */
export interface Made {
  readonly name: RenditionName;
  readonly format: RenditionFormat;
  readonly data: Buffer;
}

/** A way to make the renditions of a file. Each is a module of `ways/`, so that its process loads nothing else. */
export type Way = (bytes: Buffer) => Promise<Made[]>;

/** What a run of a way has cost. */
export interface Cost {
  /** Milliseconds that loading it took. */
  readonly loaded: number;
  /** Milliseconds by the clock, and of the processor in all threads. */
  readonly wall: number;
  readonly cpu: number;
  /** The most memory that the process ever had (resident set), MB of 1,048,576 bytes. */
  readonly peak: number;
}
