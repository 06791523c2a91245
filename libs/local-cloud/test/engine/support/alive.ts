/** Whether a process is there (a negative number: any of the group). */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false; // not `instanceof`: jest has an Error of its own
    throw error;
  }
}
