import { foldName } from '../record/contactName';
import type { MappedRecord } from '../record/record';

/** Keys for the lock: records that could meet in one Xero contact must not be decided side by side. Pure. */
export function lockKeys(records: readonly MappedRecord[], organisationId: string): string[] {
	return records.flatMap(keysOf).map((key) => `${organisationId} ${key}`);
}

function keysOf({ intercomId, previousIds, kind, match, decision }: MappedRecord): string[] {
	return [
		...[intercomId, ...previousIds].map((id) => `id ${id}`),
		...(match.email ? [`email ${match.email.toLowerCase()}`] : []),
		...(match.contactId ? [`contact ${match.contactId.toLowerCase()}`] : []),
		...(decision?.do === 'bind' ? [`contact ${decision.xeroContactId.toLowerCase()}`] : []),
		...(kind === 'organisation' && match.taxNumber ? [`abn ${match.taxNumber}`] : []),
		...(kind === 'organisation' && match.domain ? [`domain ${match.domain.toLowerCase()}`] : []),
		`name ${foldName(match.name)}`,
	];
}
