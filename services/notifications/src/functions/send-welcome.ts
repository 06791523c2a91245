import { consumer } from '@libs/handler';
import { once } from '@libs/messaging';
import { UserRegistered } from '@services/users/contract';
import { mail } from '../channels/mail.ts';
import { welcome } from '../templates/welcome.ts';

/** UserRegistered: greets a new person by e-mail, once however often the event is delivered; README.md has the exceptions. */
export const handler = consumer(UserRegistered, async ({ data, metadata }, channel = mail, claim = once) =>
  claim('welcome-mail', metadata.id, async () => channel.deliver(data.email, welcome(data))),
);
