import { rest } from '../rest';
import type { Stage } from '../stage';
import { elapse } from '../time';

/** No name of Xero is as long. */
export const TOO_LONG = 'x'.repeat(300);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const MINUTE_MS = 60_000;

/** A person is made a user in Intercom. */
export const user = ({ people }: Stage, name: string, more: object = {}) => people.createContact({ role: 'user', name, email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@fault.example`, ...more });
export const named = (stage: Stage, name: string) => [...stage.sandbox.intercom.workspace().contacts.values()].find((contact) => contact.name === name)!;

/** Intercom counts in seconds. */
export const pause = () => elapse(2_000);

/** A schedule comes again: what one run did not do the next one does. */
export async function twice(stage: Stage, start: string, everyMs: number): Promise<void> {
	for (let time = 0; time < 2; time++) await onSchedule(stage, start, everyMs);
}

/** A run, and the time until the next one. */
export async function onSchedule(stage: Stage, start: string, everyMs: number): Promise<void> {
	const next = Date.now() + everyMs;
	await stage.run(start);
	await rest(stage, undefined, next);
	elapse(next - Date.now());
}

/** Somebody presses the button, and where it failed before their eyes once more, some hours later. */
export async function byHand(stage: Stage, start: string): Promise<void> {
	const went = await stage.run(start, [{}], 'manual');
	stage.look();
	if (went) return;
	elapse(4 * HOUR_MS);
	await stage.run(start, [{}], 'manual');
}
