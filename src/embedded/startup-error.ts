/** Something a person can put right: its message is one clear line with a way out. */
export class StartupError extends Error {}
