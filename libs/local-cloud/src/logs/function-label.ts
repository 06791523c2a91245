/** `users-local-update-profile` -> `users/update-profile`: what a person calls a function. Other names stay as they are. */
export function functionLabel(functionName: string, stage = 'local'): string {
  return functionName.replace(`-${stage}-`, '/');
}
