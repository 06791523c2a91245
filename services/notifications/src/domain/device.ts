/** Apple Push Notification service, Firebase Cloud Messaging. */
export const PLATFORMS = ['apns', 'fcm'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Of one person. */
export const MOST_DEVICES = 10;

/** A device that a person gets pushes on. */
export interface Device {
  readonly id: string;
  readonly platform: Platform;
  readonly name?: string;
  /** Where SNS is handed what is for it. */
  readonly endpointArn: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** When it was registered last, RFC 3339. */
  readonly seenAt: string;
}

/** What is told of a device by itself. */
export interface NewDevice {
  readonly platform: Platform;
  /** Of the installation, from Apple or Google. */
  readonly token: string;
  readonly name?: string | undefined;
}

/** The devices as SNS has them: an endpoint for each token. */
export interface Endpoints {
  /** The endpoint of a token, made if there is none. */
  readonly create: (platform: Platform, token: string) => Promise<string>;
  /** Pushes go to it again, should SNS have stopped them; `gone`: there is no such endpoint any more. */
  readonly enable: (endpointArn: string, token: string) => Promise<'enabled' | 'gone'>;
  /** Once or again. */
  readonly remove: (endpointArn: string) => Promise<void>;
}
