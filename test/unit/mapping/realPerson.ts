import { mapContactToPerson, type Mapped, type PersonSettings } from '../../../lib/mapping/person/person';
import { profileOf, settingsOf } from './profiles';

/** The panel's own defaults: what cannot be used is left out. */
export const BY_DEFAULT = { unreadablePhone: 'leaveOut', invalidAbn: 'leaveOut', unusableValue: 'leaveOut' } as const;

export function mapped(contact: Record<string, unknown>, settings: Partial<PersonSettings> = {}, rest: Record<string, unknown> = {}): Mapped['record'] {
	const result = mapContactToPerson(profileOf(contact, rest), settingsOf({ ...BY_DEFAULT, ...settings }));
	if (result.kind !== 'mapped') throw new Error(JSON.stringify(result));
	return result.record;
}

export const custom = (values: Record<string, unknown>, more: Partial<PersonSettings> = {}): Partial<PersonSettings> => ({ mapping: { kind: 'custom', values: { Name: 'Jane Doe', ...values } }, ...more });
