/**
 * One-line fields an accountant owns. One list, because three places must agree on it: which fields are kept of a
 * contact that was read, which an update plans, and which are filled only when empty. A field planned but not kept
 * would look empty and be overwritten.
 */
export const ACCOUNTANTS_FIELDS = [
	'AccountNumber',
	'CompanyNumber',
	'TaxNumber',
	'DefaultCurrency',
	'SalesDefaultAccountCode',
	'PurchasesDefaultAccountCode',
	'AccountsReceivableTaxType',
	'AccountsPayableTaxType',
] as const;
