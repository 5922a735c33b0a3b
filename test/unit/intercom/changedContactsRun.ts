

export const OVERLAP = 900;
export const CLOCK = { workspaceId: 'ws1', timeZone: 'Australia/Sydney', now: 1_768_000_000 };
export const seconds = (iso: string) => Date.parse(iso) / 1_000;
