import { type Log, log } from '@libs/observability';
import type {
  Context,
  CustomMessageTriggerEvent,
  PostAuthenticationTriggerEvent,
  PostConfirmationTriggerEvent,
  PreAuthenticationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationTriggerEvent,
} from 'aws-lambda';
import { invocation } from './invocation.ts';
import { type Logic, type Preset, preset } from './logic.ts';
import { checkOptions, type PresetOptions } from './options.ts';
import { stack } from './stack.ts';

/** The Cognito triggers, by the name that a user pool's LambdaConfig gives them. */
export interface TriggerEvents {
  PreSignUp: PreSignUpTriggerEvent;
  PostConfirmation: PostConfirmationTriggerEvent;
  PreAuthentication: PreAuthenticationTriggerEvent;
  PostAuthentication: PostAuthenticationTriggerEvent;
  PreTokenGeneration: PreTokenGenerationTriggerEvent;
  CustomMessage: CustomMessageTriggerEvent;
}

export interface TriggerInput<Name extends keyof TriggerEvents> {
  /** May be changed where the trigger answers through its event (`event.response`). */
  readonly event: TriggerEvents[Name];
  readonly correlationId: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * The preset of a Cognito trigger: gives the event back, as Cognito wants it. What it throws refuses what the person tried; Cognito calls
 * up to three times, each within five seconds.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 */
export function trigger<const Name extends keyof TriggerEvents, L extends Logic<TriggerInput<Name>, void>>(
  name: Name,
  logic: L,
  options: PresetOptions = {},
): Preset<TriggerEvents[Name], TriggerEvents[Name], L> {
  checkOptions('trigger', options, ['use']);
  const { use = [] } = options;

  async function handle(event: TriggerEvents[Name], context: Context): Promise<TriggerEvents[Name]> {
    const correlationId = context.awsRequestId;
    return invocation({ trigger: 'trigger', operation: name, correlationId, context }, async (signal) => {
      await logic({ event, correlationId, log, signal });
      return event;
    });
  }
  return preset(stack(handle, use), logic);
}
