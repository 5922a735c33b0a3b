import { isEqual } from 'es-toolkit';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../settings';
import type { Found, Step } from '../store/step';
import { ledgerEntry } from './auditEntry';
import { noteFact } from './facts';

/** The settings that were published last, each that is missing as shipped: a ledger may be older than a setting. Pure. */
export function settingsIn(found: Found): PublishedSettings {
	return { ...DEFAULT_PUBLISHED, ...found.fact('settings')?.value };
}

/** What was published last; before the first time what ships. */
export function readSettings(): Step<PublishedSettings> {
	return { name: 'readSettings', need: { facts: ['settings'] }, decide: (found) => ({ answer: settingsIn(found), changes: [] }) };
}

/**
 * Keeps what was published. The log names the settings that changed, not their values: one is an address that whoever
 * reads it could post to.
 * @returns the names of those that changed; all of them the first time
 */
export function writeSettings(settings: PublishedSettings, now: number): Step<string[]> {
	return {
		name: 'writeSettings',
		need: { facts: ['settings'] },
		decide: (found) => {
			const was: Partial<PublishedSettings> = found.fact('settings')?.value ?? {};
			const changed = Object.entries(settings).flatMap(([name, value]) => (isEqual(was[name as keyof PublishedSettings], value) ? [] : [name])).sort();
			if (changed.length === 0) return { answer: [], changes: [] };
			return { answer: changed, changes: [...noteFact(found, 'settings', settings), ledgerEntry(now, 'settings', changed.join(', '))] };
		},
	};
}

/** The settings of a test run, where nothing was published yet: a test run never changes what the published workflow goes by. */
export function writeFirstSettings(settings: PublishedSettings, now: number): Step<string[]> {
	const write = writeSettings(settings, now);
	return { ...write, name: 'writeFirstSettings', decide: (found) => (found.fact('settings') === null ? write.decide(found) : { answer: [], changes: [] }) };
}

/**
 * A step that goes by the published settings, read in the same transaction.
 * @param make what it needs must not depend on the settings
 */
export function bySettings<Answer>(make: (settings: PublishedSettings) => Step<Answer>): Step<Answer> {
	const { name, need } = make(DEFAULT_PUBLISHED);
	return {
		name,
		need: { ...need, facts: [...new Set([...(need.facts ?? []), 'settings' as const])] },
		decide: (found) => make(settingsIn(found)).decide(found),
	};
}
