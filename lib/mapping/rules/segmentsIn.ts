import { readProfile } from '../profileInput';

/**
 * The chosen segments that a profile's contact is in, by their names in Intercom, sorted, `, ` between them; '' for none.
 * undefined where none is chosen, or the profile was read without them. Pure.
 * @param names in any case; `*` for all
 */
export function segmentsIn(profile: unknown, names: readonly string[]): string | undefined {
	const segments = readProfile(profile)?.segments ?? null;
	if (names.length === 0 || segments === null) return undefined;
	const chosen = new Set(names.map((name) => name.trim().toLowerCase()));
	const isChosen = (name: string) => chosen.has('*') || chosen.has(name.trim().toLowerCase());
	return segments.map(({ name }) => name).filter(isChosen).sort().join(', ');
}
