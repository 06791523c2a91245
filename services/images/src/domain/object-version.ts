/** A version of an object in a bucket that keeps versions. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  /** When it came, epoch milliseconds. */
  readonly at: number;
  /** Bytes; absent for a delete marker, which says that the object is gone, and hides the versions before it. */
  readonly size?: number;
}
