import { familySync } from 'detect-libc';

/** What binaries are made for, in npm's words: `os`, `cpu` and `libc` of a package. */
export interface Platform {
  os: string;
  cpu: string;
  /** Linux alone. */
  libc?: string;
}

/**
 * Lambda's: Amazon Linux 2023, which has glibc 2.34.
 * @param architecture as in serverless.yml, where x86_64 is the default
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export function lambdaPlatform(architecture = 'x86_64'): Platform {
  return { os: 'linux', cpu: architecture === 'arm64' ? 'arm64' : 'x64', libc: 'glibc' };
}

/** This machine's, on which functions of stage `local` run. */
export function ownPlatform(): Platform {
  const libc = familySync();
  return { os: process.platform, cpu: process.arch, ...(libc === null ? {} : { libc }) };
}

/** `linux-arm64-glibc` */
export function nameOf({ os, cpu, libc }: Platform): string {
  return [os, cpu, ...(libc === undefined ? [] : [libc])].join('-');
}
