/** Starting a real n8n takes 10 to 20 s on two cores; a machine busy with other work is given time. */
export const E2E_LIMIT_MS = 240_000;
