/** A contact that Xero told of, by an event or in a list of what changed. */
export interface XeroChange {
	/** Xero's ContactID. */
	xeroContactId: string;
	/** Of an event its eventDateUtc, of a contact in a list its UpdatedDateUTC; epoch ms. */
	changedAt: number;
}

/** What became of a change in Xero that was told. */
export type ReceivedFromXero =
	/** A row of work was made or is due now: the trigger wakes. */
	| { took: 'work' }
	/** Work runs at this moment; whether this was news is known when it is settled. */
	| { took: 'afterRunning' }
	/** Held by a stop, or the row knows of it: nothing is due that was not. */
	| { took: 'noted' }
	/** The ledger has seen the contact in that state or a later one, our own write among them; or a review is about just that. Nothing was written. */
	| { took: 'noise' }
	/** No record that is synced is this contact, and none is to be made in Intercom; of a company's staff the company is it. Nothing was written. */
	| { took: 'notBound' }
	/** A person decided never to sync its record, or the mapping leaves it out. Nothing was written. */
	| { took: 'nothing' }
	/** Both Ways is off. Nothing was written. */
	| { took: 'off' };
