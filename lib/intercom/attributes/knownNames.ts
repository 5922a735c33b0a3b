import type { Failure } from '../../http/failure';
import type { NamedRecord } from '../profile/profile';

/** The field of a form in which a person wrote names. */
export interface NameField {
	name: string;
	/** As the form calls it. */
	label: string;
}

/** Whether two names are the same to a person: case and blanks around them do not count. Pure. */
export function isSameName(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Those called so: spelled just so where one is, else in any case. Several where Intercom has the name more than once. Pure. */
export function calledSo(records: readonly NamedRecord[], name: string): NamedRecord[] {
	const exactly = records.filter((record) => record.name.trim() === name.trim());
	return exactly.length > 0 ? exactly : records.filter((record) => isSameName(record.name, name));
}

/** A name that no segment has is a failure: an empty segment would look as if everybody had left it. Pure. */
export function segmentUnknown(names: readonly string[], field: NameField): Failure {
	return unknown('segment', names, field);
}

/** A name that no tag has is a failure: nobody would be found, and it would look as if that were right. Pure. */
export function tagUnknown(name: string, field: NameField): Failure {
	return unknown('tag', [name], field);
}

function unknown(what: 'segment' | 'tag', names: readonly string[], { name, label }: NameField): Failure {
	const how = label.endsWith('s') ? 'Write the names as in Intercom, separated by commas' : 'Write the name as in Intercom';
	return {
		class: 'validation',
		reason: `${what}Unknown`,
		message: `Intercom has no ${what} called ${names.map((one) => `"${one}"`).join(' or ')} (field ${label}).`,
		nextStep: `${how}; a ${what} may have been renamed or deleted there.`,
		retryable: false,
		field: name,
	};
}
