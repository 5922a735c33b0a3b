import type { Settlement } from '../events/settlement';
import { subjectWords } from '../rows/subject';
import { aboutRecord } from './about';
import type { Carried } from './carriedKey';
import { ItemReader } from './itemReader';

/** The user does not want it in Xero: an item of Skipped of the mapper. */
export function skippedFrom(read: ItemReader, carried: Carried): Settlement {
	return { ...aboutRecord(carried), outcome: 'skipped', reason: read.filled('reason'), requestIds: [] };
}

/**
 * Xero would refuse it, or nobody can judge it: an item of Rejected of the mapper. The ledger keeps whose it is, and names of
 * fields and rules, not the values that the mapper's own message may show.
 */
export function rejectedFrom(read: ItemReader, carried: Carried): Settlement {
	const reason = read.filled('reason');
	const problems = read.entries('problems');
	const fields = [...new Set(problems.map((problem) => `${problem.filled('field')} (${problem.filled('rule')})`))];
	const fixes = [...new Set(problems.map((problem) => problem.text('fix')))].filter((fix) => fix !== '');
	return {
		...aboutRecord(carried), outcome: 'failed', reason, class: 'validation', message: `${whose(read, problems.map((problem) => problem.text('field'))) || subjectWords(carried)} was not mapped: ${fields.length > 0 ? fields.join(', ') : reason}.`, nextStep: fixes.join(' '),
		vendor: 'mapping', step: 'map', retryable: false, requestIds: [],
	};
}

/** Name and email, as a person knows the contact, but none that is itself at fault; `''` where that leaves neither. */
function whose(read: ItemReader, faulty: readonly string[]): string {
	const said = new ItemReader(read.object('contact') ?? {});
	const isFine = (...fields: string[]) => !fields.some((field) => faulty.includes(field));
	const name = isFine('Name', 'FirstName', 'LastName') ? said.text('name') : '';
	const email = isFine('EmailAddress') ? said.text('email') : '';
	return name === '' || email === '' ? name || email : `${name} (${email})`;
}
