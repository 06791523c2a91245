'use strict';

/** Rekognition has no resource-level permissions for these: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html */
const RECOGNITION = {
  Effect: 'Allow',
  Action: ['rekognition:DetectLabels', 'rekognition:DetectModerationLabels', 'rekognition:DetectText'],
  Resource: '*',
};

/**
 * What may look into pictures, by the stage parameter `rekognition`. The export is a variable, `${file(./resources/analysis.cjs):permissions}`: what
 * the role of a function may do that calls src/adapters/recognition.ts; nothing more than without it where it is off.
 */
module.exports = { permissions };

async function permissions({ resolveVariable }) {
  const rekognition = await resolveVariable('param:rekognition');
  const threshold = await resolveVariable('param:moderationThreshold');
  if (!['on', 'off'].includes(rekognition)) {
    throw new Error(`The stage parameter rekognition is ${rekognition}, not on or off`);
  }
  if (!(Number(threshold) > 0 && Number(threshold) <= 100)) {
    throw new Error(`The stage parameter moderationThreshold is ${threshold}, not a percentage above 0`);
  }
  return rekognition === 'on' ? [RECOGNITION] : [];
}
