/** What a message is about; the person chooses channels for each. */
export const CATEGORIES = ['account', 'images', 'schedules', 'product'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Where a message reaches the person: `inbox` is the list in the console, the others are deliveries. */
export const CHANNELS = ['inbox', 'live', 'email', 'sms', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels that someone has to deliver over: each has its queue and its worker. */
export const DELIVERED = ['live', 'email', 'sms', 'push'] as const;
export type DeliveryChannel = (typeof DELIVERED)[number];

/** Channels that make a noise: these wait for the end of quiet hours. */
export const QUIETED: ReadonlySet<Channel> = new Set<Channel>(['email', 'sms', 'push']);
