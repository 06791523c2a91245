import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  InvalidParameterException,
  NotFoundException,
  PlatformApplicationDisabledException,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { Retryable, Unprocessable } from '@libs/contracts/errors';
import type { Endpoints, Platform } from '../domain/device.ts';

/** The ARN in what SNS says when the endpoint is there with other attributes: https://docs.aws.amazon.com/sns/latest/dg/mobile-push-api-createendpoint.html */
const EXISTS = /Endpoint (arn:[\w-]+:sns:\S+) already exists with the same token/i;

let client: SNSClient | undefined;

/** Endpoints of SNS under the stage's platform applications, PUSH_APPLICATION_APNS and PUSH_APPLICATION_FCM. */
export const endpoints = snsEndpoints();

/** @param sns default: the client of this process */
export function snsEndpoints(sns?: Pick<SNSClient, 'send'>): Endpoints {
  const calls = (): Pick<SNSClient, 'send'> => sns ?? (client ??= new SNSClient({}));

  /** @throws Unprocessable `platform-not-configured`, `token-refused`; Retryable `push-not-available` while its credentials do not hold */
  async function create(platform: Platform, token: string): Promise<string> {
    const PlatformApplicationArn = applicationOf(platform);
    try {
      const { EndpointArn = '' } = await calls().send(
        new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: token }),
      );
      return EndpointArn;
    } catch (cause) {
      if (cause instanceof PlatformApplicationDisabledException) {
        throw new Retryable('push-not-available', 'No device can be registered now', { cause, retryAfter: 600 });
      }
      if (!(cause instanceof InvalidParameterException)) throw cause;
      const endpointArn = EXISTS.exec(cause.message)?.[1];
      if (endpointArn === undefined) throw tokenRefused(cause);
      return endpointArn;
    }
  }

  async function enable(EndpointArn: string, Token: string): Promise<'enabled' | 'gone'> {
    try {
      await calls().send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: 'true', Token } }));
      return 'enabled';
    } catch (error) {
      if (error instanceof NotFoundException) return 'gone';
      throw error;
    }
  }

  async function remove(EndpointArn: string): Promise<void> {
    await calls().send(new DeleteEndpointCommand({ EndpointArn }));
  }

  return { create, enable, remove };
}

function applicationOf(platform: Platform): string {
  const arn = process.env[`PUSH_APPLICATION_${platform.toUpperCase()}`];
  if (arn !== undefined && arn !== '') return arn;
  throw new Unprocessable('platform-not-configured', 'This stage sends no pushes to devices of this kind', {
    errors: [{ pointer: '/body/platform', code: 'not-configured', message: 'is not set up here' }],
  });
}

const tokenRefused = (cause: unknown) =>
  new Unprocessable('token-refused', 'This is no token of a device', {
    cause,
    errors: [{ pointer: '/body/token', code: 'refused', message: 'is not one that the platform gives' }],
  });
