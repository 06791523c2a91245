const { E2E_STAGE: stage, E2E_FRONT_DOOR: frontDoor } = process.env;

/** Tests that look into the mailbox or the timeline: on a stage without a front door they are skipped, and counted as such. */
export const itWithFrontDoor = stage === undefined || frontDoor !== undefined ? it : it.skip;

/** Tests that sign tokens with the pool's own key, which only the cloud of this run shows. */
export const itWithPoolKey = stage === undefined ? it : it.skip;
