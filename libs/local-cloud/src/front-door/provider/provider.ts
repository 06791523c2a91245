import {
  GetEndpointAttributesCommand,
  NotFoundException,
  PublishCommand,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { DeployedServices } from '../deployed-services.ts';
import { localClient } from '../local-client.ts';
import type { Message, Push } from '../mailbox/message.ts';
import { endpointEvent, endpointEventSubject } from './endpoint-event.ts';
import { mailEvent, mailEventSubject } from './mail-event.ts';
import type { Outcome } from './outcomes.ts';

/** An event that was published. */
export interface Played {
  outcome: Outcome;
  /** ARN of the topic. */
  topic: string;
  /** What SNS calls the message. */
  messageId: string;
  /** ISO time */
  at: string;
  event: Record<string, unknown>;
}

/** It cannot be played: the message says why. */
export class NotPlayed extends Error {
  override name = 'NotPlayed';
}

/** Messages of which it is kept what was played. */
const mostKept = 1_000;

/** Plays the part of those who deliver mails and pushes, by the messages that AWS sends to the topics of the deployed services. */
export class Provider {
  readonly #sns: SNSClient;
  readonly #services: Pick<DeployedServices, 'list'>;
  readonly #played = new Map<string, Played[]>();

  constructor(endpoint: string, services: Pick<DeployedServices, 'list'>) {
    this.#sns = new SNSClient(localClient(endpoint));
    this.#services = services;
  }

  /** What was played for the message with this id since the front door started, in order. */
  playedFor(id: string): readonly Played[] {
    return this.#played.get(id) ?? [];
  }

  /**
   * Publishes what AWS publishes when this becomes of the message; `disable` disables the endpoint first.
   * @throws NotPlayed where such a message has no such outcome, no service has the topic, or the endpoint is deleted
   */
  async play(message: Message, outcome: Outcome): Promise<Played> {
    const played = await this.#outcome(message, outcome);
    this.#keep(message.id, played);
    return played;
  }

  close(): void {
    this.#sns.destroy();
  }

  async #outcome(message: Message, outcome: Outcome): Promise<Played> {
    if (message.channel === 'push' && outcome === 'disable') return this.#disable(message);
    if (message.channel !== 'mail' || outcome === 'disable')
      throw new NotPlayed(`This does not become of ${message.channel}: ${outcome}.`);
    const topic = await this.#topic('MailEventsTopicArn');
    return this.#publish(outcome, topic, mailEventSubject, mailEvent(message, outcome));
  }

  async #disable(push: Push): Promise<Played> {
    const topic = await this.#topic('EndpointEventsTopicArn');
    const enabled = await this.#isEnabled(push);
    await this.#sns.send(
      new SetEndpointAttributesCommand({ EndpointArn: push.endpoint, Attributes: { Enabled: 'false' } }),
    );
    return this.#publish('disable', topic, endpointEventSubject(push), endpointEvent(push, { enabled }));
  }

  async #isEnabled({ endpoint }: Push): Promise<boolean> {
    try {
      const { Attributes } = await this.#sns.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
      return Attributes?.['Enabled'] !== 'false';
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
      throw new NotPlayed('The endpoint is deleted: nothing is sent to it any more.', { cause: error });
    }
  }

  async #publish(outcome: Outcome, topic: string, subject: string, event: Record<string, unknown>): Promise<Played> {
    const { MessageId = '' } = await this.#sns.send(
      new PublishCommand({ TopicArn: topic, Subject: subject, Message: JSON.stringify(event) }),
    );
    return { outcome, topic, messageId: MessageId, at: new Date().toISOString(), event };
  }

  async #topic(output: string): Promise<string> {
    const services = await this.#services.list();
    const topic = services.map(({ outputs }) => outputs[output]).find((arn) => arn !== undefined);
    if (topic === undefined) throw new NotPlayed(`No service has an output ${output}: nobody would hear of it.`);
    return topic;
  }

  #keep(id: string, played: Played): void {
    const all = [...this.playedFor(id), played];
    this.#played.delete(id); // the map is in the order of the last thing played
    this.#played.set(id, all);
    const [oldest] = this.#played.keys();
    if (this.#played.size > mostKept && oldest !== undefined) this.#played.delete(oldest);
  }
}
