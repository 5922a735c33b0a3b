/** A fact that a person should hear of once, though the record was synced. */
export interface Told {
	/** The same for the same fact: what was told with it need not be told again. */
	key: string;
	about: 'mergedInXero' | 'mergedInIntercom' | 'mergeInXero' | 'numberKept' | 'addressChanged';
	message: string;
	nextStep: string;
	/** The contact it is about, in Xero. */
	url: string;
}
