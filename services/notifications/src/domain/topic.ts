const TOPIC = /^[a-z0-9-]{1,64}$/;

/** Whether people can subscribe to it: the rule of the contract, for those who get the name from elsewhere. */
export const isTopic = (text: string | undefined): text is string => text !== undefined && TOPIC.test(text);
