import { browserPath } from '../../scripts/browser.mjs';

/** Before any test runs: whoever has no browser learns of it now, not in a quarter of an hour. */
export default function setup(): void {
  browserPath();
}
