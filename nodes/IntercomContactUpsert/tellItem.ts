import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { textOf } from '../../lib/http/textOf';
import { bothWaysFrom } from '../../lib/ledger/bothWays';
import { failedBack } from '../../lib/sync/back/backItem';
import type { FailedBack } from '../../lib/sync/back/backOutcome';
import type { TellItem } from '../../lib/sync/back/tellBalance';
import { balanceIn } from '../../lib/xero/reading/contactBalances';
import { contactUrl } from '../../lib/xero/contact/contactId';

/** An item that brings what only Xero knows; all of it stands in what the ledger handed out. @returns why it cannot be told. Pure. */
export function tellItem(json: IDataObject, ledger: IDataObject): TellItem | FailedBack {
	const balance = balanceIn(ledger.balance);
	const xeroContactId = textOf(json.xeroContactId).toLowerCase();
	const back = { kind: ledger.kind === 'company' ? 'company' : 'contact', xeroContactId, xeroContactUrl: contactUrl(xeroContactId), organisationId: textOf(ledger.organisationId).toLowerCase() } as const;
	const intercomId = textOf(ledger.id);
	if (balance === null || intercomId === '' || balance.contactId.toLowerCase() !== xeroContactId) return failedBack({ back, intercomId }, MIXED_UP, 0);
	return { back, intercomId, balance, marks: bothWaysFrom(ledger.bothWays)?.whenArchived === 'mark' };
}

const MIXED_UP: Failure = {
	class: 'validation', reason: 'notItsRecord', message: 'The item is not the one that the ledger handed out: what only Xero knows of the contact is missing, or of another contact. Nothing was changed.',
	nextStep: 'Let no node between Sync Ledger Trigger and this one mix items.', retryable: false, field: 'ledger.balance',
};
