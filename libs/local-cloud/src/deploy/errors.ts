/** What can go wrong between a service's folder and its stack: each says what to do next. */
export class DeployError extends Error {
  override name = 'DeployError';
}

/** The framework could not package a service. The message holds what it said. */
export class PackagingFailed extends DeployError {
  override name = 'PackagingFailed';
}

/** Two services have routes below one first part of the path, or one has a part that the front door serves itself. */
export class PathTaken extends DeployError {
  override name = 'PathTaken';
}

/** A stack did not get to the state asked for. The message has a line for each resource that failed, with its reason. */
export class StackFailed extends DeployError {
  override name = 'StackFailed';
}
