import { mapContactToPerson, type Mapped, type PersonSettings, type Rejected } from '../../../lib/mapping/person/person';
import { profileOf, settingsOf } from './profiles';

export const mapped = (contact: Record<string, unknown> = {}, rest = {}, settings: Partial<PersonSettings> = {}) => {
	const result = mapContactToPerson(profileOf(contact, rest), settingsOf(settings));
	expect(result).toMatchObject({ kind: 'mapped' });
	return (result as Mapped).record;
};
export const rejected = (contact: Record<string, unknown>, rest = {}, settings: Partial<PersonSettings> = {}) => {
	const result = mapContactToPerson(profileOf(contact, rest), settingsOf(settings));
	expect(result).toMatchObject({ kind: 'rejected' });
	return result as Rejected;
};
