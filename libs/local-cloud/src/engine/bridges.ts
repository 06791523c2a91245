import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bridgesFolder } from './paths.ts';

/** The gaps that are mended, in the order in which the launcher loads them: one file of `bridges/` each. */
export const allBridges = [
  'cognito_email_verified', // before the triggers, which see the attribute
  'cognito_triggers',
  'cognito_refresh_groups',
  'lambda_cjs_handlers',
  'lambda_error_names',
  'lambda_stale_workers',
  'mapping_permissions',
  'queue_policies',
  'event_archives',
  'secrets_of_templates',
  'http_cors_keys',
  'http_function_errors',
  'http_sqs_integration',
  'websocket_messages',
  'loopback_is_secure',
  'missing_objects',
  'versions_by_batch',
  'batch_permissions',
  'bucket_deletion',
  'ses_sender_identity',
  'placeholders',
  'mails_after_restart',
  'ses_mail_record',
  'ses_set_permission',
  'ses_events', // after the record, of which the events are made
  'push_applications',
  'push_messages',
  'sms_time',
  'streams_after_restart',
  'state_saving',
] as const;

/**
 * CloudFormation types that are taken and do nothing, since the engine would refuse the whole template:
 * to be said wherever something is deployed.
 */
export function placeholderTypes(): string[] {
  return JSON.parse(readFileSync(join(bridgesFolder, 'placeholders.json'), 'utf8')) as string[]; // a list of strings, see there
}
