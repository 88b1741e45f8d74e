/** Qoder's terms, which the wheel is under; `LICENSE` in it names this page. */
export const TERMS_URL = 'https://qoder.com/product-service';

/** The official package on PyPI that carries the native CLI. */
export const PACKAGE = 'qoder-agent-sdk';
export const PACKAGE_VERSION = '1.0.16';
export const CLI_VERSION = '1.1.76';
/** The file in the wheel. */
export const BUNDLED_CLI = 'qoder_agent_sdk/_bundled/qodercli';

export interface Wheel {
  /** As pip calls the platform. */
  readonly platform: string;
  readonly sha256: string;
}

/** By `process.platform` and `process.arch`. */
export const WHEELS: Readonly<Record<string, Wheel>> = {
  'linux-x64': {
    platform: 'manylinux_2_17_x86_64',
    sha256: 'ea9ab42537dcb75b5d5ec241ccab925501c90776a727eac01e963ab4bb15ad92',
  },
  'linux-arm64': {
    platform: 'manylinux_2_17_aarch64',
    sha256: '13e262e0777f241c8390340d73384df910d6e711813432ef7f7192e2ade875c0',
  },
  'darwin-x64': {
    platform: 'macosx_11_0_x86_64',
    sha256: '656c1619d1a3c9206ad29e70f8e3b0edd700e2d8e36bfc31fd01291bdd4712a8',
  },
  'darwin-arm64': {
    platform: 'macosx_11_0_arm64',
    sha256: '33dbb74b5523086b9f90a2d605693799f1b297d7592f409f8d619e6ab59262fe',
  },
};

/** Something that the operator has to know or to mend. `message` is one line or more for the console. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

/** The wheel for a machine. Throws InstallError where there is none. */
export function wheelFor(platform: string, arch: string, isGlibc: boolean): Wheel {
  const wheel = WHEELS[`${platform}-${arch}`];
  if (wheel === undefined) {
    throw new InstallError(
      `There is no native qodercli for ${platform} on ${arch}; the npm package works there.`,
    );
  }
  if (platform === 'linux' && !isGlibc) {
    throw new InstallError(
      'The native qodercli needs glibc, which this system (musl?) does not have; the npm package works here.',
    );
  }
  return wheel;
}
