/** The path of a Chromium that can be run here; exits with a message when none can be had. */
export function findChromium(): Promise<string>;
