import type { Account } from 'xero-node';

/** xero-node's model (camelCase, enums) as it looks on the wire. */
type WireText<K extends keyof Account> = { [P in K as Capitalize<string & P>]?: string };

/**
 * An entry of the chart of accounts.
 * @see https://developer.xero.com/documentation/api/accounting/accounts
 */
export type XeroAccount = WireText<'code' | 'name' | 'type' | 'status' | 'description' | 'taxType'> & { AccountID: string };

/** The fields a sync may write. */
export type AccountBody = Omit<XeroAccount, 'AccountID' | 'Status'>;

/** Types a person may choose; BANK needs a bank account, and the rest is kept by Xero itself. */
export const ACCOUNT_TYPES = [
	'CURRENT',
	'CURRLIAB',
	'DEPRECIATN',
	'DIRECTCOSTS',
	'EQUITY',
	'EXPENSE',
	'FIXED',
	'INVENTORY',
	'LIABILITY',
	'NONCURRENT',
	'OTHERINCOME',
	'OVERHEADS',
	'PREPAYMENT',
	'REVENUE',
	'SALES',
	'TERMLIAB',
] as const;

export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** Longest values, in characters, as the same page has them. */
export const MAX_ACCOUNT_CODE_CHARS = 10;
export const MAX_ACCOUNT_NAME_CHARS = 150;
export const MAX_ACCOUNT_DESCRIPTION_CHARS = 4_000;
