import { isRecord } from '../../http/isRecord';
import { bothWaysFrom } from '../../ledger/bothWays';
import type { MappedRecord } from '../../sync/record/record';
import { contactFrom } from '../../xero/contact/contactFrom';
import { sameValue } from './canonical';
import { joinedName } from './joinedName';

/**
 * What a person is called, in the words that Xero has for it, where the name flows both ways and Intercom still says what both sides agreed on:
 * `Dr Jane` and `Doe` went to Intercom as `Dr Jane Doe`, which the mapping reads as `Jane` and `Doe`, and that is no change that somebody made. Pure.
 * @param ledger as an item carries it
 * @returns what is mapped, the same otherwise
 */
export function inXerosWords({ xero, kind, staff }: Pick<MappedRecord, 'xero' | 'kind' | 'staff'>, ledger: Readonly<Record<string, unknown>>): MappedRecord['xero'] {
	const { lastSync, bothWays } = ledger;
	if (kind !== 'person' || staff !== undefined || !isRecord(lastSync) || bothWaysFrom(bothWays)?.fields.includes('name') !== true) return xero;
	const { Name, FirstName, LastName } = contactFrom(lastSync.values);
	// A Name that was never ours says nothing of what was agreed.
	if (Name === undefined || FirstName === undefined || LastName === undefined || xero.FirstName === undefined || xero.LastName === undefined) return xero;
	const agreed = joinedName(FirstName, LastName);
	// `Pat & Sons` is no first and last name to the mapping, and stands in Name alone.
	const said = joinedName(xero.FirstName, xero.LastName) || (xero.Name ?? '');
	const isAgreed = agreed !== '' && sameValue('name', said, agreed, { country: '' });
	return isAgreed ? { ...xero, FirstName, LastName } : xero;
}
