/** The release of qodercli whose behaviour is simulated; the conformance tests compare it with the installed one. */
export const cliVersion = '1.1.52';
export const protocolVersion = '1.4.0';
